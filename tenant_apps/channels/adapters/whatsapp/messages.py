"""One of `messages[]` or `message_echoes[]` → a message, a reaction, an edit or a deletion."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from tenant_apps.channels.inbound import (
    Deletion,
    Direction,
    Edit,
    Ignored,
    Inbound,
    InboundMessage,
    ReactionEvent,
    Sender,
)

from .contents import READERS, Content
from .payloads import Call, Head, Message, Value
from .people import Claimed, addressee, author, correspondent, identities, is_from_customer, sender_of

_read_message = msgspec.json.Decoder(Message).decode
_read_head = msgspec.json.Decoder(Head).decode
_read_call = msgspec.json.Decoder(Call).decode
_read_any = msgspec.json.Decoder().decode
# An ad opens the free entry point: /documentation/business-messaging/whatsapp/pricing (72 hours).
_AD_WINDOW_HOURS = 72


@dataclass(slots=True)
class Origin:
    """Where in the body we are: whose it is, when it may have been, how many messages came before."""

    account_id: str
    value: Value
    fallback_at: datetime
    position: Iterator[int]


def moment(stamp: str | int | None, fallback: datetime) -> datetime:
    """Return Unix seconds, which Meta sends as text or number, as aware UTC."""
    try:
        return datetime.fromtimestamp(int(stamp), UTC) if stamp else fallback
    except (ValueError, OverflowError, OSError):
        return fallback


def read_message(raw: msgspec.Raw, origin: Origin) -> Inbound:
    """Read an element of `messages[]`; raises ValidationError when it has not even an id."""
    return _read(raw, origin, "in", author, is_alone=len(origin.value.messages) == 1)


def read_echo(raw: msgspec.Raw, origin: Origin) -> Inbound:
    """Read an element of `message_echoes[]`: the business wrote elsewhere; the sender is the customer."""
    return _read(raw, origin, "out", addressee, is_alone=len(origin.value.message_echoes) == 1)


def read_past(raw: msgspec.Raw, origin: Origin, customer: str) -> Inbound:
    """Read a message of a customer's history; `customer` is the number that names the thread.

    Its payload says `history`: it is to be stored without waking anybody.
    """
    head = _read_head(raw)
    direction: Direction = "in" if is_from_customer(head, origin.value, customer) else "out"
    claim = correspondent(customer, direction)
    found = _read(raw, origin, direction, claim, is_alone=False)
    if isinstance(found, InboundMessage):
        return msgspec.structs.replace(found, payload={**found.payload, "history": True})
    return found


def read_call(raw: msgspec.Raw, origin: Origin) -> Inbound:
    """Show that a customer called; the other events of a call are of no use here."""
    call = _read_call(raw)
    content = _read_any(raw)
    # The session description of WebRTC is long and worthless once the ringing is over.
    content.pop("session", None)
    sender = sender_of(author(call), origin.value.contacts, is_alone=len(origin.value.calls) == 1)
    if call.event != "connect" or call.direction != "USER_INITIATED" or not sender.identities:
        return Ignored(reason=f"Call event “{call.event}”.", payload={"call": content})
    return _message(call, origin, sender, Content("unsupported", payload={"type": "call", "call": content}))


def _read(
    raw: msgspec.Raw,
    origin: Origin,
    direction: Direction,
    claim: Callable[[Head], Claimed],
    *,
    is_alone: bool,
) -> Inbound:
    message: Message | None = None
    try:
        message = _read_message(raw)
        head: Head = message
    except msgspec.ValidationError:
        head = _read_head(raw)
    sender = sender_of(claim(head), origin.value.contacts, is_alone=is_alone)
    if not sender.identities and not (message and message.system):
        return Ignored(reason="A message without a sender.", payload={"message": _read_any(raw)})
    if message is None:
        return _message(head, origin, sender, _placeholder(raw, origin), direction)
    event = _event(message, origin, sender, direction)
    if event is not None:
        return event
    sender = _moved(message, sender)
    reader = READERS.get(message.type or "")
    content = reader(message) if reader else None
    return _message(message, origin, sender, content or _placeholder(raw, origin), direction)


def _event(message: Message, origin: Origin, sender: Sender, direction: Direction) -> Inbound | None:
    """Return what happened to an earlier message, if that is what this one tells."""
    account_id, at = origin.account_id, moment(message.timestamp, origin.fallback_at)
    if message.type == "reaction" and message.reaction:
        return ReactionEvent(
            account_id=account_id,
            sender=sender,
            external_id=message.reaction.message_id,
            emoji=message.reaction.emoji or "",
            at=at,
            direction=direction,
        )
    if message.type == "revoke" and message.revoke:
        return Deletion(
            account_id=account_id,
            sender=sender,
            external_id=message.revoke.original_message_id,
            at=at,
            direction=direction,
        )
    if message.type == "edit" and message.edit:
        return Edit(
            account_id=account_id,
            sender=sender,
            external_id=message.edit.original_message_id,
            text=_edited_text(message.edit.message),
            at=at,
            payload={"message": message.edit.message},
            direction=direction,
        )
    return None


def _message(
    head: Head, origin: Origin, sender: Sender, content: Content, direction: Direction = "in"
) -> InboundMessage:
    payload, reply_to = content.payload, None
    if isinstance(head, Message):
        payload = {**payload, **_circumstances(head)}
        reply_to = head.context.id if head.context else None
    return InboundMessage(
        account_id=origin.account_id,
        external_id=head.id,
        sender=sender,
        provider_at=moment(head.timestamp, origin.fallback_at),
        provider_seq=next(origin.position),
        kind=content.kind,
        text=content.text,
        attachments=content.attachments,
        reply_to=reply_to,
        payload=payload,
        direction=direction,
        window_hours=_AD_WINDOW_HOURS if _is_from_ad(payload) else None,
    )


def _is_from_ad(payload: dict[str, Any]) -> bool:
    referral = payload.get("referral") or {}
    return referral.get("source_type") == "ad" or bool(referral.get("ctwa_clid"))


def _circumstances(message: Message) -> dict[str, Any]:
    """Return what came along: the ad it answers, the product it is about, forwarding, the group."""
    found: dict[str, Any] = {}
    if message.referral:
        found["referral"] = message.referral
    if message.group_id:
        found["group_id"] = message.group_id
    if message.history_context:
        found["history_status"] = str(message.history_context.get("status", "")).lower()
    context = message.context
    if context:
        if context.forwarded or context.frequently_forwarded:
            found["forwarded"] = "often" if context.frequently_forwarded else "once"
        if context.referred_product:
            found["referred_product"] = context.referred_product
    return found


def _placeholder(raw: msgspec.Raw, origin: Origin) -> Content:
    """Keep what we cannot show: the bubble says that something came, the payload says what."""
    message = _read_any(raw)
    kind = message.get("type")
    part = message.get(kind) if isinstance(kind, str) else None
    if kind in ("unsupported", "interactive") and isinstance(part, dict):
        kind = part.get("type") or kind
    payload = {"type": str(kind or "unknown"), "message": message}
    if origin.value.errors:
        payload["errors"] = origin.value.errors
    return Content("unsupported", payload=payload)


def _moved(message: Message, sender: Sender) -> Sender:
    """Join the new identities of a person who changed the number with the old ones, the new first."""
    system = message.system
    if system is None:
        return sender
    new = identities(
        user_id=system.user_id,
        wa_id=system.wa_id,
        phone=system.wa_id,
        parent_user_id=system.parent_user_id,
    )
    return Sender((*new, *(old for old in sender.identities if old not in new)), sender.name, sender.username)


def _edited_text(message: dict[str, Any]) -> str:
    part = message.get(str(message.get("type")))
    text = part.get("body", part.get("caption")) if isinstance(part, dict) else None
    return text if isinstance(text, str) else ""
