"""Celery entry points of the inbox."""

from datetime import datetime, timedelta
from uuid import UUID

from celery import shared_task
from django.db.models import QuerySet

from shared_apps.core.clock import now
from shared_apps.core.sweeps import due
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import Acknowledges, KnowsPeople
from tenant_apps.channels.errors import SendFailed
from tenant_apps.channels.selectors import credentials_of, get_channel_account
from tenant_apps.contacts.actions import name_contact
from tenant_apps.contacts.selectors import identities_at
from tenant_apps.conversations.actions.backfill import backfill
from tenant_apps.conversations.actions.deliver import deliver_conversation
from tenant_apps.conversations.actions.fetch import fetch_attachment
from tenant_apps.conversations.actions.outbox import release_scheduled
from tenant_apps.conversations.actions.react import tell_reaction
from tenant_apps.conversations.actions.waiting import settle_left
from tenant_apps.conversations.models import (
    Attachment,
    AttachmentState,
    Message,
    MessageStatus,
    PendingChange,
    PendingReceipt,
)

# A delivery that should have begun by then was lost with the broker or its worker.
LATE = timedelta(seconds=10)
FORGOTTEN = timedelta(days=30)


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
def send_reaction(message_id: str, member_id: str) -> None:
    """Tell the platform about a member's reaction; what has to wait comes back by itself."""
    wait_s = tell_reaction(message_id=UUID(message_id), member_id=UUID(member_id))
    if wait_s is not None:
        send_reaction.apply_async(args=(message_id, member_id), countdown=max(wait_s, 1.0))


# A tap is answered within seconds or not at all: the platform forgets it.
@shared_task(autoretry_for=(SendFailed,), max_retries=2, default_retry_delay=2)
def acknowledge(message_id: str) -> None:
    """Tell the platform that a tapped button was taken."""
    message = Message.objects.select_related("channel_account").get(id=message_id)
    adapter = registry.get(message.channel_account.kind)
    if isinstance(adapter, Acknowledges):
        adapter.acknowledge(credentials_of(message.channel_account), message.payload)


@shared_task(autoretry_for=(SendFailed,), max_retries=5, retry_backoff=5)
def learn_profile(contact_id: str, account_id: str) -> None:
    """Ask the platform what a customer is called; a name that somebody typed meanwhile stays."""
    account = get_channel_account(UUID(account_id))
    adapter = registry.get(account.kind)
    if not isinstance(adapter, KnowsPeople):
        return
    recipient = identities_at(contact_id=UUID(contact_id), channel_account_id=account.id)
    profile = adapter.profile(credentials_of(account), recipient)
    if profile.name or profile.username:
        name_contact(contact_id=UUID(contact_id), name=profile.name or profile.username)


@shared_task(autoretry_for=(SendFailed,), max_retries=5, retry_backoff=30)
def backfill_account(account_id: str) -> None:
    """Bring in earlier messages of a channel; what is known already is left alone, so it may be repeated."""
    backfill(account_id=UUID(account_id))


@shared_task
def release(message_id: str) -> None:
    """Queue a scheduled message whose hour has come."""
    release_scheduled(message_id=UUID(message_id))


def _undelivered(at: datetime) -> QuerySet[Message]:
    return Message.objects.filter(
        status__in=[MessageStatus.QUEUED, MessageStatus.SENDING], created_at__lt=at - LATE
    )


def _scheduled(at: datetime) -> QuerySet[Message]:
    return Message.objects.filter(status=MessageStatus.SCHEDULED, due_at__lte=at)


def _unfetched(at: datetime) -> QuerySet[Attachment]:
    return Attachment.objects.filter(state=AttachmentState.PENDING, due_at__lt=at - LATE)


@shared_task
@due(
    lambda at: [
        _undelivered(at),
        _scheduled(at),
        _unfetched(at),
        PendingChange.objects.all(),
        PendingReceipt.objects.all(),
    ]
)
def sweep_inbox() -> None:
    """Start deliveries and fetches again that a dead worker or an emptied broker took along."""
    at = now()
    for conversation_id in _undelivered(at).values_list("conversation_id", flat=True).distinct()[:500]:
        deliver.delay(str(conversation_id))
    for message_id in _scheduled(at).order_by("due_at", "provider_seq").values_list("id", flat=True)[:500]:
        release_scheduled(message_id=message_id)
    for attachment_id in _unfetched(at).values_list("id", flat=True)[:500]:
        fetch_file.delay(str(attachment_id))
    settle_left()
    # What waits for a message of before the connection waits in vain.
    PendingChange.objects.filter(received_at__lt=now() - FORGOTTEN).delete()
    PendingReceipt.objects.filter(received_at__lt=now() - FORGOTTEN).delete()
