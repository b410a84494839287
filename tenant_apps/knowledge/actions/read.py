"""Read a document into the index. Runs in a worker, may be killed at any line, may be asked twice."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from shared_apps.core.clock import now
from shared_apps.facts import publish
from shared_apps.vendors.llm.embeddings import DIMENSIONS, Embedder, embedder
from shared_apps.vendors.llm.errors import EmbeddingFailed
from tenant_apps.files.selectors import read_bytes
from tenant_apps.knowledge import index, versions
from tenant_apps.knowledge.chunking import Passage, chunk
from tenant_apps.knowledge.events import DocumentChanged, DocumentFailed, DocumentQueued, DocumentRead
from tenant_apps.knowledge.extract import Extracted, ExtractFailed, extract_safely
from tenant_apps.knowledge.locks import lock_document
from tenant_apps.knowledge.models import Document, DocumentKind, DocumentStatus
from tenant_apps.knowledge.photos.looking import Look, look
from tenant_apps.knowledge.preview.keeping import keep_pages

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 4
EMBEDDING_BATCH = 32
# Up to here the vectors take so little time that nobody notices the words coming first.
WORDS_FIRST_FROM = 256
EXTRACTED_PERCENT = 60
EMBEDDED_PERCENT = 95
# Progress is for eyes; more often would only cost writes.
PROGRESS_EVERY_S = 1.0
GAVE_UP = "Reading this file failed several times. Save it in another format and upload it again."


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file: passages to find it by, and pages or a look to show it with."""

    passages: Sequence[Passage]
    content_type: str
    extracted: Extracted | None = None
    look: Look | None = None


def read_document(*, document_id: UUID) -> None:
    """Extract, cut, embed and index a queued document; anything else is left alone.

    What was read before gives way in one transaction at the end, and only to the reader who still holds the document,
    so a killed or doubled reader leaves no half behind. A long document that nothing gives way to is found by its
    words while its vectors are made. What passes (an endpoint that is down) goes back in the queue.
    """
    document = _claim(document_id)
    if document is None:
        return
    try:
        reading = _read(document)
        _advance(document, EXTRACTED_PERCENT)
        model = embedder()
        is_early = _is_new(document, reading) and _write_words(document, reading)
        vectors = _embed(document, reading.passages, model)
    except ExtractFailed as failure:
        _fail(document, failure.reason_for_people, code=failure.code, data=failure.data)
    except EmbeddingFailed as failure:
        _fail(document, failure.reason_for_people, code="embedding", is_final=failure.permanent)
    # A kernel's bug on one file must not stop the queue nor leave the row "reading" until the sweeper comes.
    except Exception:
        log.exception("Document %s could not be read", document_id)
        _fail(document, GAVE_UP, code="unreadable", is_final=False)
    else:
        _finish(document, reading, vectors, model.model_id, is_early=is_early)
        versions.settle(document.lineage)


def _read(document: Document) -> Reading:
    content = _content(document)
    if document.kind == DocumentKind.PHOTO:
        seen = look(document, content)
        return Reading(seen.passages(document), document.content_type, look=seen)
    extracted = extract_safely(content, name=document.name, tell=_Teller(document))
    return Reading(chunk(extracted, name=document.name), extracted.content_type, extracted)


