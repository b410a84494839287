"""Reads: documents by id, their passages, and the search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from shared_apps.core.errors import NotFound
from shared_apps.vendors.llm.embeddings import Vectors, embedder, embedder_called
from shared_apps.vendors.llm.errors import EmbeddingFailed
from tenant_apps.knowledge import finding
from tenant_apps.knowledge.language import query_words
from tenant_apps.knowledge.models import Chunk, Document, DocumentKind, SearchIndex
from tenant_apps.knowledge.ranking import fusion
from tenant_apps.knowledge.ranking.candidates import Candidate, Concept
from tenant_apps.knowledge.ranking.confidence import Evidence, answerability, evidence, highlight
from tenant_apps.knowledge.ranking.questions import parts_of
from tenant_apps.knowledge.ranking.vocabulary import concepts, strong_terms

MAX_PASSAGES = 50
MAX_QUESTION_CHARS = 1000


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that may answer, best first.

    `score` (0 … 1) is how likely this passage answers the question; `highlight` is its line that fits best;
    `document` and `name` are the document's id and name, as the API shows them; `url` is where people can read it
    themselves, for pages and posts; `is_entry` says that the team wrote it as the answer to the question in `heading`.
    """

    text: str
    document_id: UUID
    document: UUID
    name: str
    page: int | None
    row: int | None
    score: float
    effective_on: date | None
    chunk_id: UUID
    heading: str
    context: str
    highlight: str
    is_superseded: bool
    evidence: Evidence
    url: str = ""
    is_entry: bool = False


def documents() -> QuerySet[Document]:
    """Return the uploaded files, newest first; photos, pages and entries have lists of their own."""
    return (
        Document.objects.filter(kind=DocumentKind.FILE)
        .select_related("superseded_by", "named_like")
        .order_by("-id")
    )


def count_documents() -> int:
    """Return how many uploaded files there are, for the plan; pages, posts and answers are not counted."""
    return Document.objects.filter(kind=DocumentKind.FILE).count()


def get_document(document_id: UUID) -> Document:
    """Return the document; raises NotFound."""
    document = Document.objects.filter(id=document_id).first()
    if document is None:
        raise NotFound("This document does not exist any more.")
    return document


def documents_called(ids: Sequence[UUID]) -> dict[UUID, Document]:
    return Document.objects.select_related("superseded_by", "named_like").in_bulk(list(ids))


def chunks_of(document: Document) -> QuerySet[Chunk]:
    return (
        Chunk.objects.filter(document=document).order_by("ord").defer("embedding_a", "embedding_b", "lexical")
    )


def search(q: str, *, k: int = 5) -> list[Passage]:
    """Return the first `k` passages for a question in Ukrainian or English, however it is spelt.

    Raises EmbeddingFailed when a configured embeddings endpoint does not answer.
    """
    q = q.strip()[:MAX_QUESTION_CHARS]
    if not q:
        return []
    parts = parts_of(q)
    asked = [q, *parts] if len(parts) > 1 else [q]
    words = [query_words(text) for text in asked]
    terms = {term for found in words for word in found for term, _ in word.terms}
    spelt = strong_terms(word for found in words for word in found)
    state, counts, alike = finding.known(terms, spelt)
    if not state.passages:
        return []
    understood = [concepts(found, counts, alike, state.passages) for found in words]
    question, weights = fusion.Question(understood[0], understood[1:]), _weights(understood[0])
    vectors = _vectors(asked, state.model_id)
    found = finding.candidates(state, vectors, weights, counts, parts=len(asked))
    if not found:
        return []
    strong = fusion.strengths(question, found, state.mean_tokens)
    places = fusion.order(fusion.scores(question, found, strong), min(k, MAX_PASSAGES))
    proof = evidence(question, found, strong)
    return [_passage(found[at], question, proof[at]) for at in places]


def confidence(q: str, passages: Sequence[Passage]) -> float:
    """Return how likely (0 … 1) the passages that `search(q)` returned answer the question."""
    return max((passage.score for passage in passages[:3]), default=0.0) if q.strip() else 0.0


def search_index() -> SearchIndex:
    """Return whose vectors serve, and how far a rebuild for another model is."""
    return SearchIndex.objects.get()


def _vectors(asked: Sequence[str], model_id: str) -> list[Vectors]:
    """Return the vectors of the model that serves; none when it was replaced and cannot be asked any more."""
    serving = embedder_called(model_id)
    if serving is None:
        return []
    try:
        return [serving.embed_query(text) for text in asked]
    except EmbeddingFailed:
        if serving.model_id == embedder().model_id:
            raise
        return []


def _weights(understood: Iterable[Concept]) -> dict[str, float]:
    """Return term → how much finding it tells, at most."""
    weights: dict[str, float] = {}
    for concept in understood:
        for term, sure in concept.terms:
            weights[term] = max(weights.get(term, 0.0), sure * concept.idf)
    return weights


def _passage(candidate: Candidate, question: fusion.Question, proof: Evidence) -> Passage:
    return Passage(
        text=candidate.text,
        document_id=candidate.document_id,
        document=candidate.document_id,
        name=candidate.document,
        page=candidate.page,
        row=candidate.row,
        score=answerability(proof),
        effective_on=candidate.effective_on,
        chunk_id=candidate.id,
        heading=candidate.heading,
        context=candidate.context,
        highlight=highlight(candidate.text, _all_terms(question.whole)),
        is_superseded=candidate.is_superseded,
        evidence=proof,
        url=candidate.url,
        is_entry=candidate.is_entry,
    )


def _all_terms(found: Sequence[Concept]) -> dict[str, float]:
    terms: dict[str, float] = {}
    for concept in found:
        for term, sure in concept.terms:
            terms[term] = max(terms.get(term, 0.0), sure * concept.idf)
    return terms
