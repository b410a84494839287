"""Reads: sources with their counts, and the pages of one."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.knowledge.sources.models import PageState, Source, SourcePage


def sources() -> QuerySet[Source]:
    """Return the sources, newest first, each with how many of its pages are in which state; one query."""
    counts = {f"{state}_pages": Count("pages", filter=Q(pages__state=state)) for state in PageState.values}
    return Source.objects.annotate(all_pages=Count("pages"), **counts).order_by("-id")


def get_source(source_id: UUID) -> Source:
    """Return the source with its counts; raises NotFound."""
    source = sources().filter(id=source_id).first()
    if source is None:
        raise NotFound("This source does not exist any more.")
    return source


def sources_called(ids: Sequence[UUID]) -> dict[UUID, Source]:
    return {source.id: source for source in sources().filter(id__in=list(ids))}


def pages_of(source: Source, *, state: str = "") -> QuerySet[SourcePage]:
    """Return the pages of a source, nearest to its start first."""
    rows = SourcePage.objects.filter(source=source).select_related("document")
    return (rows.filter(state=state) if state else rows).order_by("depth", "id")
