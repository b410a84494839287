from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.knowledge.entries.models import Entry, Suggestion, SuggestionState


def entries(*, q: str = "") -> QuerySet[Entry]:
    """Return the answers, newest first; those that hold `q` in question or answer."""
    rows = Entry.objects.order_by("-id")
    return rows.filter(Q(question__icontains=q) | Q(answer__icontains=q)) if q else rows


def get_entry(entry_id: UUID) -> Entry:
    """Return the entry; raises NotFound."""
    entry = Entry.objects.filter(id=entry_id).first()
    if entry is None:
        raise NotFound("This answer does not exist any more.")
    return entry


def entries_called(ids: Sequence[UUID]) -> dict[UUID, Entry]:
    return Entry.objects.in_bulk(list(ids))


def suggestions() -> QuerySet[Suggestion]:
    """Return what waits for somebody to look at it, newest first."""
    return Suggestion.objects.filter(state=SuggestionState.OPEN).order_by("-id")
