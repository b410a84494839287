from uuid import UUID

from tenant_apps.knowledge.models import Document


def lock_document(document_id: UUID) -> Document | None:
    """Lock and return the document, None when it is gone; call inside a transaction."""
    return Document.objects.select_for_update().filter(id=document_id).first()
