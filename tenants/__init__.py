"""Businesses: their schemas, hosts, pool and memberships.

Owns: Tenant, Domain, FormerSlug, Membership, PoolSchema, exports and imports. Imports: intake, facts, realtime, core.
Announces: what happens to a business as a whole (events.py).
"""
