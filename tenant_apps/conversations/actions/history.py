"""Write down messages that were exchanged before Parlor knew of them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tenant_apps.conversations.actions.senders import Sender, signature_of
from tenant_apps.conversations.locks import locked_conversation
from tenant_apps.conversations.models import Direction, Message, MessageStatus
from tenant_apps.conversations.preview import preview_of


@transaction.atomic
def record_past_message(
    *, conversation_id: UUID, sender: Sender, text: str, at: datetime, private: bool = False
) -> Message:
    """Store an outgoing message of the past as read; nobody is told and nothing is sent. Raises NotFound."""
    conversation = locked_conversation(conversation_id)
    message = Message.objects.create(
        conversation=conversation,
        channel_account=conversation.channel_account,
        direction=Direction.OUT,
        kind="text",
        text=text,
        private=private,
        status=MessageStatus.SENT if private else MessageStatus.READ,
        provider_at=at,
        created_at=at,
        **signature_of(sender),
    )
    if not private and at >= conversation.last_message_at:
        conversation.last_message_text = preview_of(text)
        conversation.last_message_at = at
        conversation.last_message_direction = message.direction
        conversation.last_message_kind = message.kind
        conversation.last_message_sender = message.sender_kind
        conversation.unread = 0
        conversation.waiting_since = None
        conversation.first_reply_at = conversation.first_reply_at or at
        conversation.rev += 1
        conversation.save()
    return message
