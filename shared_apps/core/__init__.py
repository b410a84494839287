"""Kernel without tables: errors, ids, clock, pagination, encrypted fields, egress, task base.

Owns: what every app needs and no app may own. Imports: nothing of Parlor. Announces: nothing.
"""
