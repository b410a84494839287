"""Ask the tenant's index: its size, what a question's words may stand for, and the passages that may answer.

Two ways to the database and back for a question. A small tenant is searched exactly, a large one by its HNSW index;
words that stand in many passages never make the database read them all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from tenant_apps.knowledge.language import trigrams
from tenant_apps.knowledge.ranking.candidates import Candidate
from tenant_apps.knowledge.ranking.vocabulary import MIN_PREFIX_SHARE, PREFIX_CHARS

NEAREST = 30
NEAREST_TO_PART = 20
WORDIEST = 40
# Up to here comparing with every vector is as fast as the graph, and never misses one.
EXACT_PASSAGES = 2_000
# How far the graph is followed, and how many rows are read for their words: what bounds a large tenant's search.
EF_SEARCH = 64
MAX_WORDY = 400
MOST_COMMON = 4
MAX_ALIKE = 24
# Below 65,504, the largest number in half precision.
SPELT_LENGTH = 60_000


@dataclass(frozen=True, slots=True)
class State:
    """How much there is to search, whose vectors serve, and where they stand."""

    passages: int
    mean_tokens: float
    model_id: str
    place: str


def known(terms: Iterable[str], strong: Sequence[str]) -> tuple[State, dict[str, int], dict[str, list[str]]]:
    """Return the state, the passages per known term, and strong term → known ones that may be its other spellings."""
    grams = [trigrams(term) for term in strong]
    pieces = zip(*(_pieces(found) for found in grams), strict=True) if grams else ([], [], [])
    heads, middles, tails = (list(column) for column in pieces)
    with connection.cursor() as cursor:
        cursor.execute(
            _STATE + _VOCABULARY,
            {
                "terms": list(terms),
                "strong": list(strong),
                "grams": [" ".join(found) for found in grams],
                "heads": heads,
                "middles": middles,
                "tails": tails,
                "prefix": PREFIX_CHARS,
                "share": MIN_PREFIX_SHARE,
                "most": MAX_ALIKE,
            },
        )
        passages, tokens, model_id, serving = cursor.fetchone()
        cursor.nextset()
        found = cursor.fetchall()
    count = int(passages or 0)
    state = State(count, int(tokens or 0) / max(1, count), model_id or "", f"embedding_{serving or 'a'}")
    alike: dict[str, list[str]] = {}
    for term, other, _ in found:
        if term != other:
            alike.setdefault(term, []).append(other)
    return state, {other: count for _, other, count in found}, alike


def _pieces(grams: Sequence[str]) -> tuple[str, str, str]:
    """Return the trigrams of a word's beginning, middle and end, two each, blanks between (their letters have none).

    One typo leaves two of the three whole and two typos one, so a word that has none of them is not looked at: with
    single trigrams a large vocabulary would be read by thousands of rows.
    """
    at = max(0, len(grams) // 2 - 1)
    return " ".join(grams[:2]), " ".join(grams[at : at + 2]), " ".join(grams[-2:])


_STATE = """
    SELECT sum(d.chunk_count), sum(d.token_count), max(i.model_id), max(i.serving)
    FROM knowledge_searchindex i LEFT JOIN knowledge_document d ON true;
"""
# A known word is widened to its family, an unknown one to what is spelt alike.
_VOCABULARY = r"""
    WITH asked AS MATERIALIZED (
        SELECT q.term, EXISTS (SELECT FROM knowledge_term t WHERE t.term = q.term) AS is_known,
            left(q.term, greatest(%(prefix)s, ceil(length(q.term) * %(share)s)::int)) AS stem,
            string_to_array(q.grams, ' ')::varchar[] AS grams, string_to_array(q.head, ' ')::varchar[] AS head,
            string_to_array(q.middle, ' ')::varchar[] AS middle, string_to_array(q.tail, ' ')::varchar[] AS tail
        FROM unnest(%(strong)s::text[], %(grams)s::text[], %(heads)s::text[], %(middles)s::text[], %(tails)s::text[])
            q(term, grams, head, middle, tail)
    )
    SELECT term, term, chunk_count FROM knowledge_term WHERE term = ANY(%(terms)s)
    UNION ALL
    SELECT q.term, t.term, t.chunk_count FROM asked q
    CROSS JOIN LATERAL (
        SELECT term, chunk_count FROM knowledge_term
        WHERE q.is_known AND length(q.term) >= %(prefix)s
            AND term >= q.stem COLLATE "C" AND term < (q.stem || U&'\+10FFFF') COLLATE "C" AND term <> q.term
        ORDER BY abs(length(term) - length(q.term)) LIMIT %(most)s
    ) t
    UNION ALL
    SELECT q.term, t.term, t.chunk_count FROM asked q
    CROSS JOIN LATERAL (
        SELECT term, chunk_count FROM knowledge_term
        WHERE NOT q.is_known
            AND (trigrams @> q.head OR trigrams @> q.middle OR trigrams @> q.tail)
            AND abs(length(term) - length(q.term)) <= length(q.term) / 2 + 1
        ORDER BY (SELECT count(*) FROM unnest(q.grams) gram WHERE gram = ANY(trigrams)) DESC,
            abs(length(term) - length(q.term)) LIMIT %(most)s
    ) t
