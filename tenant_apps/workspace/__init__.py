"""The business itself: its card and its price list.

Owns: Workspace, Service. Imports: core, audit, tenants, team's permissions. Announces: nothing.
"""
