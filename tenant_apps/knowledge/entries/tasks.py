"""Celery entry points of answers; queue "knowledge"."""

from uuid import UUID

from celery import shared_task

from shared_apps.core.sweeps import due
from tenant_apps.knowledge.entries import actions


@shared_task
def read(entry_id: str) -> None:
    """Put one answer into the index; safe to run twice and to be killed."""
    actions.read_entry(entry_id=UUID(entry_id))


@shared_task
@due(lambda at: [actions.lost(at)])
def sweep_entries() -> None:
    """Ask again for answers whose task was lost."""
    actions.requeue_lost()
