"""Celery entry points of transcripts."""

from datetime import datetime, timedelta
from uuid import UUID

from celery import shared_task
from django.db.models import QuerySet

from shared_apps.core.clock import now
from shared_apps.core.sweeps import due
from tenant_apps.conversations.transcripts.actions import transcribe
from tenant_apps.conversations.transcripts.models import Transcript, TranscriptState

# A transcript that should have been begun by then was lost with the broker or its worker.
LATE = timedelta(seconds=10)


@shared_task
def write_down(attachment_id: str) -> None:
    """Write down one voice message; what has to wait comes back by itself."""
    wait_s = transcribe(attachment_id=UUID(attachment_id))
    if wait_s is not None:
        write_down.apply_async(args=(attachment_id,), countdown=wait_s)


def _overdue(at: datetime) -> QuerySet[Transcript]:
    return Transcript.objects.filter(state=TranscriptState.PENDING, due_at__lt=at - LATE)


@shared_task
@due(lambda at: [_overdue(at)])
def sweep_transcripts() -> None:
    """Begin again what a dead worker or an emptied broker took along."""
    for attachment_id in _overdue(now()).order_by("due_at").values_list("attachment_id", flat=True)[:100]:
        write_down.delay(str(attachment_id))
