"""Celery entry points of the channels."""

from uuid import UUID

from celery import shared_task

from shared_apps.core.egress import EgressRefused
from shared_apps.core.sweeps import due
from tenant_apps.channels.actions import confirm, refresh_due_tokens
from tenant_apps.channels.actions.refresh import expiring


@shared_task
@due(lambda at: [expiring(at)])
def sweep_channels() -> None:
    """Renew the tokens that run out soon."""
    refresh_due_tokens()


@shared_task(autoretry_for=(EgressRefused, OSError), retry_backoff=5, retry_backoff_max=300, max_retries=6)
def confirm_webhook(account_id: str) -> None:
    """Tell a vendor that it may send here."""
    confirm(UUID(account_id))
