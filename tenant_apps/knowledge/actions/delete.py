from uuid import UUID

from django.db import transaction

from shared_apps.core.errors import NotFound
from shared_apps.facts import publish
from tenant_apps.files.actions import delete_files
from tenant_apps.knowledge import index
from tenant_apps.knowledge.events import DocumentDeleted
from tenant_apps.knowledge.locks import lock_document


@transaction.atomic
def delete_document(*, document_id: UUID) -> None:
    """Remove a document with its passages, its words, its row and its file; raises NotFound.

    A reader that is at work on it finds it gone and drops what it has.
    """
    document = lock_document(document_id)
    if document is None:
        raise NotFound("This document does not exist any more.")
    index.forget_passages(document.id)
    file_id = document.file_id
    document.delete()
    if file_id is not None:
        delete_files(ids=[file_id])
    publish(DocumentDeleted(document_id=document_id))
