"""Celery entry points: bulk jobs, snoozes that end, idle conversations."""

from datetime import datetime, timedelta
from uuid import UUID

from celery import shared_task
from django.db.models import QuerySet

from shared_apps.core.clock import now
from shared_apps.core.sweeps import due
from tenant_apps.conversations.organising.actions import resolve_idle, wake_due
from tenant_apps.conversations.organising.actions.bulk import work_on
from tenant_apps.conversations.organising.actions.snoozing import snoozed_until
from tenant_apps.conversations.organising.models import BulkJob, BulkState, InboxSettings

LATE = timedelta(seconds=60)
KEEP = timedelta(days=7)


@shared_task
def run_bulk(job_id: str) -> None:
    """Do or undo what is left of a bulk job."""
    work_on(UUID(job_id))


def _left(at: datetime) -> QuerySet[BulkJob]:
    return BulkJob.objects.filter(state__in=[BulkState.RUNNING, BulkState.UNDOING], created_at__lt=at - LATE)


def _forgotten(at: datetime) -> QuerySet[BulkJob]:
    return BulkJob.objects.filter(finished_at__lt=at - KEEP)


@shared_task
@due(
    lambda at: [
        snoozed_until(at),
        InboxSettings.objects.filter(auto_resolve_hours__isnull=False),
        _left(at),
        _forgotten(at),
    ]
)
def sweep_order() -> None:
    """End snoozes whose time has come, resolve what is idle, go on with jobs that a dead worker left."""
    wake_due()
    resolve_idle()
    at = now()
    for job_id in _left(at).values_list("id", flat=True)[:50]:
        run_bulk.delay(str(job_id))
    _forgotten(at).delete()
