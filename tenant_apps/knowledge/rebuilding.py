"""Another embedding model: its vectors are made in the background, beside those that serve, and take over at once.

The settings name the model; the index's row names whose vectors serve. The sweep compares them. A rebuild works in
slices, so that documents in the same queue are read meanwhile; it may be killed anywhere and goes on where it was.
"""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray
from pgvector import Vector

from shared_apps.core.clock import now
from shared_apps.vendors.llm.embeddings import Embedder, embedder
from shared_apps.vendors.llm.errors import EmbeddingFailed
from tenant_apps.knowledge.chunking import embedding_text
from tenant_apps.knowledge.locks import lock_index
from tenant_apps.knowledge.models import Chunk, Document, SearchIndex

BATCH = 32
SLICE_S = 60.0
# A batch takes seconds; who is silent for longer was killed.
SILENT = timedelta(minutes=2)
AGAIN_AFTER_FAILURE = timedelta(minutes=5)

Row = tuple[UUID, str]


@transaction.atomic
def due(at: datetime) -> bool:
    """Return whether a rebuild has to be started or taken up; starts it when the settings name another model."""
    index, model = lock_index(), embedder()
    if index.model_id in {"", model.model_id}:
        if index.next_model_id:
            _abandon(index)
        return False
    if index.next_model_id != model.model_id:
        _empty(index.other)
        index.next_model_id, index.touched_at, index.reason, index.done = model.model_id, None, "", 0
        index.total = Chunk.objects.count()
        index.save()
        return True
    pause = AGAIN_AFTER_FAILURE if index.reason else SILENT
    return index.touched_at is None or index.touched_at < at - pause


def _abandon(index: SearchIndex) -> None:
    """The settings went back to the model that serves."""
    index.next_model_id, index.reason = "", ""
    index.save()
    _empty(index.other)


def rebuild(*, slice_s: float = SLICE_S) -> bool:
    """Make vectors for up to `slice_s` seconds; return whether there is more to do at once.

    Raises nothing: an endpoint that does not answer is noted as the reason, and the sweep tries again.
    """
    model = embedder()
    if not _claim(model.model_id):
        return False
    began = time.monotonic()
    try:
        while True:
            rows = _unmade()
            if not rows:
                if _switch(model.model_id):
                    return False
                continue
            if not _keep(rows, model.embed_passages([text for _, text in rows]), model):
                return False
            if time.monotonic() - began >= slice_s:
                return _pause(model.model_id)
    except EmbeddingFailed as failure:
        _note(failure.reason_for_people)
        return False


@transaction.atomic
def _claim(model_id: str) -> bool:
    """Take the rebuild on; False when it is not wanted any more or somebody is at it."""
    index = lock_index()
    is_taken = index.touched_at is not None and not index.reason and index.touched_at > now() - SILENT
    if index.next_model_id != model_id or is_taken:
        return False
    index.touched_at, index.reason = now(), ""
    index.save()
    return True


def _unmade() -> list[Row]:
    """Return the next passages without a vector of the next model."""
    column = f"embedding_{SearchIndex.objects.get().other}"
    rows = Chunk.objects.filter(**{f"{column}__isnull": True}).order_by("id")[:BATCH]
    found = rows.values_list("id", "context", "heading", "text")
    return [(id, embedding_text(context, heading, text)) for id, context, heading, text in found]


@transaction.atomic
def _keep(rows: Sequence[Row], vectors: NDArray[np.float32], model: Embedder) -> bool:
    """Store a batch; False when another model is wanted by now."""
    index = lock_index()
    if index.next_model_id != model.model_id:
        return False
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE knowledge_chunk SET embedding_{index.other} = %s::halfvec WHERE id = %s",  # noqa: S608 - "a" or "b"
            [(Vector(vector).to_text(), id) for (id, _), vector in zip(rows, vectors, strict=True)],
        )
    index.total = Chunk.objects.count()
    index.done = min(index.done + len(rows), index.total)
    index.touched_at = now()
    index.save()
    return True


@transaction.atomic
def _switch(model_id: str) -> bool:
    """Let the next model's vectors serve if every passage has one; readers of documents wait for this lock."""
    index = lock_index()
    made = f"embedding_{index.other}__isnull"
    if index.next_model_id != model_id or Chunk.objects.filter(**{made: True}).exists():
        return index.next_model_id != model_id
    left = index.serving
    index.serving, index.model_id, index.next_model_id = index.other, model_id, ""
    index.rebuilt_at, index.touched_at, index.done = now(), None, index.total
    index.save()
    Document.objects.exclude(embedding_model="").update(embedding_model=model_id)
    _empty(left)
    return True


def _empty(letter: str) -> None:
    column = f"embedding_{letter}"
    Chunk.objects.filter(**{f"{column}__isnull": False}).update(**{column: None})


@transaction.atomic
def _note(reason: str) -> None:
    index = lock_index()
    index.reason, index.touched_at = reason, now()
    index.save()


@transaction.atomic
def _pause(model_id: str) -> bool:
    """Let go of the rebuild, so that the next slice may take it on."""
    index = lock_index()
    if index.next_model_id != model_id:
        return False
    index.touched_at = None
    index.save()
    return True
