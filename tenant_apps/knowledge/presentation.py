"""A document as the API and the socket show it."""

from tenant_apps.knowledge.models import Document


def document_view(document: Document) -> dict[str, object]:
    newer, twin = document.superseded_by, document.named_like
    return {
        "id": str(document.id),
        "kind": document.kind,
        "name": document.name,
        "status": document.status,
        "reason": document.reason,
        "reason_code": document.reason_code,
        "reason_data": document.reason_data,
        "pages": document.pages,
        "page_errors": document.page_errors,
        "chunks": document.chunk_count,
        "searchable": document.chunk_count > 0,
        "size": document.size,
        "content_type": document.content_type,
        "file": str(document.file_id) if document.file_id else None,
        "progress": document.progress,
        "effective_on": document.effective_on.isoformat() if document.effective_on else None,
        "is_superseded": document.is_superseded,
        "superseded_by": {"id": str(newer.id), "name": newer.name} if newer else None,
        "version": document.version,
        "is_kept": document.is_kept,
        "named_like": {"id": str(twin.id), "name": twin.name} if twin and not document.is_kept else None,
        "created_at": document.created_at.isoformat().replace("+00:00", "Z"),
        "rev": document.rev,
    }
