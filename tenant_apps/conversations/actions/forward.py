"""Send a message on to another customer."""

from uuid import UUID

from django.db import transaction

from shared_apps.core.errors import Invalid, NotFound
from tenant_apps.conversations.actions.compose import send_message
from tenant_apps.conversations.actions.senders import MemberSender
from tenant_apps.conversations.models import Message
from tenant_apps.team.models import Member


@transaction.atomic
def forward_message(
    *, conversation_id: UUID, message_id: UUID, to: UUID, member: Member, client_id: UUID | None = None
) -> Message:
    """Send the text and files of a message to the conversation `to`; raises NotFound, Invalid, WindowClosed."""
    message = Message.objects.filter(id=message_id, conversation=conversation_id, deleted_at=None).first()
    if message is None:
        raise NotFound
    files = [file.file_id for file in message.attachments.order_by("id") if file.file_id]
    if not files and not message.text.strip():
        raise Invalid("This message has nothing that can be sent on.")
    return send_message(
        conversation_id=to,
        sender=MemberSender(member),
        text=message.text,
        file_ids=files,
        client_id=client_id,
    )
