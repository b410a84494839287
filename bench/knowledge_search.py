"""How fast passages are found: 100,000 of one business, and 200 each of a thousand businesses.

    python -m bench.knowledge_search [--passages 100000] [--tenants 1000] [--questions 300] [--only one|many]

The whole search is measured (what words may stand for, both indexes, fusion, confidence) but not the question's
embedding: vectors are drawn as E5's lie, in a narrow cone around topics. Words are drawn as in speech (see
`bench.search`). The reference in the same run is a bare pgvector query for five passages. Of the thousand schemas
only the knowledge tables are made (with all their indexes); a whole schema takes half a second and would add nothing.
Some searches of the second part are the first of their connection in that schema and read its catalogue anew.
"""

import argparse
import itertools
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bench.house import analyse, bulk, house, load, median, milliseconds, p95, worked, workspace
from bench.search import vocabulary

TARGET_LARGE_MS, TARGET_MANY_MS = 25, 15
DIMENSIONS, TOPICS = 384, 600
PER_DOCUMENT, PER_TENANT = 100, 200
WORDS_PER_PASSAGE = 45
TABLES = ("knowledge_document", "knowledge_chunk", "knowledge_term", "knowledge_searchindex")

Vectors = NDArray[np.float32]


@dataclass
class Corpus:
    """Passages as words with their vectors of unit length, shape (n, 384), and how COPY spells those."""

    words: list[list[str]]
    vectors: Vectors
    spelt: list[str]

    def part(self, begin: int, size: int) -> "Corpus":
        end = begin + size
        return Corpus(self.words[begin:end], self.vectors[begin:end], self.spelt[begin:end])


def corpus(count: int) -> Corpus:
    random.seed(11)
    noise = np.random.default_rng(11)
    words, weights = vocabulary()
    total = list(itertools.accumulate(weights))
    topics = noise.normal(size=(TOPICS, DIMENSIONS))
    cone = 4.0 * noise.normal(size=DIMENSIONS)
    vectors = cone + 1.5 * topics[noise.integers(TOPICS, size=count)] + noise.normal(size=(count, DIMENSIONS))
    lying = unit(vectors)
    return Corpus(
        [random.choices(words, cum_weights=total, k=WORDS_PER_PASSAGE) for _ in range(count)],
        lying,
        ["[" + ",".join(map(str, row)) + "]" for row in lying.round(4).tolist()],
    )


def unit(vectors: NDArray[np.float64]) -> Vectors:
    lying: Vectors = (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)
    return lying


def questions(of: Corpus, count: int) -> Iterator[tuple[str, Vectors]]:
    """Yield questions about passages: some of their words, every third with a typo, every fourth in two parts."""
    noise = np.random.default_rng(13)
    for number in range(count):
        at = random.randrange(len(of.words))
        asked = random.sample(of.words[at], 5)
        if number % 3 == 0:
            asked[0] = asked[0][:2] + asked[0][3:]
        text = " ".join(asked)
        if number % 4 == 0:
            text += " та " + " ".join(random.sample(of.words[at], 3))
        near = of.vectors[at] * 40 + noise.normal(size=DIMENSIONS)
        yield text, unit(near)


class Prepared:
    """Stands in for the embeddings' model: answers at once with the vector of the question at hand."""

    model_id = "bench"
    dimensions = DIMENSIONS
    vector: Vectors

    def embed_query(self, text: str) -> Vectors:
        return self.vector


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--tenants", type=int, default=1_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--only", choices=["one", "many"])
    asked = parser.parse_args()
    with house():
        from tenant_apps.knowledge import selectors

        model = Prepared()
        setattr(selectors, "embedder_called", lambda _: model)  # noqa: B010 - see Prepared
        tenant, _ = workspace("passages")
        found = corpus(asked.passages if asked.only != "many" else PER_TENANT * 50)
        if asked.only != "many":
            in_one(tenant, found, asked.questions, model)
        if asked.only != "one":
            in_many(tenant, found, asked.tenants, asked.questions * 10, model)


def in_one(tenant: Any, found: Corpus, count: int, model: Prepared) -> None:
    from tenants.every import visiting

    with visiting(tenant):
        with bulk() as cursor:
            write(cursor, found)
        analyse()
        ask = questions(found, count)
        times: list[float] = []
        bare: list[float] = []
        recall: list[float] = []
        for text, vector in itertools.chain(questions(found, 20), ask):
            model.vector = vector
            times.append(search_ms(text))
            bare.append(milliseconds(lambda vector=vector: nearest(vector)))  # type: ignore[misc]  # bound per question
        for _, vector in questions(found, 30):
            recall.append(len(set(nearest(vector, most=10)) & exact(found, vector)) / 10)
        spent = list(itertools.starmap(partial(spent_ms, model), questions(found, 60)))
    report(f"{len(found.words):,} passages in one tenant", times[20:], bare[20:], TARGET_LARGE_MS)
    report_spent(spent)
    print(f"{'':12} the bare graph's recall@10 {np.mean(recall):.3f}; {load()}")


def exact(found: Corpus, vector: Vectors) -> set[int]:
    return {int(at) for at in np.argsort(-(found.vectors @ vector))[:10]}


