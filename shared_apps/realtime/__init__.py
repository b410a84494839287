"""The sockets: consumers, group names, push, presence. Knows sockets, no domain.

Owns: nothing in the database. Imports: core (and facts' selectors, handed in by config). Announces: nothing.

A frame is `{"id", "type", "rev", "data"}`; it is serialised once per tenant event, whoever listens.
"""

from shared_apps.realtime.push import Frame, push, push_ephemeral

__all__ = ["Frame", "push", "push_ephemeral"]
