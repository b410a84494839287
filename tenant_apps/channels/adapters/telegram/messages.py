"""A message, new or edited, of a private chat: the bot's own or one of a Telegram Business account."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from tenant_apps.channels.inbound import Direction, Edit, Ignored, Inbound, InboundMessage, Sender

from .contents import Content, content_of, service_of
from .payloads import Chat, Head, Id, Message, Stamp, User

_read_message = msgspec.json.Decoder(Message).decode
_read_head = msgspec.json.Decoder(Head).decode
_read_any = msgspec.json.Decoder().decode
MAX_SEQ = 2**31 - 1
_NO_DIGITS = re.compile(r"[^0-9]")

# Keys that say where and how a message was sent, not what it holds: the first other one names its kind.
_FRAME_KEYS = """
    message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count sender_tag
    date sender_business_bot business_connection_id chat forward_origin is_topic_message
    is_automatic_forward reply_to_message external_reply quote reply_to_story reply_to_checklist_task_id
    via_bot edit_date has_protected_content is_from_offline is_paid_post media_group_id author_signature
    paid_star_count link_preview_options effect_id caption caption_entities entities
    show_caption_above_media has_media_spoiler reply_markup suggested_post_info ephemeral_message_id
    receiver_user
"""
_FRAME = frozenset(_FRAME_KEYS.split())


@dataclass(frozen=True, slots=True)
class Origin:
    """The update we are in: its number, and the time of what carries none."""

    update_id: int
    received_at: datetime

    @property
    def seq(self) -> int:
        return self.update_id if 0 <= self.update_id <= MAX_SEQ else 0

    @property
    def within_second(self) -> timedelta:
        """Put what happens in one second in order: times are whole seconds, later updates have higher numbers."""
        return timedelta(microseconds=self.seq % 1_000_000)


def external_id(chat_id: Id, message_id: Id, connection: str | None = None) -> str:
    """Return our id of a message: ids count per chat, and a business chat has the number of a bot's own."""
    return f"{connection}:{chat_id}:{message_id}" if connection else f"{chat_id}:{message_id}"


def moment(stamp: Stamp, fallback: datetime) -> datetime:
    """Return Unix seconds as aware UTC."""
    try:
        return datetime.fromtimestamp(int(stamp), UTC) if stamp else fallback
    except (ValueError, OverflowError, OSError):
        return fallback


def person(who: User | Chat, *, phone: str = "") -> Sender:
    """Return the customer; a private chat has the number and the names of its person."""
    identities = [("telegram_id", str(who.id))]
    digits = _NO_DIGITS.sub("", phone)
    if digits:
        identities.append(("phone", f"+{digits}"))
    name = " ".join(filter(None, (who.first_name, who.last_name)))
    return Sender(tuple(identities), name or who.username or "", who.username)


def read_message(raw: msgspec.Raw, origin: Origin) -> Iterator[Inbound]:
    message, content = _message(raw)
    if message.chat.type != "private":
        yield _elsewhere(message.chat, raw)
        return
    payload = content.payload
    if isinstance(message, Message):
        payload = {**payload, **_circumstances(message)}
    # Message 0 is one that lives for its reader only: the update's number stands for it.
    own_id = message.message_id or f"u{origin.update_id}"
    yield InboundMessage(
        account_id="",
        external_id=external_id(message.chat.id, own_id, message.business_connection_id),
        sender=_sender(message),
        provider_at=moment(message.date, origin.received_at),
        provider_seq=origin.seq,
        kind=content.kind,
        text=content.text,
        attachments=content.attachments,
        reply_to=_reply_to(message),
        payload=payload,
        direction=_direction(message),
        context=context_of(message.business_connection_id),
    )


def read_edit(raw: msgspec.Raw, origin: Origin) -> Iterator[Inbound]:
    message, content = _message(raw)
    if message.chat.type != "private":
        yield _elsewhere(message.chat, raw)
        return
    yield Edit(
        account_id="",
        sender=_sender(message),
        external_id=external_id(message.chat.id, message.message_id, message.business_connection_id),
        text=content.text,
        at=moment(message.edit_date or message.date, origin.received_at) + origin.within_second,
        payload=content.payload,
        direction=_direction(message),
    )


def context_of(connection: str | None) -> dict[str, str]:
    """Say through which business connection to answer; empty: as the bot itself."""
    return {"business_connection_id": connection or ""}


def _message(raw: msgspec.Raw) -> tuple[Head, Content]:
    """Read a message; one that has a strange part keeps its place and becomes a placeholder."""
    try:
        message = _read_message(raw)
    except msgspec.ValidationError:
        return _read_head(raw), _placeholder(_read_any(raw))
    content = content_of(message)
    if content is None:
        whole = _read_any(raw)
        content = service_of(whole) or _placeholder(whole)
    return message, content


def _placeholder(whole: dict[str, Any]) -> Content:
    kind = next((key for key in whole if key not in _FRAME), "unknown")
    said = whole.get("text") or whole.get("caption")
    text = said if isinstance(said, str) else ""
    return Content("unsupported", text, payload={"type": kind, "message": whole})


def _direction(message: Head) -> Direction:
    """Tell the customer from the owner: a private chat has the customer's number."""
    is_business = bool(message.business_connection_id) and message.from_ is not None
    is_owner = is_business and str(message.from_.id) != str(message.chat.id)  # type: ignore[union-attr]  # just asked
    return "out" if is_owner or message.sender_business_bot else "in"


def _sender(message: Head) -> Sender:
    if _direction(message) == "out" or message.from_ is None:
        return person(message.chat)
    card = message.contact if isinstance(message, Message) else None
    # Anybody's card can be shared; Telegram vouches for one's own.
    is_own = card is not None and card.user_id is not None and str(card.user_id) == str(message.from_.id)
    return person(message.from_, phone=card.phone_number if card and is_own else "")


def _reply_to(message: Head) -> str | None:
    if not isinstance(message, Message) or message.reply_to_message is None:
        return None
    return external_id(message.chat.id, message.reply_to_message.message_id, message.business_connection_id)


def _circumstances(message: Message) -> dict[str, Any]:
    """Return what came along: album, quoted words, a reply to elsewhere, forwarding."""
    found: dict[str, Any] = {}
    if message.media_group_id is not None:
        found["media_group"] = str(message.media_group_id)
    if message.forward_origin is not None:
        found |= {"forwarded": "once", "forward_origin": message.forward_origin}
    for name in ("quote", "external_reply", "reply_to_story"):
        part = getattr(message, name)
        if part is not None:
            found[name] = part
    if message.via_bot is not None:
        found["via_bot"] = message.via_bot.username or str(message.via_bot.id)
    if message.sender_business_bot is not None:
        found["sent_by_bot"] = str(message.sender_business_bot.id)
    return found


def _elsewhere(chat: Chat, raw: msgspec.Raw) -> Ignored:
    return Ignored(
        reason=f"Only private chats are read; this is a {chat.type}.", payload={"message": _read_any(raw)}
    )
