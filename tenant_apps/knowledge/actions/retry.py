from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.facts import publish
from tenant_apps.knowledge.actions.read import take_back
from tenant_apps.knowledge.errors import BeingRead
from tenant_apps.knowledge.events import DocumentQueued
from tenant_apps.knowledge.locks import lock_document
from tenant_apps.knowledge.models import Document, DocumentStatus

# A scanned page may take a minute without a sign of life; a reader that is silent for longer is dead.
SILENT = timedelta(minutes=10)
# The task of a queued document may have died with the broker.
LOST = timedelta(minutes=1)
SWEEP = 200


@transaction.atomic
def retry_document(*, document_id: UUID) -> Document:
    """Read a failed or a ready document again; raises NotFound, BeingRead."""
    document = lock_document(document_id)
    if document is None or document.file_id is None:
        raise NotFound("The file of this document was not kept. Upload it again.")
    if document.status in {DocumentStatus.QUEUED, DocumentStatus.READING}:
        raise BeingRead
    document.status = DocumentStatus.QUEUED
    document.reason = document.reason_code = ""
    document.progress = document.attempts = 0
    document.touched_at = now()
    document.rev += 1
    document.save()
    publish(DocumentQueued(document_id=document.id))
    return document


def stale(at: datetime) -> QuerySet[Document]:
    """Return the documents whose worker died or whose task was lost."""
    silent = Document.objects.filter(status=DocumentStatus.READING, touched_at__lt=at - SILENT)
    lost = Document.objects.filter(status=DocumentStatus.QUEUED, touched_at__lt=at - LOST)
    return silent | lost


def requeue_stale() -> int:
    """Put documents back in line that a dead worker or an emptied broker took along; return how many."""
    ids = list(stale(now()).values_list("id", flat=True)[:SWEEP])
    for document_id in ids:
        take_back(document_id)
    return len(ids)
