"""The platform's own people: what they see of all businesses, and what they may do about them.

Owns: the counters of each business, channel review, announcements, the gate (`api/permissions.py`). Rooms: folders of
their own with actions, selectors and API; each adds a line to `api/urls.py`.
Imports: everything below. Announces: nothing.
"""
