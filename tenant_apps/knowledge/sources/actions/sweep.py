"""What time brings: rounds that are due, rounds whose worker died, pages that are gone for long enough."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from shared_apps.core.clock import now
from shared_apps.facts import publish
from tenant_apps.knowledge.sources.actions.change import queue
from tenant_apps.knowledge.sources.actions.crawl import SILENT_S
from tenant_apps.knowledge.sources.events import SourceQueued
from tenant_apps.knowledge.sources.locks import lock_source
from tenant_apps.knowledge.sources.models import PageState, Source, SourcePage, SourceStatus
from tenant_apps.knowledge.writing import forget

# The task of a source in line may have died with the broker.
LOST = timedelta(minutes=2)
# A site that loses a page for an hour, or is moved at the weekend, keeps what was read of it.
GRACE = timedelta(days=2)
MOST = 100


def sweep() -> None:
    """Start what is due, put back in line what a dead worker left, and forget what is gone."""
    at = now()
    for source_id in list(to_start(at).values_list("id", flat=True)[:MOST]):
        _start(source_id)
    for source_id in list(to_send_again(at).values_list("id", flat=True)[:MOST]):
        _send_again(source_id)
    for page_id in list(to_forget(at).values_list("id", flat=True)[:MOST]):
        _forget(page_id)


def to_start(at: datetime) -> QuerySet[Source]:
    return Source.objects.filter(next_at__lte=at, is_paused=False)


def to_send_again(at: datetime) -> QuerySet[Source]:
    """Return the sources whose worker died or whose task was lost."""
    lost = Q(status__in=[SourceStatus.QUEUED, SourceStatus.READING], holder=None, touched_at__lt=at - LOST)
    silent = Q(status=SourceStatus.READING, touched_at__lt=at - timedelta(seconds=SILENT_S))
    return Source.objects.filter(lost | silent, is_paused=False)


def to_forget(at: datetime) -> QuerySet[SourcePage]:
    return SourcePage.objects.filter(state=PageState.GONE, gone_since__lt=at - GRACE)


@transaction.atomic
def _start(source_id: UUID) -> None:
    source = lock_source(source_id)
    if source is not None and source.next_at is not None and source.next_at <= now() and not source.is_paused:
        queue(source)


@transaction.atomic
def _send_again(source_id: UUID) -> None:
    source = lock_source(source_id)
    if source is not None:
        source.holder, source.touched_at = None, now()
        source.save(update_fields=["holder", "touched_at"])
        publish(SourceQueued(source_id=source.id))


@transaction.atomic
def _forget(page_id: UUID) -> None:
    source_id = SourcePage.objects.filter(id=page_id).values_list("source_id", flat=True).first()
    if source_id is None or lock_source(source_id) is None:
        return
    page = SourcePage.objects.select_for_update().filter(id=page_id, state=PageState.GONE).first()
    if page is not None:
        document = page.document
        page.delete()
        forget(document)
