"""Does a passage answer the question, or is it only about something near? Calibrated, pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tenant_apps.knowledge.language import terms_of
from tenant_apps.knowledge.ranking.candidates import Candidate
from tenant_apps.knowledge.ranking.fusion import Question
from tenant_apps.knowledge.ranking.lexical import Scores, weighed


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a passage. Each 0 … 1, except `nearness`, a cosine.

    `share`: the part of the question's weight whose words it has; `part_share`: the same for the part of the
    question it fits best; `known`: the part of the question's weight that any document knows; `rarest`: how well
    it has the question's most telling word.
    """

    nearness: float
    share: float
    part_share: float
    known: float
    rarest: float


# A logistic model over the evidence, fitted on one business at a time and checked on the other
# (bench/retrieval.py --calibrate prints the fit).
INTERCEPT = -28.1
WEIGHTS = Evidence(nearness=29.5, share=2.31, part_share=2.37, known=0.87, rarest=0.1)
_SENTENCE_ENDS = (". ", "! ", "? ")


def evidence(question: Question, candidates: Sequence[Candidate], strong: Sequence[Scores]) -> list[Evidence]:
    whole = strong[0]
    share = np.minimum(weighed(np.minimum(whole, 1.0), question.whole), 1.0)
    parts = [weighed(np.minimum(strong[at], 1.0), part) for at, part in enumerate(question.parts, 1) if part]
    part_share = np.max(parts, axis=0) if parts else share
    idf = [concept.idf for concept in question.whole]
    known = sum(one.idf for one in question.whole if one.is_known) / sum(idf) if sum(idf) else 0.0
    rarest = np.minimum(whole[:, int(np.argmax(idf))], 1.0) if idf else np.zeros(len(candidates))
    return [
        Evidence(max(one.nearness), float(share[at]), float(part_share[at]), known, float(rarest[at]))
        for at, one in enumerate(candidates)
    ]


def answerability(found: Evidence) -> float:
    """Return the calibrated probability (0 … 1) that the passage answers the question."""
    total = INTERCEPT + sum(
        getattr(WEIGHTS, name) * getattr(found, name) for name in Evidence.__dataclass_fields__
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def highlight(text: str, terms: dict[str, float]) -> str:
    """Return the line or sentence of a passage that says most of what was asked."""
    lines = [sentence for line in text.split("\n") for sentence in _sentences(line)]
    if len(lines) < 2:
        return text
    return max(lines, key=lambda line: sum(terms.get(term, 0.0) for term in set(terms_of(line))))


def _sentences(line: str) -> list[str]:
    for end in _SENTENCE_ENDS:
        line = line.replace(end, end.strip() + "\n")
    return [part for part in line.split("\n") if part.strip()]
