"""Who has a conversation: assign, claim, and policies that assign by themselves.

Owns: AssignmentPolicy, PolicyMember. Announces: PolicyChanged, PolicyDeleted.
All assigning by policy of a tenant happens under one lock, so that loads are counted right and nobody gets doubles.
"""
