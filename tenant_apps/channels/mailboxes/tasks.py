"""Celery entry points of the mailboxes."""

from uuid import UUID

from celery import shared_task

from tenant_apps.channels.mailboxes import actions


@shared_task
def sweep_mailboxes() -> None:
    """Start reading the mailboxes that are due; a tenant without any costs two queries."""
    for account_id in actions.due_mailboxes():
        poll_mailbox.delay(str(account_id))


@shared_task
def poll_mailbox(account_id: str) -> None:
    """Read one mailbox; a full one comes back by itself."""
    if actions.poll(account_id=UUID(account_id)):
        poll_mailbox.delay(account_id)
