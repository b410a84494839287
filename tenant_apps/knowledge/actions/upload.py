from collections.abc import Sequence

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max

from shared_apps.core.clock import now
from shared_apps.facts import publish
from tenant_apps.files.actions import clean_name, store
from tenant_apps.files.errors import FileEmpty, FileTooLarge
from tenant_apps.files.models import StoredFile
from tenant_apps.knowledge import quotas
from tenant_apps.knowledge.errors import NoFiles, TooManyFiles
from tenant_apps.knowledge.events import DocumentFailed, DocumentQueued
from tenant_apps.knowledge.extract import ExtractFailed, FailureCode
from tenant_apps.knowledge.models import Document, DocumentKind, DocumentStatus
from tenant_apps.knowledge.versions import lineage_of

MAX_FILES = 50


@transaction.atomic
def upload_documents(*, files: "Sequence[File[bytes]]") -> list[Document]:
    """Keep the files and queue them for reading; return one document per file, in order.

    The very same content again is the document that is there already; other content under a known name is its next
    version. A file that cannot be kept (empty, above `settings.UPLOAD_MAX_BYTES`) is a failed document with its
    reason, so that the others of the batch go on. Raises NoFiles, TooManyFiles, QuotaReached.
    """
    check_batch(files)
    quotas.require_room(documents=len(files), size=total_size(files))
    return [accept(given, DocumentKind.FILE) for given in files]


def check_batch(files: "Sequence[File[bytes]]") -> None:
    """Refuse an upload without files or with too many; raises NoFiles, TooManyFiles."""
    if not files:
        raise NoFiles
    if len(files) > MAX_FILES:
        raise TooManyFiles(MAX_FILES)


def total_size(files: "Sequence[File[bytes]]") -> int:
    return sum(given.size for given in files if given.size <= settings.UPLOAD_MAX_BYTES)


def accept(given: "File[bytes]", kind: DocumentKind) -> Document:
    """Keep one file and queue it, or note why not."""
    try:
        name, content_type = given.name or "file", getattr(given, "content_type", "") or ""
        stored = store(name=name, content_type=content_type, content=given)
    except FileEmpty:
        return _refuse(given, kind, ExtractFailed(FailureCode.EMPTY))
    except FileTooLarge:
        most_mb = settings.UPLOAD_MAX_BYTES // 1_000_000
        return _refuse(given, kind, ExtractFailed(FailureCode.TOO_LARGE, most_mb=most_mb))
    return _known(stored, kind) or _queue(stored, kind)


def _known(stored: StoredFile, kind: DocumentKind) -> Document | None:
    same = Document.objects.filter(kind=kind, sha256=stored.sha256, size=stored.size, name=stored.name)
    document = same.exclude(status=DocumentStatus.FAILED).exclude(superseded_by__isnull=False).first()
    if document is not None:
        # Nobody has seen the second copy yet.
        stored.file.delete(save=False)
        stored.delete()
    return document


def _queue(stored: StoredFile, kind: DocumentKind) -> Document:
    at = now()
    lineage = lineage_of(stored.name) if kind == DocumentKind.FILE else ""
    document = Document.objects.create(
        kind=kind,
        file=stored,
        name=stored.name,
        content_type=stored.content_type,
        size=stored.size,
        sha256=stored.sha256,
        lineage=lineage,
        version=_next_version(lineage),
        touched_at=at,
        created_at=at,
    )
    publish(DocumentQueued(document_id=document.id))
    return document


def _next_version(lineage: str) -> int:
    if not lineage:
        return 1
    family = Document.objects.filter(kind=DocumentKind.FILE, lineage=lineage)
    return (family.aggregate(last=Max("version"))["last"] or 0) + 1


def _refuse(given: "File[bytes]", kind: DocumentKind, failure: ExtractFailed) -> Document:
    at = now()
    document = Document.objects.create(
        kind=kind,
        name=clean_name(given.name or "file"),
        content_type="application/octet-stream",
        size=given.size,
        status=DocumentStatus.FAILED,
        reason=failure.reason_for_people,
        reason_code=failure.code,
        reason_data=failure.data,
        touched_at=at,
        created_at=at,
    )
    publish(DocumentFailed(document_id=document.id))
    return document
