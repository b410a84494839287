from collections.abc import Sequence

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.facts import publish
from shared_apps.plans import entitlements
from shared_apps.plans.choices import Limit
from tenant_apps.files.actions import clean_name, store
from tenant_apps.files.errors import FileEmpty, FileTooLarge
from tenant_apps.files.models import StoredFile
from tenant_apps.files.selectors import megabytes
from tenant_apps.knowledge.errors import NoFiles, TooManyDocuments, TooManyFiles
from tenant_apps.knowledge.events import DocumentFailed, DocumentQueued
from tenant_apps.knowledge.extract.blocks import REASONS, FailureCode
from tenant_apps.knowledge.models import Document, DocumentStatus
from tenant_apps.knowledge.selectors import count_documents

MAX_FILES = 50
# What search is measured with; plans allow fewer.
MAX_DOCUMENTS = 10_000
MEGABYTE = 1_000_000


@transaction.atomic
def upload_documents(*, files: "Sequence[File[bytes]]") -> list[Document]:
    """Keep the files and queue them for reading; return one document per file, in order.

    The very same content again is the document that is there already. A file that cannot be kept (empty, above
    `settings.UPLOAD_MAX_BYTES`) is a failed document with its reason, so that the others of the batch go on.
    Raises NoFiles, TooManyFiles, TooManyDocuments, and LimitReached when not all of them fit into the plan.
    """
    if not files:
        raise NoFiles
    if len(files) > MAX_FILES:
        raise TooManyFiles(MAX_FILES)
    if Document.objects.count() + len(files) > MAX_DOCUMENTS:
        raise TooManyDocuments(MAX_DOCUMENTS)
    entitlements.require_room(Limit.DOCUMENTS, used=count_documents, adding=len(files))
    entitlements.require_room(
        Limit.STORAGE_MB, used=megabytes, adding=-(-sum(given.size for given in files) // MEGABYTE)
    )
    return [_accept(given) for given in files]


def _accept(given: "File[bytes]") -> Document:
    try:
        name, content_type = given.name or "file", getattr(given, "content_type", "") or ""
        stored = store(name=name, content_type=content_type, content=given)
    except FileEmpty:
        return _refuse(given, FailureCode.EMPTY, REASONS[FailureCode.EMPTY])
    except FileTooLarge:
        most = settings.UPLOAD_MAX_BYTES // MEGABYTE
        reason = f"The file is larger than {most} MB. Split it into smaller ones."
        return _refuse(given, FailureCode.TOO_BIG, reason)
    return _known(stored) or _queue(stored)


def _known(stored: StoredFile) -> Document | None:
    same = Document.objects.filter(sha256=stored.sha256, size=stored.size, name=stored.name)
    document = same.exclude(status=DocumentStatus.FAILED).first()
    if document is not None:
        # Nobody has seen the second copy yet.
        stored.file.delete(save=False)
        stored.delete()
    return document


def _queue(stored: StoredFile) -> Document:
    at = now()
    document = Document.objects.create(
        file=stored,
        name=stored.name,
        content_type=stored.content_type,
        size=stored.size,
        sha256=stored.sha256,
        touched_at=at,
        created_at=at,
    )
    publish(DocumentQueued(document_id=document.id))
    return document


def _refuse(given: "File[bytes]", code: FailureCode, reason: str) -> Document:
    at = now()
    document = Document.objects.create(
        name=clean_name(given.name or "file"),
        content_type="application/octet-stream",
        size=given.size,
        status=DocumentStatus.FAILED,
        reason=reason,
        reason_code=code,
        touched_at=at,
        created_at=at,
    )
    publish(DocumentFailed(document_id=document.id))
    return document
