"""A document as the API and the socket show it."""

from tenant_apps.knowledge.models import Document


def document_view(document: Document) -> dict[str, object]:
    return {
        "id": str(document.id),
        "name": document.name,
        "status": document.status,
        "reason": document.reason,
        "pages": document.pages,
        "chunks": document.chunk_count,
        "size": document.size,
        "content_type": document.content_type,
        "progress": document.progress,
        "effective_on": document.effective_on.isoformat() if document.effective_on else None,
        "is_superseded": document.is_superseded,
        "created_at": document.created_at.isoformat().replace("+00:00", "Z"),
        "rev": document.rev,
    }
