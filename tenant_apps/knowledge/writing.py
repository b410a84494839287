"""Put what was fetched or written into the index as a document without a file: pages, posts, answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shared_apps.core.clock import now
from shared_apps.facts import publish
from shared_apps.vendors.llm.embeddings import DIMENSIONS, embedder
from tenant_apps.knowledge import index
from tenant_apps.knowledge.chunking import Passage, chunk
from tenant_apps.knowledge.events import WordsForgotten
from tenant_apps.knowledge.extract import Extracted
from tenant_apps.knowledge.models import Document, DocumentKind, DocumentStatus

EMBEDDING_BATCH = 32
MAX_NAME_CHARS = 200


@dataclass(frozen=True, slots=True)
class Prepared:
    """Passages with their vectors, one row each, and the model that made them."""

    extracted: Extracted
    passages: list[Passage]
    vectors: NDArray[np.float32]
    model_id: str


def prepare(extracted: Extracted, *, name: str) -> Prepared:
    """Cut and embed; call outside of any transaction, as a model may take its time. Raises EmbeddingFailed."""
    passages, model = chunk(extracted, name=name), embedder()
    parts: list[NDArray[np.float32]] = [np.zeros((0, DIMENSIONS), dtype=np.float32)]
    for at in range(0, len(passages), EMBEDDING_BATCH):
        batch = passages[at : at + EMBEDDING_BATCH]
        parts.append(model.embed_passages([passage.embedding_text for passage in batch]))
    return Prepared(extracted, passages, np.concatenate(parts), model.model_id)


def write(
    document: Document | None, prepared: Prepared, *, kind: DocumentKind, name: str, url: str = ""
) -> Document:
    """Replace the document's passages, or make the document; call inside a transaction."""
    at, passages = now(), prepared.passages
    document = document or Document(kind=kind, created_at=at)
    document.name, document.url = name[:MAX_NAME_CHARS], url
    document.content_type = prepared.extracted.content_type
    document.size = sum(len(block.text.encode()) for block in prepared.extracted.blocks)
    document.status, document.progress = DocumentStatus.READY, 100
    document.pages = prepared.extracted.pages
    document.effective_on = passages[0].document_effective_on if passages else None
    document.is_superseded = bool(passages) and passages[0].is_superseded
    document.embedding_model = prepared.model_id
    document.touched_at = at
    document.rev += 1
    document.save()
    index.forget_passages(document.id)
    document.chunk_count, document.token_count = index.write_passages(
        document, passages, prepared.vectors, model_id=prepared.model_id
    )
    document.save(update_fields=["chunk_count", "token_count"])
    return document


def forget(document: Document | None) -> None:
    """Take a document out of the index and out of every quote; call inside a transaction."""
    if document is not None:
        publish(WordsForgotten(document_id=document.id))
        index.forget_passages(document.id)
        document.delete()
