from collections.abc import Sequence

from shared_apps.realtime import Frame
from tenant_apps.knowledge.sources.events import SourceChanged, SourceDeleted, SourceQueued
from tenant_apps.knowledge.sources.presentation import source_view
from tenant_apps.knowledge.sources.selectors import sources_called


def source_updated(facts: Sequence[SourceQueued | SourceChanged]) -> list[Frame | None]:
    rows = sources_called([fact.source_id for fact in facts])
    return [
        Frame("source.updated", source_view(source), source.rev)
        if (source := rows.get(fact.source_id))
        else None
        for fact in facts
    ]


def source_deleted(facts: Sequence[SourceDeleted]) -> list[Frame | None]:
    return [Frame("source.deleted", {"id": str(fact.source_id)}) for fact in facts]
