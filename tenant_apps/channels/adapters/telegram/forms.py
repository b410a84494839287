"""Buttons, lists, places and cards as the Bot API takes them."""

import base64
import hashlib
from collections.abc import Sequence
from typing import Any

from tenant_apps.channels.errors import SendFailureCode
from tenant_apps.channels.forms import contact_lines
from tenant_apps.channels.outbound import Button, ContactCard, ListRow, ListSection, Location

from .failures import refused

_MAX_DATA_BYTES = 64
_PER_ROW_LENGTH = 24


def short_id(button_id: str) -> str:
    """Return what a button carries: its id, or for one above 64 bytes a fingerprint that begins with “~”."""
    if len(button_id.encode()) <= _MAX_DATA_BYTES:
        return button_id
    digest = hashlib.sha256(button_id.encode()).digest()
    return "~" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def keyboard(buttons: Sequence[Button]) -> dict[str, Any]:
    """Return the inline keyboard: short buttons two in a row, long ones alone. Nothing when there are none."""
    rows: list[list[dict[str, str]]] = []
    for button in buttons:
        key = _key(button)
        fits = len(button.title) <= _PER_ROW_LENGTH and len(buttons) > 2
        if fits and rows and len(rows[-1]) == 1 and len(rows[-1][0]["text"]) <= _PER_ROW_LENGTH:
            rows[-1].append(key)
        else:
            rows.append([key])
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def list_keyboard(sections: Sequence[ListSection]) -> dict[str, Any]:
    """Return one button per row of the list, one below the other."""
    rows = [[_key(Button(row.id, row.title))] for section in sections for row in section.rows]
    if not rows:
        raise refused(SendFailureCode.EMPTY_MESSAGE, "The list has no rows.")
    return {"reply_markup": {"inline_keyboard": rows}}


def list_body(text: str, sections: Sequence[ListSection]) -> str:
    """Return the text above the buttons, with what buttons cannot show: descriptions and names of sections."""
    blocks = [text]
    has_names = len(sections) > 1
    for section in sections:
        described = [row for row in section.rows if row.description]
        if described:
            name = [f"**{section.title}**"] if has_names and section.title else []
            blocks.append("\n".join([*name, *(_described(row) for row in described)]))
    return "\n\n".join(block for block in blocks if block.strip())


def place(location: Location | None) -> tuple[str, dict[str, Any]]:
    """Return the method and parameters of a place: a venue when it has a name or an address."""
    if location is None:
        raise refused(SendFailureCode.EMPTY_MESSAGE, "The message has no place.")
    point = {"latitude": location.latitude, "longitude": location.longitude}
    if not (location.name or location.address):
        return "sendLocation", point
    title, address = location.name or location.address, location.address or location.name
    return "sendVenue", {**point, "title": title, "address": address}


def cards(contacts: Sequence[ContactCard]) -> dict[str, Any] | str:
    """Return the parameters of one card; several, or one without a phone, as text."""
    if not contacts:
        raise refused(SendFailureCode.EMPTY_MESSAGE, "The message has no contact.")
    if len(contacts) > 1 or not contacts[0].phones:
        return "\n\n".join("\n".join(contact_lines(contact)) for contact in contacts)
    contact = contacts[0]
    first, _, last = contact.name.partition(" ")
    found = {"phone_number": contact.phones[0], "first_name": first or contact.phones[0]}
    if last:
        found["last_name"] = last
    if contact.emails or contact.organisation or len(contact.phones) > 1:
        found["vcard"] = _vcard(contact)
    return found


def _key(button: Button) -> dict[str, str]:
    if not button.title.strip():
        raise refused(SendFailureCode.INVALID_REQUEST, "A button has no title.")
    if button.url:
        return {"text": button.title, "url": button.url}
    return {"text": button.title, "callback_data": short_id(button.id or button.title)}


def _described(row: ListRow) -> str:
    return f"{row.title} – {row.description}"


def _vcard(contact: ContactCard) -> str:
    """Return the card as vCard 3.0 (RFC 2426), up to Telegram's 2048 bytes."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{_escaped(contact.name)}"]
    lines += [f"ORG:{_escaped(contact.organisation)}"] if contact.organisation else []
    lines += [f"TEL:{_escaped(phone)}" for phone in contact.phones]
    lines += [f"EMAIL:{_escaped(email)}" for email in contact.emails]
    while len("\n".join(lines).encode()) > 2000:
        lines.pop()
    return "\n".join([*lines, "END:VCARD"])


def _escaped(value: str) -> str:
    for mark in ("\\", ",", ";"):
        value = value.replace(mark, f"\\{mark}")
    return value.replace("\r", "").replace("\n", "\\n")
