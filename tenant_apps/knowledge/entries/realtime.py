from collections.abc import Sequence

from shared_apps.realtime import Frame
from tenant_apps.knowledge.entries.events import EntryChanged, EntryDeleted, EntryQueued, SuggestionChanged
from tenant_apps.knowledge.entries.presentation import entry_view
from tenant_apps.knowledge.entries.selectors import entries_called


def entry_updated(facts: Sequence[EntryQueued | EntryChanged]) -> list[Frame | None]:
    rows = entries_called([fact.entry_id for fact in facts])
    return [
        Frame("entry.updated", entry_view(entry), entry.rev) if (entry := rows.get(fact.entry_id)) else None
        for fact in facts
    ]


def entry_deleted(facts: Sequence[EntryDeleted]) -> list[Frame | None]:
    return [Frame("entry.deleted", {"id": str(fact.entry_id)}) for fact in facts]


def suggestions_changed(facts: Sequence[SuggestionChanged]) -> list[Frame | None]:
    """Clients that show suggestions ask for them again."""
    return [Frame("suggestion.changed", {"id": str(fact.suggestion_id)}) for fact in facts]
