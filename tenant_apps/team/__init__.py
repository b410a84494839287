"""The people of a workspace and what each may do.

Owns: Member. Imports: core, accounts, audit, tenants. Announces: nothing.
"""
