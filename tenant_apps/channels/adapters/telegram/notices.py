"""Taps, reactions, deletions, and what happens to the bot itself."""

from collections.abc import Iterator

import msgspec

from tenant_apps.channels.inbound import (
    AccountNotice,
    Deletion,
    Ignored,
    Inbound,
    InboundMessage,
    ReactionEvent,
)

from .messages import Origin, context_of, external_id, moment, person
from .payloads import CallbackQuery, Connection, Deleted, Membership, Reacted, ReactionType, Tapped

_read_query = msgspec.json.Decoder(CallbackQuery).decode
_read_reacted = msgspec.json.Decoder(Reacted).decode
_read_deleted = msgspec.json.Decoder(Deleted).decode
_read_connection = msgspec.json.Decoder(Connection).decode
_read_membership = msgspec.json.Decoder(Membership).decode
_read_any = msgspec.json.Decoder().decode

# A custom emoji has a number, not a character; a paid reaction is a star.
_CUSTOM, _PAID = "✨", "⭐"


def read_tap(raw: msgspec.Raw, origin: Origin) -> Iterator[Inbound]:
    """Read a tapped button. It has no time of its own: whole seconds, so that `seq` orders it among messages."""
    query = _read_query(raw)
    tapped = query.message
    if tapped is not None and tapped.chat.type != "private":
        yield Ignored(reason="A button was tapped in a group.", payload={"callback_query": _read_any(raw)})
        return
    title = _title(tapped, query.data) or query.data or query.game_short_name or ""
    connection = tapped.business_connection_id if tapped else None
    yield InboundMessage(
        account_id="",
        external_id=f"callback:{query.id}",
        sender=person(query.from_),
        provider_at=origin.received_at.replace(microsecond=0),
        provider_seq=origin.seq,
        kind="button_reply",
        text=title,
        reply_to=external_id(tapped.chat.id, tapped.message_id, connection) if tapped else None,
        payload={
            "reply": {"type": "callback", "id": query.data or "", "title": title},
            "callback_id": str(query.id),
        },
        context=context_of(connection),
    )


def _title(tapped: Tapped | None, data: str | None) -> str:
    """Find the words on the button; a message that is no longer visible has none."""
    if tapped is None or tapped.reply_markup is None:
        return ""
    keys = (key for row in tapped.reply_markup.inline_keyboard for key in row)
    return next((key.text for key in keys if key.callback_data == data), "")


def read_reaction(raw: msgspec.Raw, origin: Origin) -> Iterator[Inbound]:
    reacted = _read_reacted(raw)
    if reacted.chat.type != "private" or reacted.user is None:
        yield Ignored(reason="A reaction in a group or channel.", payload={"reaction": _read_any(raw)})
        return
    # Premium people may leave three; the newest is the last.
    emoji = _shown(reacted.new_reaction[-1]) if reacted.new_reaction else ""
    yield ReactionEvent(
        account_id="",
        sender=person(reacted.user),
        external_id=external_id(reacted.chat.id, reacted.message_id),
        emoji=emoji,
        at=moment(reacted.date, origin.received_at),
    )


def _shown(reaction: ReactionType) -> str:
    return reaction.emoji or (_PAID if reaction.type == "paid" else _CUSTOM)


def read_deletions(raw: msgspec.Raw, origin: Origin) -> Iterator[Inbound]:
    """Read which messages of a business chat are gone; Telegram says neither who did it nor when."""
    deleted = _read_deleted(raw)
    if not deleted.message_ids:
        yield Ignored(reason="A deletion of nothing.", payload={"deleted": _read_any(raw)})
    for message_id in deleted.message_ids:
        yield Deletion(
            account_id="",
            sender=person(deleted.chat),
            external_id=external_id(deleted.chat.id, message_id, deleted.business_connection_id),
            at=origin.received_at,
        )


def read_connection(raw: msgspec.Raw, origin: Origin) -> Iterator[Inbound]:
    connection = _read_connection(raw)
    name = connection.user.first_name or connection.user.username or str(connection.user.id)
    can_reply = connection.rights.can_reply if connection.rights else bool(connection.can_reply)
    if not connection.is_enabled:
        text = f"{name} disconnected the bot from their Telegram Business account."
    elif can_reply:
        text = f"{name} connected the bot to their Telegram Business account."
    else:
        text = f"{name} connected the bot to their Telegram Business account, but it may not answer there."
    yield AccountNotice(
        account_id="",
        kind="business_connection",
        severity="info" if connection.is_enabled and can_reply else "warning",
        text=text,
        payload={
            "connection": _read_any(raw),
            "is_enabled": connection.is_enabled,
            "can_reply": connection.is_enabled and can_reply,
        },
    )


def read_membership(raw: msgspec.Raw, origin: Origin) -> Iterator[Inbound]:
    """Read that a person blocked the bot or took that back."""
    change = _read_membership(raw)
    status = change.new_chat_member.status if change.new_chat_member else ""
    if change.chat.type != "private" or status not in ("kicked", "member"):
        yield Ignored(
            reason=f"The bot's place in a {change.chat.type} chat is now “{status}”.",
            payload={"my_chat_member": _read_any(raw)},
        )
        return
    is_blocked = status == "kicked"
    yield InboundMessage(
        account_id="",
        external_id=f"{change.chat.id}:member{origin.update_id}",
        sender=person(change.from_ or change.chat),
        provider_at=moment(change.date, origin.received_at),
        provider_seq=origin.seq,
        kind="system",
        text="Blocked the bot: messages do not reach this person." if is_blocked else "Unblocked the bot.",
        payload={"system": {"type": "blocked" if is_blocked else "unblocked"}},
        window_hours=0,
    )
