from uuid import UUID

from tenant_apps.knowledge.models import Document, SearchIndex


def lock_document(document_id: UUID) -> Document | None:
    """Lock and return the document, None when it is gone; call inside a transaction."""
    return Document.objects.select_for_update().filter(id=document_id).first()


def share_index() -> SearchIndex:
    """Return the one row, which cannot switch to other vectors before this transaction ends."""
    return SearchIndex.objects.raw(_SHARE)[0]


def lock_index() -> SearchIndex:
    """Lock and return the one row; call inside a transaction, after any document's lock."""
    return SearchIndex.objects.select_for_update().get()


_SHARE = "SELECT * FROM knowledge_searchindex FOR SHARE"
