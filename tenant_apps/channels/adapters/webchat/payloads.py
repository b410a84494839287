"""One event of a visitor as the visitor API writes it into the ledger. Every key is optional on the way back."""

from datetime import datetime
from typing import Any

import msgspec


class Visitor(msgspec.Struct, omit_defaults=True):
    """`kind` is visitor, user or session; `value` the id under that kind."""

    kind: str = ""
    value: str = ""
    name: str = ""


class File(msgspec.Struct, omit_defaults=True):
    """An upload that is stored already; `id` is the stored file's."""

    id: str = ""
    mime: str = ""
    name: str = ""
    size: int | None = None


class Reply(msgspec.Struct, omit_defaults=True):
    """A tapped quick reply or list row."""

    id: str = ""
    title: str = ""
    type: str = "button"


class Event(msgspec.Struct, omit_defaults=True):
    """`type` is message, read or reaction. `id` is the client's message id, or the message that was reacted to."""

    account: str
    type: str = ""
    at: datetime | None = None
    id: str = ""
    visitor: Visitor | None = None
    text: str = ""
    files: list[File] = []
    reply: Reply | None = None
    reply_to: str = ""
    emoji: str = ""
    details: dict[str, str] = {}
    page: str = ""
    language: str = ""


def encode(event: Event) -> bytes:
    return msgspec.json.encode(event)


_read = msgspec.json.Decoder(Event).decode
_read_any: Any = msgspec.json.Decoder().decode


def decode(body: bytes) -> Event:
    """Raises msgspec.DecodeError (ValidationError for a wrong type)."""
    return _read(body)


def decode_loosely(body: bytes) -> Any:
    """Raises msgspec.DecodeError."""
    return _read_any(body)
