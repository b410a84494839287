"""What goes into the tenant's index in PostgreSQL and out of it, all of it set-based; `finding.py` asks it.

Words are a tsvector made by our own stemmer (the server has no Ukrainian dictionary); weights are the fields of
`Chunk.lexical`. `Term` keeps in how many passages a word stands, and is changed in the same transaction. Vectors
stand in one of two places; `rebuilding.py` says which.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from pgvector import Vector

from shared_apps.core.ids import uuid7
from tenant_apps.knowledge.chunking import Passage
from tenant_apps.knowledge.language import chunk_terms, trigrams
from tenant_apps.knowledge.locks import share_index
from tenant_apps.knowledge.models import Document, SearchIndex

# PostgreSQL keeps at most 256 positions per lexeme and counts them up to 16383.
MAX_POSITION = 16_000

Weighted = Sequence[tuple[str, str]]


def weighted_terms(passage: Passage) -> list[tuple[str, str]]:
    """Return (field, term) for every word a passage is found by."""
    return chunk_terms(
        [("A", passage.title), ("B", passage.heading), ("C", passage.context), ("D", passage.text)]
    )


def write_passages(
    document: Document,
    passages: Sequence[Passage],
    vectors: NDArray[np.float32] | None,
    *,
    model_id: str = "",
) -> tuple[int, int]:
    """Put passages into the index; return how many and how many terms. Call inside the document's transaction.

    Vectors of a model that does not serve yet go to the place of the next one: until the switch such passages are
    found by their words, as are those whose vectors follow (None).
    """
    place = _place(model_id) if vectors is not None else ""
    terms = [weighted_terms(passage) for passage in passages]
    near = [None] * len(passages) if vectors is None or not place else vectors
    rows = [
        _row(document, passage, words, vector)
        for passage, words, vector in zip(passages, terms, near, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT.format(place=place or "embedding_a"), rows)
        _count(cursor, Counter(term for words in terms for term in {term for _, term in words}))
    return len(rows), sum(len(words) for words in terms)


def write_vectors(document_id: UUID, vectors: NDArray[np.float32], *, model_id: str) -> None:
    """Give a document's passages their vectors, in their order. Call inside the document's transaction."""
    place = _place(model_id)
    if not place:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE knowledge_chunk c SET {place} = v.vector::halfvec "  # noqa: S608 - one of two columns
            "FROM unnest(%s::text[]) WITH ORDINALITY v(vector, place) WHERE document_id = %s AND ord = v.place - 1",
            [[Vector(vector).to_text() for vector in vectors], document_id],
        )


def _place(model_id: str) -> str:
    """Return the column for this model's vectors, "" when the index has none for it yet; the row stays locked."""
    index = share_index()
    if not index.model_id:
        SearchIndex.objects.filter(model_id="").update(model_id=model_id)
        return f"embedding_{index.serving}"
    if model_id == index.model_id:
        return f"embedding_{index.serving}"
    return f"embedding_{index.other}" if model_id == index.next_model_id else ""


_INSERT = """
    INSERT INTO knowledge_chunk (id, document_id, ord, kind, text, heading, context, page, row,
        effective_on, is_superseded, token_count, lexical, {place})
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector, %s::halfvec)
"""


def _row(
    document: Document, passage: Passage, words: Weighted, vector: NDArray[np.float32] | None
) -> tuple[Any, ...]:
    return (
        uuid7(), document.id, passage.ord, passage.kind, passage.text, passage.heading, passage.context,
        passage.page, passage.row, passage.effective_on, passage.is_superseded, len(words), _tsvector(words),
        None if vector is None else Vector(vector).to_text(),
    )  # fmt: skip


def _tsvector(words: Weighted) -> str:
    places: dict[str, list[str]] = {}
    for at, (field, term) in enumerate(words[:MAX_POSITION], 1):
        places.setdefault(term, []).append(f"{at}{field}")
    return " ".join(f"'{term}':{','.join(found)}" for term, found in places.items())


def _count(cursor: Any, counts: Counter[str]) -> None:
    # Sorted, so that two readers take the rows in the same order and never wait for each other in a circle.
    cursor.executemany(
        """
        INSERT INTO knowledge_term AS t (term, chunk_count, trigrams) VALUES (%s, %s, %s)
        ON CONFLICT (term) DO UPDATE SET chunk_count = t.chunk_count + excluded.chunk_count
        """,
        [(term, count, list(trigrams(term))) for term, count in sorted(counts.items())],
    )


def forget_passages(document_id: UUID) -> None:
    """Take a document's passages and their words out of the index. Call inside the document's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH gone AS (
                SELECT l.lexeme, count(*)::int AS n FROM knowledge_chunk c, unnest(c.lexical) l
                WHERE c.document_id = %s GROUP BY l.lexeme
            ), locked AS (
                SELECT t.term FROM knowledge_term t JOIN gone ON gone.lexeme = t.term ORDER BY t.term FOR UPDATE OF t
            )
            UPDATE knowledge_term t SET chunk_count = t.chunk_count - gone.n
            FROM gone JOIN locked ON locked.term = gone.lexeme WHERE t.term = gone.lexeme
            """,
            [document_id],
        )
        cursor.execute("DELETE FROM knowledge_chunk WHERE document_id = %s", [document_id])
        cursor.execute("DELETE FROM knowledge_term WHERE chunk_count <= 0")
