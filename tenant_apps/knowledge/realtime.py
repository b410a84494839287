from collections.abc import Sequence

from shared_apps.realtime import Frame
from tenant_apps.knowledge.events import (
    DocumentChanged,
    DocumentDeleted,
    DocumentFailed,
    DocumentQueued,
    DocumentRead,
)
from tenant_apps.knowledge.presentation import document_view
from tenant_apps.knowledge.selectors import documents_called

Told = DocumentQueued | DocumentChanged | DocumentRead | DocumentFailed


def document_updated(facts: Sequence[Told]) -> list[Frame | None]:
    rows = documents_called([fact.document_id for fact in facts])
    return [
        Frame("document.updated", document_view(document), document.rev)
        if (document := rows.get(fact.document_id))
        else None
        for fact in facts
    ]


def document_deleted(facts: Sequence[DocumentDeleted]) -> list[Frame | None]:
    return [Frame("document.deleted", {"id": str(fact.document_id)}) for fact in facts]
