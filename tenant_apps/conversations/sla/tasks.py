"""Celery entry point of the clocks."""

from celery import shared_task

from tenant_apps.conversations.sla.actions import announce_due


@shared_task
def sweep_clocks() -> None:
    """Announce what runs out; swept every half minute."""
    announce_due()
