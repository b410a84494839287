"""Businesses: their schemas, hosts, pool and memberships.

Owns: Tenant, Domain, Membership, PoolSchema. Imports: core. Announces: nothing.
"""
