"""A visitor's event → the inbound union."""

from datetime import UTC, datetime
from typing import Any, get_args

import msgspec

from tenant_apps.channels.adapters.mending import mend
from tenant_apps.channels.adapters.protocol import Slice
from tenant_apps.channels.errors import BadPayload
from tenant_apps.channels.inbound import (
    AttachmentKind,
    Ignored,
    Inbound,
    InboundAttachment,
    InboundMessage,
    MessageKind,
    ReactionEvent,
    Sender,
    Watermark,
)

from .payloads import Event, File, decode, decode_loosely

_FAMILIES = set(get_args(AttachmentKind)) - {"document", "sticker"}


class _Head(msgspec.Struct):
    account: str


_read_head = msgspec.json.Decoder(_Head).decode


def split(body: bytes) -> list[Slice]:
    """Return the one slice that a body is; raises BadPayload when it names no account."""
    try:
        account = _read_head(body).account
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadPayload(f"The body is not an event of the web chat: {error}") from error
    return [Slice(account, body)]


def parse(body: bytes, *, received_at: datetime | None = None) -> list[Inbound]:
    """Return the one event of a body; raises BadPayload for what is no JSON object."""
    if b"\\u0000" in body:
        body = mend(body)
    try:
        event = decode(body)
    except msgspec.ValidationError as error:
        return [_unreadable(body, str(error))]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadPayload(f"The body is not an event of the web chat: {error}") from error
    if event.visitor is None or not event.visitor.kind or not event.visitor.value:
        return [Ignored(reason="The event names no visitor.", payload=_plain(body))]
    at = _aware(event.at or received_at or datetime.now(tz=UTC))
    read = _READERS.get(event.type)
    if read is None or (event.type != "read" and not event.id):
        return [Ignored(reason=f"Unknown event {event.type!r}.", payload=_plain(body))]
    return [read(event, _sender(event), at)]


def _message(event: Event, sender: Sender, at: datetime) -> Inbound:
    payload: dict[str, Any] = {}
    if event.reply is not None:
        payload["reply"] = {
            "type": event.reply.type,
            "id": event.reply.id,
            "title": _clean(event.reply.title),
        }
    for name, value in (("page", event.page), ("language", event.language)):
        if value:
            payload[name] = _clean(value)
    if event.details:
        payload["details"] = {_clean(name): _clean(value) for name, value in event.details.items()}
    return InboundMessage(
        account_id=event.account,
        external_id=event.id,
        sender=sender,
        provider_at=at,
        kind=_kind(event),
        text=_clean(event.text) or (_clean(event.reply.title) if event.reply else ""),
        attachments=tuple(_attachment(file) for file in event.files),
        reply_to=event.reply_to or None,
        payload=payload,
    )


def _kind(event: Event) -> MessageKind:
    if event.reply is not None:
        return "interactive_reply"
    return _family(event.files[0].mime) if event.files else "text"


def _family(mime: str) -> AttachmentKind:
    family = mime.partition("/")[0]
    return family if family in _FAMILIES else "document"  # type: ignore[return-value]  # narrowed by the set


def _attachment(file: File) -> InboundAttachment:
    return InboundAttachment(
        kind=_family(file.mime), media_id=file.id, mime=file.mime, name=_clean(file.name), size=file.size
    )


def _read_up_to(event: Event, sender: Sender, at: datetime) -> Inbound:
    return Watermark(account_id=event.account, sender=sender, status="read", at=at)


def _reaction(event: Event, sender: Sender, at: datetime) -> Inbound:
    return ReactionEvent(
        account_id=event.account, sender=sender, external_id=event.id, emoji=_clean(event.emoji), at=at
    )


_READERS = {"message": _message, "read": _read_up_to, "reaction": _reaction}


def _sender(event: Event) -> Sender:
    assert event.visitor is not None
    visitor = event.visitor
    return Sender(identities=((visitor.kind, _clean(visitor.value)),), name=_clean(visitor.name))


def _unreadable(body: bytes, reason: str) -> Ignored:
    return Ignored(reason=f"Unreadable event: {reason}", payload=_plain(body))


def _plain(body: bytes) -> dict[str, Any]:
    try:
        found = decode_loosely(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {"raw": body.decode("utf-8", "replace")}
    return found if isinstance(found, dict) else {"body": found}


def _aware(at: datetime) -> datetime:
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _clean(text: str) -> str:
    return text.replace("\0", "")
