"""The message that customers get while nobody is there: once a session, never to machines or blocked people.

Owns: AwayNotice. `automation/responder.py` decides that nobody answers; its subscriber then calls `tell_away`.
"""
