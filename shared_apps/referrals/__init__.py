"""Who brought whom, and what they get for it.

Owns: codes, referrals, the marks by which one person with many workspaces is told. Imports: plans, accounts, tenants.
Announces: nothing; a reward is a bonus plan, which plans announces.
"""
