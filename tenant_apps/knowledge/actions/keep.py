from uuid import UUID

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.facts import publish
from tenant_apps.knowledge import versions
from tenant_apps.knowledge.events import DocumentChanged
from tenant_apps.knowledge.locks import lock_document
from tenant_apps.knowledge.models import Document


def decide_version(
    *, document_id: UUID, is_kept: bool | None = None, is_outdated: bool | None = None
) -> Document:
    """Let a document count beside newer ones of its name, or give way to them; raises NotFound."""
    versions.settle(_mark(document_id, is_kept, is_outdated))
    return Document.objects.select_related("superseded_by", "named_like").get(id=document_id)


@transaction.atomic
def _mark(document_id: UUID, is_kept: bool | None, is_outdated: bool | None) -> str:
    document = lock_document(document_id)
    if document is None:
        raise NotFound("This document does not exist any more.")
    if is_kept is not None:
        document.is_kept = is_kept
        document.is_outdated = document.is_outdated and not is_kept
    if is_outdated is not None:
        document.is_outdated = is_outdated
        document.is_kept = document.is_kept and not is_outdated
    document.touched_at, document.rev = now(), document.rev + 1
    document.save()
    publish(DocumentChanged(document_id=document.id))
    return document.lineage
