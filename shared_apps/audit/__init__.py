"""Who did what: one trail in the public schema and one in every tenant's.

Owns: AuditEntry. Imports: core. Announces: nothing.
"""
