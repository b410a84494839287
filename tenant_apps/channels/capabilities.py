"""What a channel can do. Everyone outside an adapter asks these, never the channel's kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MediaRule:
    """What one kind of file may be. No types means any."""

    max_bytes: int
    mimes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Lengths are in characters, the reply window in hours (None: no window)."""

    max_text: int
    max_caption: int
    max_buttons: int = 0
    max_button_title: int = 0
    max_button_body: int = 0
    reply_window_hours: int | None = None
    can_quote: bool = False
    can_mark_read: bool = False
    can_show_typing: bool = False
    reports_delivery: bool = False
    media: Mapping[str, MediaRule] = field(default_factory=dict)
