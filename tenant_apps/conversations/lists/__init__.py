"""The list: who may see what, filters, sorts, tabs, counts, saved views.

Owns: SavedView. Announces: ViewChanged, ViewDeleted. Filters are data: a tree is checked word by word before it becomes
a query, so nothing that a person sends reaches SQL.
"""
