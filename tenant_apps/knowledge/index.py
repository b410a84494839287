"""The tenant's index in PostgreSQL: what goes in, what is found, all of it set-based.

Words are a tsvector made by our own stemmer (the server has no Ukrainian dictionary); weights are the fields of
`Chunk.lexical`. `Term` keeps in how many passages a word stands, and is changed in the same transaction.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from pgvector import Vector

from shared_apps.core.ids import uuid7
from tenant_apps.knowledge.chunking import Passage
from tenant_apps.knowledge.language import chunk_terms, trigrams
from tenant_apps.knowledge.models import Chunk, Document
from tenant_apps.knowledge.ranking.candidates import Candidate
from tenant_apps.knowledge.ranking.vocabulary import PREFIX_CHARS

NEAREST = 40
WORDIEST = 60
# Words that stand in more passages than this find nothing by themselves when rarer ones are there.
COMMON_COUNT = 2000
MAX_ALIKE = 24
# PostgreSQL keeps at most 256 positions per lexeme and counts them up to 16383.
MAX_POSITION = 16_000

Weighted = Sequence[tuple[str, str]]


def weighted_terms(passage: Passage) -> list[tuple[str, str]]:
    """Return (field, term) for every word a passage is found by."""
    return chunk_terms(
        [("A", passage.title), ("B", passage.heading), ("C", passage.context), ("D", passage.text)]
    )


def write_passages(
    document: Document, passages: Sequence[Passage], vectors: NDArray[np.float32]
) -> tuple[int, int]:
    """Put passages into the index; return how many and how many terms. Call inside the document's transaction."""
    terms = [weighted_terms(passage) for passage in passages]
    rows = [
        _row(document, passage, words, vector)
        for passage, words, vector in zip(passages, terms, vectors, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, rows)
        _count(cursor, Counter(term for words in terms for term in {term for _, term in words}))
    return len(rows), sum(len(words) for words in terms)


_INSERT = f"""
    INSERT INTO {Chunk._meta.db_table} (id, document_id, ord, kind, text, heading, context, page, row,
        effective_on, is_superseded, token_count, lexical, embedding)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector, %s::vector)
"""  # noqa: S608 - a table name of ours


def _row(
    document: Document, passage: Passage, words: Weighted, vector: NDArray[np.float32]
) -> tuple[Any, ...]:
    return (
        uuid7(), document.id, passage.ord, passage.kind, passage.text, passage.heading, passage.context,
        passage.page, passage.row, passage.effective_on, passage.is_superseded, len(words), _tsvector(words),
        Vector(vector).to_text(),
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


def size() -> tuple[int, float]:
    """Return the number of passages and their mean length in terms."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(chunk_count), 0), coalesce(sum(token_count), 0) FROM knowledge_document"
        )
        passages, tokens = cursor.fetchone()
    return int(passages), int(tokens) / max(1, int(passages))


def vocabulary(terms: Iterable[str], strong: Sequence[str]) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Return the passages per known term, and for each strong term the known ones that may be its other spellings."""
    counts = _counts(list(terms))
    known = [term for term in strong if term in counts]
    unknown = [term for term in strong if term not in counts]
    alike: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_FAMILY, [known, PREFIX_CHARS, PREFIX_CHARS, MAX_ALIKE])
        found = cursor.fetchall()
        # Trigrams travel as one text per word; their letters have no blanks.
        cursor.execute(_LOOKALIKES, [unknown, [" ".join(trigrams(term)) for term in unknown], MAX_ALIKE])
        for term, other, count in [*found, *cursor.fetchall()]:
            alike.setdefault(term, []).append(other)
            counts[other] = count
    return counts, alike


_FAMILY = """
    SELECT q.term, t.term, t.chunk_count FROM unnest(%s::text[]) q(term)
    CROSS JOIN LATERAL (
        SELECT term, chunk_count FROM knowledge_term
        WHERE length(q.term) >= %s AND starts_with(term, left(q.term, %s)) AND term <> q.term
        ORDER BY abs(length(term) - length(q.term)) LIMIT %s
    ) t
"""
_LOOKALIKES = """
    SELECT q.term, t.term, t.chunk_count FROM unnest(%s::text[], %s::text[]) q(term, grams)
    CROSS JOIN LATERAL (
        SELECT term, chunk_count FROM knowledge_term
        WHERE trigrams && string_to_array(q.grams, ' ')::varchar[]
            AND abs(length(term) - length(q.term)) <= length(q.term) / 2 + 1
        ORDER BY cardinality(ARRAY(
            SELECT unnest(trigrams) INTERSECT SELECT unnest(string_to_array(q.grams, ' '))
        )) DESC, abs(length(term) - length(q.term)) LIMIT %s
    ) t
"""


def _counts(terms: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT term, chunk_count FROM knowledge_term WHERE term = ANY(%s)", [terms])
        return dict(cursor.fetchall())


def candidates(
    queries: Sequence[NDArray[np.float32]], weights: dict[str, float], counts: dict[str, int]
) -> list[Candidate]:
    """Return the passages nearest to any of the vectors and those that share the heaviest words."""
    vectors = [Vector(query).to_text() for query in queries]
    rare = [term for term in weights if counts.get(term, 0) <= COMMON_COUNT] or list(weights)
    near = " UNION ALL ".join(
        ["(SELECT id FROM knowledge_chunk ORDER BY embedding <=> %s::vector LIMIT %s)"] * len(vectors)
    )
    cosines = ", ".join(["1 - (c.embedding <=> %s::vector)"] * len(vectors))
    sql = _CANDIDATES.format(near=near, cosines=cosines)
    found: list[Any] = [value for vector in vectors for value in (vector, NEAREST)]
    found += [list(weights), list(weights.values()), _tsquery(rare), WORDIEST, list(weights), *vectors]
    with connection.cursor() as cursor:
        cursor.execute(sql, found)
        return [_candidate(row) for row in cursor.fetchall()]


_CANDIDATES = """
    WITH near AS ({near}),
    wordy AS (
        SELECT c.id FROM knowledge_chunk c, unnest(c.lexical) l
        JOIN unnest(%s::text[], %s::float8[]) w(term, weight) ON w.term = l.lexeme
        WHERE c.lexical @@ %s::tsquery
        GROUP BY c.id ORDER BY sum(w.weight) DESC, c.id LIMIT %s
    )
    SELECT c.id, c.document_id, d.name, c.ord, c.kind, c.text, c.heading, c.context, c.page, c.row, c.effective_on,
        c.is_superseded, c.token_count,
        ARRAY(SELECT l.lexeme || ' ' || array_to_string(l.weights, '') FROM unnest(c.lexical) l
              WHERE l.lexeme = ANY(%s)),
        ARRAY(SELECT l.lexeme FROM unnest(c.lexical) l WHERE 'A' = ANY(l.weights)),
        ARRAY[{cosines}]
    FROM knowledge_chunk c JOIN knowledge_document d ON d.id = c.document_id
    WHERE c.id IN (SELECT id FROM near UNION SELECT id FROM wordy)
    ORDER BY d.id, c.ord
"""


def _tsquery(terms: Iterable[str]) -> str:
    return " | ".join(f"'{term}'" for term in terms)


def _candidate(row: tuple[Any, ...]) -> Candidate:
    *plain, hits, title, nearness = row
    names = ("id", "document_id", "document", "ord", "kind", "text", "heading", "context", "page", "row",
             "effective_on", "is_superseded", "token_count")  # fmt: skip
    return Candidate(
        **dict(zip(names, plain, strict=True)),
        title_terms=tuple(title) if "\n" not in plain[5] else (),
        nearness=tuple(float(value) for value in nearness),
        hits=dict(hit.split(" ") for hit in hits),
    )
