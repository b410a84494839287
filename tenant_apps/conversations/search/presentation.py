"""How hits look."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.models import Conversation, Message
from tenant_apps.conversations.presentation import conversation_view
from tenant_apps.conversations.search.words import Asked, snippet

View = dict[str, Any]


def message_hit(message: Message, asked: Sequence[Asked]) -> View:
    text, ranges = snippet(message.text, asked)
    account = message.channel_account
    return {
        "type": "message",
        "message": {
            "id": str(message.id),
            "snippet": text,
            "highlights": ranges,
            "kind": message.kind,
            "direction": message.direction,
            "sender_kind": message.sender_kind,
            "sender": {
                "kind": message.sender_kind,
                "id": str(message.sender_id) if message.sender_id else None,
                "name": message.sender_name,
            },
            "private": message.private,
            "at": message.provider_at.isoformat().replace("+00:00", "Z"),
        },
        "conversation": {"id": str(message.conversation_id), "status": message.conversation.status},
        "contact": _contact(message.conversation.contact, ()),
        "channel": {"id": str(account.id), "kind": account.kind, "name": account.name},
    }


def contact_hit(contact: Contact, asked: Sequence[Asked]) -> View:
    return {"type": "contact", "contact": _contact(contact, asked)}


def conversation_hit(conversation: Conversation, asked: Sequence[Asked], at: datetime) -> View:
    return {
        "type": "conversation",
        "thread": conversation_view(conversation, at),
        "contact": _contact(conversation.contact, asked),
    }


def _contact(contact: Contact, asked: Sequence[Asked]) -> View:
    _, ranges = snippet(contact.name, asked)
    return {
        "id": str(contact.id),
        "name": contact.name,
        "phone": contact.phone,
        "email": contact.email,
        "highlights": ranges,
    }
