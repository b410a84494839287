"""A photo as the API and the socket show it."""

from tenant_apps.files.selectors import file_url
from tenant_apps.knowledge.models import Document


def photo_view(document: Document) -> dict[str, object]:
    photo = document.photo
    return {
        "id": str(document.id),
        "name": document.name,
        "url": file_url(document.file_id) if document.file_id else None,
        "status": document.status,
        "reason": document.reason,
        "reason_code": document.reason_code,
        "reason_data": document.reason_data,
        "size": document.size,
        "content_type": document.content_type,
        "width": photo.width,
        "height": photo.height,
        "caption": photo.caption,
        "description": photo.description,
        "text": photo.text,
        "labels": photo.labels,
        "colours": photo.colours,
        "reader": photo.reader,
        "is_sendable": photo.is_sendable,
        "created_at": document.created_at.isoformat().replace("+00:00", "Z"),
        "rev": document.rev,
    }