def in_many(template: Any, found: Corpus, tenants: int, count: int, model: Prepared) -> None:
    from tenants.every import visiting
    from tenants.models import Tenant

    small = [Tenant(schema_name=f"t_bench{number}", slug=f"bench{number}") for number in range(tenants)]
    parts = [found.part(at, PER_TENANT) for at in range(0, len(found.words) - PER_TENANT, PER_TENANT)]
    for number, tenant in enumerate(small):
        make(template.schema_name, tenant.schema_name)
        with visiting(tenant), bulk() as cursor:
            write(cursor, parts[number % len(parts)])
    analyse()
    first: list[float] = []
    times: list[float] = []
    bare: list[float] = []
    seen: set[int] = set()
    for _ in range(count):
        number = random.randrange(tenants)
        [(text, model.vector)] = questions(parts[number % len(parts)], 1)
        with visiting(small[number]):
            (times if number in seen else first).append(search_ms(text))
            bare.append(milliseconds(lambda: nearest(model.vector)))
        seen.add(number)
    spent = []
    for number in random.choices(range(tenants), k=60):
        [(text, vector)] = questions(parts[number % len(parts)], 1)
        with visiting(small[number]):
            spent.append(spent_ms(model, text, vector))
    title = f"{tenants:,} tenants × {PER_TENANT}"
    report(f"{title}, all searches", first + times, bare, TARGET_MANY_MS)
    report_spent(spent)
    if times:
        print(f"{'':12} first in a schema p95 {p95(first):.1f}, later ones p95 {p95(times):.1f}; {load()}")


def make(template: str, schema: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        tables = [
            f'CREATE TABLE "{schema}".{name} (LIKE "{template}".{name} INCLUDING ALL)' for name in TABLES
        ]
        cursor.execute("; ".join([f'CREATE SCHEMA "{schema}"', *tables]))


def write(cursor: Any, given: Corpus) -> None:
    """Write passages, their vocabulary and documents; the big indexes are made at the end, as a dump would."""
    terms = {word: term_of(word) for word in {word for words in given.words for word in words}}
    write_documents(-(-len(given.words) // PER_DOCUMENT), min(PER_DOCUMENT, len(given.words)))
    cursor.execute("DELETE FROM knowledge_searchindex")
    cursor.execute("INSERT INTO knowledge_searchindex VALUES (true, 'a', 'bench', '', 0, 0, '', NULL, NULL)")
    with without_indexes(cursor):
        copy_passages(cursor, given, terms)
    copy_terms(cursor, given, terms)


def write_documents(count: int, chunks: int) -> None:
    """Write documents of so many passages each, through the models, which know their columns' defaults."""
    from django.utils.timezone import now

    from tenant_apps.knowledge.models import Document, DocumentStatus

    at = now()
    Document.objects.bulk_create(
        Document(
            id=UUID(f"00000000-0000-7000-8000-{number:012}"),
            name=f"Document {number}",
            content_type="text/plain",
            size=1,
            status=DocumentStatus.READY,
            chunk_count=chunks,
            token_count=chunks * WORDS_PER_PASSAGE,
            embedding_model="bench",
            touched_at=at,
            created_at=at,
        )
        for number in range(count)
    )


@contextmanager
def without_indexes(cursor: Any) -> Iterator[None]:
    names = ("chunk_lexical", "chunk_embedding_a")
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname = ANY(%s)",
        [list(names)],
    )
    definitions = cursor.fetchall()
    for name, _ in definitions:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _, definition in definitions:
        cursor.execute(definition)


def copy_passages(cursor: Any, given: Corpus, terms: dict[str, str]) -> None:
    columns = (
        "id, document_id, ord, kind, text, heading, context, is_superseded, token_count, lexical, embedding_a"
    )
    with cursor.copy(f"COPY knowledge_chunk ({columns}) FROM STDIN") as copy:
        for number, words in enumerate(given.words):
            document = f"00000000-0000-7000-8000-{number // PER_DOCUMENT:012}"
            places: dict[str, list[str]] = {}
            for at, word in enumerate(words, 1):
                places.setdefault(terms[word], []).append(f"{at}D")
            lexical = " ".join(f"'{term}':{','.join(found)}" for term, found in places.items())
            row = (UUID(int=number + 1), document, number, "text", " ".join(words), "", "", False, len(words))
            copy.write_row((*row, lexical, given.spelt[number]))


def copy_terms(cursor: Any, given: Corpus, terms: dict[str, str]) -> None:
    from tenant_apps.knowledge.language import trigrams

    counts = Counter(term for words in given.words for term in {terms[word] for word in words})
    with cursor.copy("COPY knowledge_term (term, chunk_count, trigrams) FROM STDIN") as copy:
        for term, count in counts.items():
            copy.write_row((term, count, list(trigrams(term))))


@cache
def term_of(word: str) -> str:
    from tenant_apps.knowledge.language.terms import term_of as kept_under

    return kept_under(word)


def search_ms(text: str) -> float:
    from tenant_apps.knowledge.selectors import search

    return milliseconds(lambda: search(text))


def spent_ms(model: Prepared, text: str, vector: Vectors) -> float:
    from tenant_apps.knowledge.selectors import search

    model.vector = vector
    return worked(lambda: search(text))


def report_spent(spent: Sequence[float]) -> None:
    print(f"{'':12} processor time of a search p50 {median(spent):.1f} ms, p95 {p95(spent):.1f} ms")


def nearest(vector: Vectors, *, most: int = 5) -> Sequence[int]:
    """Ask pgvector alone; passages have their number as id."""
    from django.db import connection
    from pgvector import Vector

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM knowledge_chunk ORDER BY embedding_a <=> %s::halfvec LIMIT %s",
            [Vector(vector).to_text(), most],
        )
        return [row[0].int - 1 for row in cursor.fetchall()]


def report(title: str, times: Sequence[float], bare: Sequence[float], target: int) -> None:
    print(
        f"{title}: p50 {median(times):.1f} ms, p95 {p95(times):.1f} ms (target {target}); bare pgvector p50 "
        f"{median(bare):.1f}, p95 {p95(bare):.1f}; ratio of p95 {p95(times) / p95(bare):.1f}"
    )


if __name__ == "__main__":
    main()
