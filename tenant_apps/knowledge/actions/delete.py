from uuid import UUID

from django.db import transaction

from shared_apps.core.errors import NotFound
from shared_apps.facts import publish
from tenant_apps.files.actions import delete_files
from tenant_apps.knowledge import index, versions
from tenant_apps.knowledge.events import DocumentDeleted, WordsForgotten
from tenant_apps.knowledge.locks import lock_document
from tenant_apps.knowledge.models import DocumentKind


def delete_document(*, document_id: UUID, kind: DocumentKind = DocumentKind.FILE) -> None:
    """Remove a document with its passages, its words, its pages, its row and its file; raises NotFound.

    A reader that is at work on it finds it gone and drops what it has. The version before it counts again. Answers
    that quoted it keep its name and lose its words.
    """
    versions.settle(_delete(document_id, kind))


@transaction.atomic
def _delete(document_id: UUID, kind: DocumentKind) -> str:
    document = lock_document(document_id)
    if document is None or document.kind != kind:
        raise NotFound("This document does not exist any more.")
    index.forget_passages(document.id)
    file_id = document.file_id
    document.delete()
    if file_id is not None:
        delete_files(ids=[file_id])
    publish(DocumentDeleted(document_id=document_id))
    publish(WordsForgotten(document_id=document_id))
    return document.lineage
