"""Celery entry points of the mailboxes."""

from uuid import UUID

from celery import shared_task

from shared_apps.core.sweeps import due
from tenant_apps.channels.mailboxes import actions


@shared_task
@due(lambda _: [actions.mailboxes()])
def sweep_mailboxes() -> None:
    """Start reading the mailboxes that are due."""
    for account_id in actions.due_mailboxes():
        poll_mailbox.delay(str(account_id))


@shared_task
def poll_mailbox(account_id: str) -> None:
    """Read one mailbox; a full one comes back by itself."""
    if actions.poll(account_id=UUID(account_id)):
        poll_mailbox.delay(account_id)
