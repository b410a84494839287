"""What a customer typed as one of the choices that were sent as numbered text. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.forms import fit
from tenant_apps.channels.outbound import Outbound, OutboundKind
from tenant_apps.conversations.contents import outbound_parts

# Longer texts are no choice; most messages are told apart from one by their length alone.
LONGEST = 40
_NUMBER = re.compile(r"(\d{1,3})[.)]?")


def may_choose(text: str) -> bool:
    """Return whether `text` is short enough to be a choice."""
    return 0 < len(text) <= LONGEST


def chosen(
    text: str, *, kind: OutboundKind, body: str, payload: Mapping[str, Any], channel: Capabilities
) -> dict[str, str] | None:
    """Return `{id, title, type}` of the choice that `text` names by its number or title; None when it names none.

    `kind`, `body` and `payload` are those of our message. Where the channel showed buttons or a list of its own,
    what is typed is no choice.
    """
    sent = Outbound(kind=kind, text=body, **outbound_parts(payload))
    if kind not in ("buttons", "list") or fit(sent, channel).kind != "text":
        return None
    options = [(button.id, button.title) for button in sent.buttons if not button.url]
    options += [(row.id, row.title) for section in sent.sections for row in section.rows]
    type = "button_reply" if kind == "buttons" else "list_reply"
    typed = text.strip().casefold()
    number = _NUMBER.fullmatch(typed)
    if number and 0 < int(number[1]) <= len(options):
        id, title = options[int(number[1]) - 1]
        return {"id": id, "title": title, "type": type}
    named = [(id, title) for id, title in options if title.strip().casefold() == typed]
    return {"id": named[0][0], "title": named[0][1], "type": type} if len(named) == 1 else None
