"""How conversations and messages look to the API and in socket frames: one shape for both."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from shared_apps.core.lookups import Lookup, one_of
from tenant_apps.channels import registry
from tenant_apps.channels.errors import way_out
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.labels.presentation import label_chip
from tenant_apps.conversations.envelopes import envelope_view
from tenant_apps.conversations.models import (
    Attachment,
    Conversation,
    ConversationChannel,
    Message,
    Reaction,
)
from tenant_apps.conversations.sla.presentation import sla_view
from tenant_apps.conversations.windows import is_open, is_open_to_people
from tenant_apps.team.models import Member, Team

QUOTE_LENGTH = 160

View = dict[str, Any]


def conversation_view(conversation: Conversation, now: datetime) -> View:
    """Expects what `selectors.with_names` loads."""
    account = conversation.channel_account
    channels = [_channel(used, now) for used in conversation.used_channels]  # type: ignore[attr-defined]  # with_names
    current = next((channel for channel in channels if channel["id"] == str(account.id)), None)
    return {
        "id": str(conversation.id),
        "status": conversation.status,
        "contact": {"id": str(conversation.contact_id), "name": conversation.contact.name},
        "channel": {"id": str(account.id), "kind": account.kind, "name": account.name},
        "channels": channels,
        "assignee": _named(conversation.assignee),
        "team": _named(conversation.team),
        "priority": conversation.priority or None,
        "labels": [label_chip(link.label) for link in conversation.shown_labels],  # type: ignore[attr-defined]  # with_names
        "unread": conversation.unread,
        "agent_mode": conversation.agent_mode,
        "last_message": _last_message(conversation),
        "window": current["window"] if current else _window(None, account, now),
        "snoozed_until": _iso(conversation.snoozed_until),
        "snooze_until_reply": conversation.snooze_until_reply,
        "waiting_since": _iso(conversation.waiting_since),
        "sla": sla_view(conversation, now),
        "session_started_at": _iso(conversation.session_started_at),
        "created_at": _iso(conversation.created_at),
        "rev": conversation.rev,
    }


def _channel(used: ConversationChannel, now: datetime) -> View:
    account = used.channel_account
    return {
        "id": str(account.id),
        "kind": account.kind,
        "name": account.name,
        "window": _window(used, account, now),
        "mail": envelope_view(used),
    }


def _window(used: ConversationChannel | None, account: ChannelAccount, now: datetime) -> View:
    """`closes_at` is for everybody, `person_closes_at` for people where they have longer; null without a window."""
    rule = registry.get(account.kind).capabilities
    return {
        "open": is_open(used, rule, now),
        "closes_at": _iso(used.window_closes_at) if used else None,
        "open_to_people": is_open_to_people(used, rule, now),
        "person_closes_at": _iso(used.person_closes_at) if used else None,
    }


def _named(thing: Member | Team | None) -> View | None:
    return {"id": str(thing.id), "name": thing.name} if thing else None


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
    """Return the views of `messages` (reply_to and account loaded), however many, with two more queries at most.

    Messages that come from `messages_called` know whether they have files and reactions; most have neither.
    """
    with_files = [row.id for row in messages if getattr(row, "has_files", True)]
    with_reactions = [row.id for row in messages if getattr(row, "has_reactions", True)]
    files = _grouped(_files_of.all(with_files) if with_files else ())
    reactions = _grouped(_reactions_of.all(with_reactions) if with_reactions else ())
    return [
        message_view(message, files.get(message.id, []), reactions.get(message.id, []))
        for message in messages
    ]


_IDS = (UUID(int=1),)
_files_of = Lookup(
    lambda ids: (
        Attachment.objects.filter(one_of("message_id", ids)).select_related("transcript").order_by("id")
    ),
    _IDS,
)
_reactions_of = Lookup(lambda ids: Reaction.objects.filter(one_of("message_id", ids)).order_by("id"), _IDS)


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
        "channel": {"id": str(message.channel_account_id), "kind": message.channel_account.kind},
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
        "error": {
            "code": message.error_code,
            "message": message.error_message,
            "way_out": way_out(message.error_code),
        }
        if message.error_code
        else None,
        "reply_to": _quote(message.reply_to),
        "reactions": [
            {"emoji": reaction.emoji, "by": reaction.by_kind, "by_id": str(reaction.by_id)}
            for reaction in reactions
        ],
        # Until then a queued message can be taken back, and a scheduled one waits.
        "due_at": _iso(message.due_at) if message.status in ("queued", "scheduled") else None,
        "payload": _payload(message.payload),
        "trace": str(message.trace_id) if message.trace_id else None,
        "edited": message.edited_at is not None,
        "deleted": message.deleted_at is not None,
        "provider_at": _iso(message.provider_at),
        "provider_seq": message.provider_seq,
        "created_at": _iso(message.created_at),
        "rev": message.rev,
    }


def _payload(payload: View) -> View:
    """A mail's HTML is long and has an address of its own; here it is enough that there is some."""
    email = payload.get("email")
    if not isinstance(email, dict) or "html" not in email:
        return payload
    return {**payload, "email": {**email, "html": bool(email["html"])}}


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
        "transcript": _transcript(file),
    }


def _transcript(file: Attachment) -> View | None:
    """Return the words of a voice message; null for other files and where nobody listens."""
    made = getattr(file, "transcript", None)
    if made is None:
        return None
    return {"state": made.state, "text": made.text, "language": made.language, "reason": made.reason}


def _quote(quoted: Message | None) -> View | None:
    if quoted is None:
        return None
    return {"id": str(quoted.id), "text": quoted.text[:QUOTE_LENGTH], "sender_name": quoted.sender_name}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None