class _Teller:
    """Shows how far the reading is, once a second; it is the document's sign of life, too."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._told_at = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self._told_at >= PROGRESS_EVERY_S:
            self._told_at = time.monotonic()
            _advance(self._document, int(EXTRACTED_PERCENT * done / total), pages=total)


@transaction.atomic
def _claim(document_id: UUID) -> Document | None:
    document = lock_document(document_id)
    if document is None or document.status != DocumentStatus.QUEUED or document.file_id is None:
        return None
    document.status = DocumentStatus.READING
    document.attempts += 1
    document.progress = 0
    document.reason, document.reason_code, document.reason_data = "", "", {}
    _touch(document)
    publish(DocumentChanged(document_id=document.id))
    return document


def _content(document: Document) -> bytes:
    assert document.file_id is not None, "claimed documents have a file"
    return read_bytes(document.file_id)


def _held(document: Document) -> Document | None:
    """Return the locked row when this reader still holds the document: nobody deleted or requeued it meanwhile."""
    current = lock_document(document.id)
    is_ours = (
        current is not None
        and current.status == DocumentStatus.READING
        and current.attempts == document.attempts
    )
    return current if is_ours else None


def _touch(document: Document) -> None:
    document.touched_at = now()
    document.rev += 1
    document.save()


@transaction.atomic
def _advance(document: Document, progress: int, *, pages: int | None = None) -> None:
    current = _held(document)
    if current is not None:
        current.progress = progress
        current.pages = pages or current.pages
        _touch(current)
        publish(DocumentChanged(document_id=current.id))


def _embed(document: Document, passages: Sequence[Passage], model: Embedder) -> NDArray[np.float32]:
    parts: list[NDArray[np.float32]] = [np.zeros((0, DIMENSIONS), dtype=np.float32)]
    told_at = time.monotonic()
    for at in range(0, len(passages), EMBEDDING_BATCH):
        batch = passages[at : at + EMBEDDING_BATCH]
        parts.append(model.embed_passages([passage.embedding_text for passage in batch]))
        if time.monotonic() - told_at >= PROGRESS_EVERY_S:
            told_at = time.monotonic()
            done = (at + len(batch)) / len(passages)
            _advance(document, EXTRACTED_PERCENT + int(done * (EMBEDDED_PERCENT - EXTRACTED_PERCENT)))
    return np.concatenate(parts)


def _is_new(document: Document, reading: Reading) -> bool:
    """Return whether a long document is read for the first time and no other version of it is here or on its way."""
    if len(reading.passages) < WORDS_FIRST_FROM or document.chunk_count:
        return False
    family = Document.objects.filter(lineage=document.lineage).exclude(id=document.id)
    return not document.lineage or not family.exists()


@transaction.atomic
def _write_words(document: Document, reading: Reading) -> bool:
    """Let passages be found by their words; False when the document is not ours any more."""
    current = _held(document)
    if current is None:
        return False
    _put(current, reading, None, "")
    _touch(current)
    publish(DocumentChanged(document_id=current.id))
    return True


@transaction.atomic
def _finish(
    document: Document, reading: Reading, vectors: NDArray[np.float32], model_id: str, *, is_early: bool
) -> None:
    current = _held(document)
    if current is None:
        return
    if is_early:
        index.write_vectors(current.id, vectors, model_id=model_id)
    else:
        _put(current, reading, vectors, model_id)
    current.status = DocumentStatus.READY
    current.progress = 100
    current.embedding_model = model_id
    _touch(current)
    publish(DocumentRead(document_id=current.id))


def _put(current: Document, reading: Reading, vectors: NDArray[np.float32] | None, model_id: str) -> None:
    """Put what was read in the place of what was read before."""
    index.forget_passages(current.id)
    passages = reading.passages
    current.chunk_count, current.token_count = index.write_passages(
        current, passages, vectors, model_id=model_id
    )
    current.content_type = reading.content_type
    current.effective_on = passages[0].document_effective_on if passages else None
    current.is_superseded = bool(passages) and passages[0].is_superseded
    current.superseded_by = None
    if reading.extracted:
        current.pages, current.page_errors = reading.extracted.pages, reading.extracted.page_errors
        keep_pages(current, reading.extracted)
    if reading.look:
        reading.look.keep(current)


@transaction.atomic
def _fail(
    document: Document, reason: str, *, code: str, data: dict[str, int] | None = None, is_final: bool = True
) -> None:
    current = _held(document)
    if current is None:
        return
    goes_on = not is_final and current.attempts < MAX_ATTEMPTS
    current.status = DocumentStatus.QUEUED if goes_on else DocumentStatus.FAILED
    current.reason, current.reason_code, current.reason_data = reason, code, data or {}
    _touch(current)
    # A requeued one waits for the sweeper: what failed just now would fail again at once.
    publish((DocumentChanged if goes_on else DocumentFailed)(document_id=current.id))


@transaction.atomic
def take_back(document_id: UUID) -> None:
    """Put a document back in line whose reader has shown no sign of life, or fail it after too many of them."""
    document = lock_document(document_id)
    if document is None or document.status not in {DocumentStatus.READING, DocumentStatus.QUEUED}:
        return
    if document.attempts >= MAX_ATTEMPTS:
        document.status, document.reason, document.reason_code = DocumentStatus.FAILED, GAVE_UP, "unreadable"
        document.reason_data = {}
        _touch(document)
        publish(DocumentFailed(document_id=document.id))
        return
    document.status = DocumentStatus.QUEUED
    _touch(document)
    publish(DocumentQueued(document_id=document.id))
