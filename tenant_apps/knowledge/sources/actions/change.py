from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.facts import publish
from tenant_apps.knowledge import index
from tenant_apps.knowledge.events import WordsForgotten
from tenant_apps.knowledge.models import Document
from tenant_apps.knowledge.sources.errors import Paused
from tenant_apps.knowledge.sources.events import SourceChanged, SourceDeleted, SourceQueued
from tenant_apps.knowledge.sources.locks import lock_source
from tenant_apps.knowledge.sources.models import Source, SourceKind, SourceStatus
from tenant_apps.knowledge.sources.web import robots

UNFINISHED = {SourceStatus.QUEUED, SourceStatus.READING}


@transaction.atomic
def change_source(*, source_id: UUID, changes: dict[str, Any]) -> Source:
    """Pause or resume a source, or change how far and how often it is read; raises NotFound.

    A paused one stops after the page at hand and goes on there.
    """
    source = _locked(source_id)
    if source.kind in {SourceKind.PAGE, SourceKind.INSTAGRAM}:
        changes = {name: value for name, value in changes.items() if name not in {"max_pages", "max_depth"}}
    resumes = source.is_paused and changes.get("is_paused") is False
    for name, value in changes.items():
        setattr(source, name, value)
    if "refresh_hours" in changes:
        source.next_at = next_round(source)
    _save(source)
    if resumes and source.status in UNFINISHED:
        publish(SourceQueued(source_id=source.id))
    else:
        publish(SourceChanged(source_id=source.id))
    return source


@transaction.atomic
def refresh_source(*, source_id: UUID) -> Source:
    """Read a source again now; one that is being read goes on. Raises NotFound, Paused."""
    source = _locked(source_id)
    if source.is_paused:
        raise Paused
    if source.url:
        robots.forget(source.url)
    queue(source)
    return source


def refresh_all() -> int:
    """Read all sources again that are not paused; return how many."""
    ids = list(Source.objects.filter(is_paused=False).order_by("id").values_list("id", flat=True))
    for source_id in ids:
        refresh_source(source_id=source_id)
    return len(ids)


@transaction.atomic
def delete_source(*, source_id: UUID) -> None:
    """Remove a source with its pages, their passages and words; raises NotFound.

    A reader that is at work on it finds it gone and drops what it has.
    """
    source = _locked(source_id)
    documents = list(
        source.pages.exclude(document=None).order_by("document_id").values_list("document_id", flat=True)
    )
    for document_id in documents:
        index.forget_passages(document_id)
        publish(WordsForgotten(document_id=document_id))
    source.delete()
    Document.objects.filter(id__in=documents).delete()
    publish(SourceDeleted(source_id=source_id))


def queue(source: Source) -> None:
    """Put a locked source in line for its next round, unless it is at one."""
    if source.status not in UNFINISHED:
        source.status = SourceStatus.QUEUED
        source.reason = source.reason_code = ""
    source.next_at = None
    _save(source)
    publish(SourceQueued(source_id=source.id))


def next_round(source: Source) -> Any:
    """Return when the source is due again, None for never."""
    if not source.refresh_hours or source.status in UNFINISHED:
        return None
    return (source.checked_at or now()) + timedelta(hours=source.refresh_hours)


def _locked(source_id: UUID) -> Source:
    source = lock_source(source_id)
    if source is None:
        raise NotFound("This source does not exist any more.")
    return source


def _save(source: Source) -> None:
    source.touched_at = now()
    source.rev += 1
    source.save()
