"""Celery entry point of the clocks."""

from celery import shared_task

from shared_apps.core.sweeps import due
from tenant_apps.conversations.sla.actions import announce_due
from tenant_apps.conversations.sla.selectors import run_out, running_out


@shared_task
@due(lambda at: [run_out(at), running_out(at)])
def sweep_clocks() -> None:
    """Announce what runs out; swept every half minute."""
    announce_due()
