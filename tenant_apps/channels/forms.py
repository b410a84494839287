"""A form that a channel lacks becomes one that it has, or is refused with a reason. Pure.

The table of what becomes what is in docs/adding-a-channel.md. `Capabilities.forms` decides; besides the outbound
kinds it may hold `links` (link buttons among the others) and `link` (one link button, alone).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import quote

from tenant_apps.channels.capabilities import Capabilities, MediaRule
from tenant_apps.channels.cutting import TextUnit, length_of, split_text
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.outbound import (
    Button,
    ContactCard,
    ListRow,
    ListSection,
    Location,
    Outbound,
    OutboundKind,
    OutboundMedia,
)

__all__ = ["TextUnit", "contact_lines", "fit", "length_of", "map_link", "numbered", "split_text"]

_FILES: dict[OutboundKind, tuple[OutboundKind, ...]] = {
    "sticker": ("sticker", "image", "document"),
    "image": ("image", "document"),
    "video": ("video", "document"),
    "audio": ("audio", "document"),
    "document": ("document",),
}
_REFUSALS: dict[OutboundKind, str] = {
    "template": "This channel has no templates. Write the message as a text.",
    "reaction": "This channel has no reactions. Answer with a text.",
    "read": "This channel does not tell customers that a message was read.",
    "typing": "This channel does not show customers that someone is typing.",
}


def fit(outbound: Outbound, capabilities: Capabilities) -> Outbound:
    """Return the message in a form that the channel has; raise SendFailed (`not_supported`) when there is none.

    Lengths are not judged here: a text that is too long stays so, because one message stays one message.
    """
    outbound = _without_quote(outbound, capabilities)
    kind = outbound.kind
    if kind in _REFUSALS:
        return _refused_unless_had(outbound, capabilities)
    if kind in _FILES:
        return _file(outbound, capabilities)
    if kind == "buttons":
        return _buttons(outbound, capabilities)
    if kind == "list":
        return _list(outbound, capabilities)
    if kind == "text" or kind in capabilities.forms:
        return outbound
    if kind == "location" and outbound.location:
        return _text(outbound, _place(outbound.location))
    if kind == "contacts":
        return _text(outbound, ["\n".join(contact_lines(card)) for card in outbound.contacts], gap="\n\n")
    return _text(outbound, [])


def numbered(outbound: Outbound) -> Outbound:
    """Return buttons or a list as one text: the choices with numbers to answer with, links with addresses."""
    if outbound.kind == "list":
        return _text(outbound, list(_section_lines(outbound.sections)))
    links = [f"{button.title}: {button.url}" for button in outbound.buttons if button.url]
    replies = [button for button in outbound.buttons if not button.url]
    choices = [f"{number}. {button.title}" for number, button in enumerate(replies, 1)]
    return _text(outbound, [*choices, *links])


def map_link(place: Location) -> str:
    """Return an address that opens the place in a phone's map or a browser.

    Source: https://developers.google.com/maps/documentation/urls/get-started (search action).
    """
    point = quote(f"{place.latitude:.6f},{place.longitude:.6f}", safe="")
    return f"https://www.google.com/maps/search/?api=1&query={point}"


def contact_lines(card: ContactCard) -> list[str]:
    name = f"{card.name} ({card.organisation})" if card.organisation and card.name else card.name
    return [line for line in (name or card.organisation, *card.phones, *card.emails) if line]


def _without_quote(outbound: Outbound, capabilities: Capabilities) -> Outbound:
    """Drop the quote where the channel has none: the answer matters more than what it answers."""
    if outbound.reply_to and outbound.kind != "reaction" and not capabilities.can_quote:
        return replace(outbound, reply_to=None)
    return outbound


def _refused_unless_had(outbound: Outbound, capabilities: Capabilities) -> Outbound:
    can = {
        "template": capabilities.has_templates,
        "reaction": capabilities.can_react,
        "read": capabilities.can_mark_read,
        "typing": capabilities.can_show_typing,
    }
    if can[outbound.kind] or outbound.kind in capabilities.forms:
        return outbound
    raise _refused(_REFUSALS[outbound.kind])


def _file(outbound: Outbound, capabilities: Capabilities) -> Outbound:
    files = [file for file in (outbound.media, *outbound.more_media) if file]
    if len(files) > max(capabilities.max_attachments, 1):
        raise _refused(f"This channel takes {max(capabilities.max_attachments, 1)} file(s) in one message.")
    had = [kind for kind in _FILES[outbound.kind] if kind in capabilities.forms or kind in capabilities.media]
    for kind in had:
        if all(_takes(capabilities.media.get(kind), file) for file in files):
            return replace(outbound, kind=kind)
    if outbound.kind in had:
        # The adapter knows best what is wrong with the file.
        return outbound
    if files and all(file.link for file in files):
        return _text(replace(outbound, media=None, more_media=()), [file.link for file in files])
    raise _refused("This channel does not take files of this kind.")


def _takes(rule: MediaRule | None, file: OutboundMedia) -> bool:
    if rule is None:
        return True
    mime = file.mime.partition(";")[0].strip().lower()
    has_size = file.content is None or len(file.content) <= rule.max_bytes
    return has_size and (not rule.mimes or not mime or mime in rule.mimes)


def _buttons(outbound: Outbound, capabilities: Capabilities) -> Outbound:
    return outbound if _has_buttons(outbound.text, outbound.buttons, capabilities) else numbered(outbound)


def _has_buttons(text: str, buttons: tuple[Button, ...], capabilities: Capabilities) -> bool:
    titles = [button.title for button in buttons]
    body = capabilities.max_button_body or capabilities.max_text
    if not buttons or not all(titles) or len(set(titles)) < len(titles):
        return False
    if capabilities.max_button_title and max(map(len, titles)) > capabilities.max_button_title:
        return False
    if not text.strip() or length_of(text, capabilities.text_unit) > body:
        return False
    if any(button.url for button in buttons) and "links" not in capabilities.forms:
        return "link" in capabilities.forms and len(buttons) == 1
    ids = {button.id for button in buttons if not button.url}
    return (
        "buttons" in capabilities.forms
        and len(buttons) <= capabilities.max_buttons
        and len(ids) == sum(not button.url for button in buttons)
    )


def _list(outbound: Outbound, capabilities: Capabilities) -> Outbound:
    rows = [row for section in outbound.sections for row in section.rows]
    if rows and "list" in capabilities.forms and len(rows) <= capabilities.max_list_rows:
        return outbound
    buttons = tuple(Button(row.id, row.title) for row in rows)
    # A description would be lost on a button, and a customer may need it to choose.
    if not any(row.description for row in rows) and _has_buttons(outbound.text, buttons, capabilities):
        return replace(outbound, kind="buttons", buttons=buttons, sections=(), list_button="")
    return numbered(outbound)


def _section_lines(sections: Iterable[ListSection]) -> Iterator[str]:
    number = 0
    for section in sections:
        if section.title:
            yield f"{section.title}:"
        for row in section.rows:
            number += 1
            yield f"{number}. {_row(row)}"


def _row(row: ListRow) -> str:
    return f"{row.title} – {row.description}" if row.description else row.title


def _place(place: Location) -> list[str]:
    return [line for line in (place.name, place.address, map_link(place)) if line]


def _text(outbound: Outbound, lines: list[str], *, gap: str = "\n") -> Outbound:
    text = "\n\n".join(filter(None, [outbound.text, gap.join(lines)]))
    return replace(
        outbound,
        kind="text",
        text=text,
        buttons=(),
        sections=(),
        list_button="",
        location=None,
        contacts=(),
    )


def _refused(reason: str) -> SendFailed:
    return SendFailed(permanent=True, code=SendFailureCode.NOT_SUPPORTED, reason_for_people=reason)
