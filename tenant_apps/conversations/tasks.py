"""Celery entry points of the inbox."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task

from shared_apps.core.clock import now
from tenant_apps.conversations.actions.deliver import deliver_conversation
from tenant_apps.conversations.actions.fetch import fetch_attachment
from tenant_apps.conversations.models import Attachment, AttachmentState, Message, MessageStatus

# A delivery that should have begun by then was lost with the broker or its worker.
LATE = timedelta(seconds=10)


@shared_task
def deliver(conversation_id: str) -> None:
    """Send the queued messages of a conversation; what has to wait comes back by itself."""
    wait_s = deliver_conversation(conversation_id=UUID(conversation_id))
    if wait_s is not None:
        deliver.apply_async(args=(conversation_id,), countdown=max(wait_s, 0.05))


@shared_task
def fetch_file(attachment_id: str) -> None:
    """Fetch one file of a customer."""
    fetch_attachment(attachment_id=UUID(attachment_id))


@shared_task
def sweep_inbox() -> None:
    """Start deliveries and fetches again that a dead worker or an emptied broker took along."""
    waiting = Message.objects.filter(
        status__in=[MessageStatus.QUEUED, MessageStatus.SENDING], created_at__lt=now() - LATE
    )
    for conversation_id in waiting.values_list("conversation_id", flat=True).distinct()[:500]:
        deliver.delay(str(conversation_id))
    overdue = Attachment.objects.filter(state=AttachmentState.PENDING, due_at__lt=now() - LATE)
    for attachment_id in overdue.values_list("id", flat=True)[:500]:
        fetch_file.delay(str(attachment_id))
