from uuid import UUID

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.facts import publish
from tenant_apps.knowledge import versions
from tenant_apps.knowledge.events import DocumentChanged
from tenant_apps.knowledge.locks import lock_document
from tenant_apps.knowledge.models import Document


def keep_document(*, document_id: UUID, is_kept: bool) -> Document:
    """Let a document count beside newer versions of it, or no longer; raises NotFound."""
    versions.settle(_mark(document_id, is_kept))
    return Document.objects.select_related("superseded_by").get(id=document_id)


@transaction.atomic
def _mark(document_id: UUID, is_kept: bool) -> str:
    document = lock_document(document_id)
    if document is None:
        raise NotFound("This document does not exist any more.")
    document.is_kept = is_kept
    document.touched_at, document.rev = now(), document.rev + 1
    document.save()
    publish(DocumentChanged(document_id=document.id))
    return document.lineage
