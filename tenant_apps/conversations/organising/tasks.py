"""Celery entry points: bulk jobs, snoozes that end, idle conversations."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task

from shared_apps.core.clock import now
from tenant_apps.conversations.organising.actions import resolve_idle, wake_due
from tenant_apps.conversations.organising.actions.bulk import work_on
from tenant_apps.conversations.organising.models import BulkJob, BulkState

LATE = timedelta(seconds=60)
KEEP = timedelta(days=7)


@shared_task
def run_bulk(job_id: str) -> None:
    """Do or undo what is left of a bulk job."""
    work_on(UUID(job_id))


@shared_task
def sweep_order() -> None:
    """End snoozes whose time has come, resolve what is idle, go on with jobs that a dead worker left."""
    wake_due()
    resolve_idle()
    left = BulkJob.objects.filter(
        state__in=[BulkState.RUNNING, BulkState.UNDOING], created_at__lt=now() - LATE
    )
    for job_id in left.values_list("id", flat=True)[:50]:
        run_bulk.delay(str(job_id))
    BulkJob.objects.filter(finished_at__lt=now() - KEEP).delete()
