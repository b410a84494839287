"""Celery entry points of the channels."""

from celery import shared_task

from tenant_apps.channels.actions import refresh_due_tokens


@shared_task
def sweep_channels() -> None:
    """Renew the tokens that run out soon."""
    refresh_due_tokens()
