"""What a member has begun to write and not sent: kept on the server, on every device of theirs, shown to nobody else.

Owns: Draft. Announces: nothing; the member's own sockets get `draft.updated`.
"""
