"""Start, supervise and test the whole of Parlor from one command.

Owns: `bin/up`, `bin/test`, `bin/check`, the embedded PostgreSQL and Valkey, the supervisor.
Imports nothing of the product: it starts it as separate processes.
`bootstrap` and what it imports use the standard library alone: they run before the environment exists.
"""