"""


def candidates(
    now: State,
    queries: Sequence[NDArray[np.float32]],
    weights: Mapping[str, float],
    counts: Mapping[str, int],
    *,
    parts: int,
) -> list[Candidate]:
    """Return the passages nearest to any of the vectors and those that share the heaviest words.

    `queries` has a vector for each of the `parts` asked (the whole question and then its pieces), or none when their
    model cannot be asked now: then words alone find passages. One without a vector yet counts as not near.
    """
    vectors = [_spelt(query) for query in queries]
    is_small = now.passages <= EXACT_PASSAGES
    near = (_EXACT if is_small else _GRAPH).format(place=now.place)
    sql = _CANDIDATES.format(
        near=" UNION ALL ".join([near] * len(vectors)) or "SELECT NULL::uuid AS id LIMIT 0",
        cosines=", ".join([f"1 - (c.{now.place} <=> %s::halfvec)"] * len(vectors)),
    )
    asked = _asked(weights, counts)
    given: list[Any] = [
        value for at, vector in enumerate(vectors) for value in (vector, NEAREST_TO_PART if at else NEAREST)
    ]
    given += [[query for query, _ in asked], [weight for _, weight in asked], MAX_WORDY, WORDIEST]
    # Sent together they are one transaction, so the setting ends with them, and one way there and back.
    setting = "" if is_small else f"SET LOCAL hnsw.ef_search = {EF_SEARCH}; "
    with connection.cursor() as cursor:
        cursor.execute(setting + sql, [*given, list(weights), *vectors])
        if setting:
            cursor.nextset()
        rows = cursor.fetchall()
    return [_candidate(row, weights, parts=parts) for row in rows]


_GRAPH = "(SELECT id FROM knowledge_chunk ORDER BY {place} <=> %s::halfvec LIMIT %s)"
# The sum keeps the planner from the graph.
_EXACT = """(SELECT id FROM knowledge_chunk WHERE {place} IS NOT NULL
             ORDER BY ({place} <=> %s::halfvec) + 0 LIMIT %s)"""
_CANDIDATES = """
    WITH near AS ({near}),
    wordy AS (
        SELECT c.id FROM unnest(%s::text[], %s::float8[]) w(query, weight)
        CROSS JOIN LATERAL (
            SELECT id FROM knowledge_chunk WHERE lexical @@ w.query::tsquery LIMIT %s
        ) c
        GROUP BY c.id ORDER BY sum(w.weight) DESC, c.id LIMIT %s
    )
    SELECT c.id, c.document_id, d.name, c.ord, c.kind, c.text, c.heading, c.context, c.page, c.row, c.effective_on,
        c.is_superseded, c.token_count, d.url, d.kind = 'entry',
        ARRAY(SELECT l.lexeme || ' ' || array_to_string(l.weights, '') FROM unnest(c.lexical) l
              WHERE l.lexeme = ANY(%s) OR 'A' = ANY(l.weights)),
        ARRAY[{cosines}]::float8[]
    FROM knowledge_chunk c JOIN knowledge_document d ON d.id = c.document_id
    WHERE c.id IN (SELECT id FROM near UNION SELECT id FROM wordy)
    ORDER BY d.id, c.ord
"""


def _spelt(vector: NDArray[np.float32]) -> str:
    """Return a vector of unit length as pgvector reads it, in whole numbers: cosines ask for its direction only.

    They are shorter to write and to read than fractions, and finer than the three digits of half precision.
    """
    return f"[{','.join(map(str, (vector * SPELT_LENGTH).round().astype(np.int32).tolist()))}]"


def _asked(weights: Mapping[str, float], counts: Mapping[str, int]) -> list[tuple[str, float]]:
    """Return the (tsquery, weight) pairs to look up: each rare word, and common ones in pairs.

    Rare is what fits into MAX_WORDY passages together, rarest first.
    """
    known = sorted((term for term in weights if term in counts), key=lambda term: counts[term])
    totals = list(accumulate(counts[term] for term in known))
    rare = [term for at, term in enumerate(known) if totals[at] <= MAX_WORDY]
    common = sorted(known[len(rare) :], key=lambda term: -weights[term])[:MOST_COMMON]
    pairs = [
        (f"'{one}' & '{other}'", weights[one] + weights[other]) for one, other in combinations(common, 2)
    ]
    alone = [(f"'{term}'", weights[term]) for term in common[:1]] if len(common) == 1 and not rare else []
    return [(f"'{term}'", weights[term]) for term in rare] + pairs + alone


def _candidate(row: tuple[Any, ...], weights: Mapping[str, float], *, parts: int) -> Candidate:
    *plain, lexemes, cosines = row
    fields = dict(lexeme.split(" ") for lexeme in lexemes)
    title = tuple(term for term, places in fields.items() if "A" in places)
    title_terms = () if "\n" in plain[Candidate.TEXT_AT] else title
    nearness = tuple(value or 0.0 for value in cosines) or (0.0,) * parts
    hits = {term: places for term, places in fields.items() if term in weights}
    return Candidate(*(*plain, title_terms, nearness, hits))
