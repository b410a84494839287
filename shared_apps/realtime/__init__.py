"""The sockets: consumers, group names, push, presence. Knows sockets, no domain.

Owns: nothing in the database. Imports: core (and facts' selectors, handed in by config). Announces: nothing.

A frame is `{"id", "type", "rev", "data"}`; it is serialised once per tenant event, whoever listens. Whom it is for
travels beside it, and each socket decides on the server whether to pass it on.
"""

from shared_apps.realtime.audience import Audience, Rule, keys_of, member_key, team_key
from shared_apps.realtime.push import (
    Frame,
    close_sockets,
    dismiss,
    is_watched,
    push,
    push_ephemeral,
    push_to_viewers,
    refresh_sight,
)

__all__ = [
    "Audience",
    "Frame",
    "Rule",
    "close_sockets",
    "dismiss",
    "is_watched",
    "keys_of",
    "member_key",
    "push",
    "push_ephemeral",
    "push_to_viewers",
    "refresh_sight",
    "team_key",
]
