"""How well a passage's words answer the question's: BM25 with fields, word by word."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tenant_apps.knowledge.ranking.candidates import Candidate, Concept

K1 = 0.9
B = 0.35
# A row's own name and the body tell most, the document's title least.
FIELD_WEIGHTS = {"A": 1.0, "B": 0.8, "C": 0.4, "D": 1.0}
MAX_COUNTED = 6

Scores = NDArray[np.float64]


def matches(concepts: Sequence[Concept], candidates: Sequence[Candidate], mean_tokens: float) -> Scores:
    """Return how strongly each passage has each word: shape (candidates, concepts), 0 … about 2."""
    found = np.zeros((len(candidates), len(concepts)))
    readings: dict[str, list[tuple[int, float]]] = {}
    for number, concept in enumerate(concepts):
        for term, sure in concept.terms:
            readings.setdefault(term, []).append((number, sure))
    for at, candidate in enumerate(candidates):
        length = K1 * (1 - B + B * candidate.token_count / max(mean_tokens, 1.0))
        for term, fields in candidate.hits.items():
            if term in readings:
                strength = _saturated(fields, length)
                for number, sure in readings[term]:
                    found[at, number] = max(found[at, number], sure * strength)
    return found


def _saturated(fields: str, length: float) -> float:
    count = sum(FIELD_WEIGHTS[name] for name in fields[:MAX_COUNTED])
    return count * (1 + length) / (count + length)


def weighed(found: Scores, concepts: Sequence[Concept]) -> Scores:
    """Return one figure per passage: the share of the question's weight that it has, 0 … about 2."""
    idf = np.array([concept.idf for concept in concepts])
    if not len(concepts) or not idf.sum():
        return np.zeros(found.shape[0])
    share: Scores = found @ idf / idf.sum()
    return share


def title_shares(concepts: Sequence[Concept], candidates: Sequence[Candidate]) -> Scores:
    """Return which share of a row's own name the question says: "skin fade" is more of "Skin fade" than of
    "Skin fade + beard trim"."""
    sure: dict[str, float] = {}
    for concept in concepts:
        for term, value in concept.terms:
            sure[term] = max(sure.get(term, 0.0), value)
    return np.array([_share(candidate.title_terms, sure) for candidate in candidates])


def _share(title: Sequence[str], sure: dict[str, float]) -> float:
    # Longer words tell more; the exact frequencies of words that were not asked for are not worth a query.
    weights = [math.sqrt(len(term)) for term in title]
    said = sum(weight * sure.get(term, 0.0) for weight, term in zip(weights, title, strict=True))
    return said / sum(weights) if weights else 0.0
