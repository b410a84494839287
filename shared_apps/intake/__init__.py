"""The webhook door: verify, split, store durably, route to the tenant, drain, replay.

Owns: the ledger of everything that platforms sent (`intake_event`) and the routing table. Imports: core, facts.
Announces: nothing. The adapters are handed in by `config/wiring.py`, as they live in a tenant app above.
"""
