"""How conversations and messages look to the API and in socket frames: one shape for both."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from tenant_apps.conversations.models import Attachment, Conversation, Message, Reaction

QUOTE_LENGTH = 160

View = dict[str, Any]


def conversation_view(conversation: Conversation, now: datetime) -> View:
    """Expects contact, channel_account and assignee to be loaded."""
    account = conversation.channel_account
    closes_at = conversation.window_closes_at
    return {
        "id": str(conversation.id),
        "status": conversation.status,
        "contact": {"id": str(conversation.contact_id), "name": conversation.contact.name},
        "channel": {"id": str(account.id), "kind": account.kind, "name": account.name},
        "assignee": _person(conversation),
        "team": None,
        "priority": None,
        "labels": [],
        "unread": conversation.unread,
        "agent_mode": conversation.agent_mode,
        "last_message": _last_message(conversation),
        "window": {"open": closes_at is None or closes_at > now, "closes_at": _iso(closes_at)},
        "created_at": _iso(conversation.created_at),
        "rev": conversation.rev,
    }


def _person(conversation: Conversation) -> View | None:
    member = conversation.assignee
    return {"id": str(member.id), "name": member.name} if member else None


def _last_message(conversation: Conversation) -> View | None:
    if not conversation.last_message_direction:
        return None
    return {
        "text": conversation.last_message_text,
        "at": _iso(conversation.last_message_at),
        "direction": conversation.last_message_direction,
        "kind": conversation.last_message_kind,
        "sender_kind": conversation.last_message_sender,
    }


def message_views(messages: Sequence[Message]) -> list[View]:
    """Return the views of `messages` (reply_to loaded) with two more queries, however many there are."""
    ids = [message.id for message in messages]
    files = _grouped(Attachment.objects.filter(message__in=ids).order_by("id"))
    reactions = _grouped(Reaction.objects.filter(message__in=ids).order_by("id"))
    return [
        message_view(message, files.get(message.id, []), reactions.get(message.id, []))
        for message in messages
    ]


def _grouped(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.message_id, []).append(row)
    return groups


def message_view(message: Message, files: Sequence[Attachment], reactions: Sequence[Reaction]) -> View:
    return {
        "id": str(message.id),
        "client_id": str(message.client_id) if message.client_id else None,
        "conversation": str(message.conversation_id),
        "direction": message.direction,
        "kind": message.kind,
        "text": message.text,
        "attachments": [_attachment(file) for file in files],
        "sender": {
            "kind": message.sender_kind,
            "id": str(message.sender_id) if message.sender_id else None,
            "name": message.sender_name,
        },
        "private": message.private,
        # How far our own worker is with it is of no use to people: not yet sent is queued.
        "status": "queued" if message.status == "sending" else message.status,
        "error": {"code": message.error_code, "message": message.error_message}
        if message.error_code
        else None,
        "reply_to": _quote(message.reply_to),
        "reactions": [{"emoji": reaction.emoji, "by": reaction.by_kind} for reaction in reactions],
        "payload": message.payload,
        "trace": str(message.trace_id) if message.trace_id else None,
        "edited": message.edited_at is not None,
        "deleted": message.deleted_at is not None,
        "provider_at": _iso(message.provider_at),
        "provider_seq": message.provider_seq,
        "created_at": _iso(message.created_at),
        "rev": message.rev,
    }


def _attachment(file: Attachment) -> View:
    return {
        "id": str(file.id),
        "kind": file.kind,
        "name": file.name,
        "content_type": file.content_type,
        "size": file.size,
        "url": f"/api/attachments/{file.file_id}/" if file.file_id else None,
        "state": file.state,
        "reason": file.reason,
        "voice": file.is_voice,
    }


def _quote(quoted: Message | None) -> View | None:
    if quoted is None:
        return None
    return {"id": str(quoted.id), "text": quoted.text[:QUOTE_LENGTH], "sender_name": quoted.sender_name}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None
