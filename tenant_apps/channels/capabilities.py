"""What a channel can do. Everyone outside an adapter asks these, never the channel's kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class MediaRule:
    """What one kind of file may be. No types means any."""

    max_bytes: int
    mimes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Lengths are in `text_unit`, windows in hours (None: no window).

    `forms` are the outbound kinds that the channel has itself, and `links` where buttons may be links among the
    others, `link` where one link button can stand alone; `channels.forms.fit` turns the others into what it has or
    refuses them. `person_window_hours` is how long a person, not the agent, may answer. `formatting` is the
    markup that the composer may offer: what of it the vendor shows is the adapter's business. `pair_every_s` is the
    steady pace towards one customer, `pair_burst` how many may go at once. `voice_mimes` are the types in which a sound
    is a voice note; none means that the channel makes no difference.
    """

    max_text: int
    max_caption: int
    text_unit: Literal["characters", "utf16", "bytes"] = "characters"
    forms: frozenset[str] = frozenset({"text"})
    max_buttons: int = 0
    max_button_title: int = 0
    max_button_body: int = 0
    max_list_rows: int = 0
    max_attachments: int = 1
    reply_window_hours: int | None = None
    person_window_hours: int | None = None
    formatting: frozenset[str] = frozenset()
    can_quote: bool = False
    can_react: bool = False
    can_mark_read: bool = False
    can_show_typing: bool = False
    typing_marks_read: bool = False
    reports_delivery: bool = False
    has_templates: bool = False
    has_subject: bool = False
    per_second: float = 20.0
    burst: int = 20
    pair_every_s: float = 1.0
    pair_burst: int = 20
    media: Mapping[str, MediaRule] = field(default_factory=dict)
    voice_mimes: frozenset[str] = frozenset()
