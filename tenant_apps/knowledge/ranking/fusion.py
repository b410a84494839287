"""One order out of nearness in meaning, shared words, age, and the parts of the question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tenant_apps.knowledge.ranking.candidates import Candidate, Concept
from tenant_apps.knowledge.ranking.lexical import Scores, matches, title_shares, weighed

# Figures chosen on two businesses and flat around these values (bench/retrieval.py prints the result).
WORDS_SHARE = 0.55
# E5 cosines live between 0.75 and 0.95; this far below the best is as good as unrelated.
NEARNESS_SPAN = 0.12
# From this share of the question's weight on, the words alone speak fully.
FULL_SHARE = 0.5
TITLE_BONUS = 0.1
SUPERSEDED_MALUS = 0.35
# Among equals the newer document goes first; a year makes all of this difference.
AGE_MALUS = 0.04
PART_WEIGHT = 0.35
WHOLE_IN_PART = 0.25


@dataclass(frozen=True, slots=True)
class Question:
    """The words of the whole question and of each of its parts, none for a question in one piece."""

    whole: Sequence[Concept]
    parts: Sequence[Sequence[Concept]]


def strengths(question: Question, candidates: Sequence[Candidate], mean_tokens: float) -> list[Scores]:
    """Return how strongly each passage has each word of the whole question and then of each part."""
    return [matches(concepts, candidates, mean_tokens) for concepts in (question.whole, *question.parts)]


def scores(question: Question, candidates: Sequence[Candidate], strong: Sequence[Scores]) -> list[Scores]:
    """Return the fused scores for the whole question and then for each part: each of shape (candidates,)."""
    return [
        _fused(concepts, candidates, strong[at], at)
        for at, concepts in enumerate([question.whole, *question.parts])
    ]


def _fused(concepts: Sequence[Concept], candidates: Sequence[Candidate], strong: Scores, at: int) -> Scores:
    near = np.array([candidate.nearness[at] for candidate in candidates])
    meaning = np.clip(1 - (near.max() - near) / NEARNESS_SPAN, 0, 1)
    share = weighed(strong, concepts)
    best = share.max()
    words = share / best * min(1.0, best / FULL_SHARE) if best > 0 else share
    fused: Scores = WORDS_SHARE * words + (1 - WORDS_SHARE) * meaning
    return fused + TITLE_BONUS * title_shares(concepts, candidates) - _age(candidates)


def _age(candidates: Sequence[Candidate]) -> Scores:
    dated = (one.effective_on for one in candidates if one.effective_on and not one.is_entry)
    newest = max(dated, default=None)
    found = np.zeros(len(candidates))
    for at, candidate in enumerate(candidates):
        if newest and candidate.effective_on:
            days = max(0, (newest - candidate.effective_on).days)
            found[at] = AGE_MALUS * min(1.0, days / 365)
        if candidate.is_superseded:
            found[at] += SUPERSEDED_MALUS
    return found


def order(found: Sequence[Scores], k: int) -> list[int]:
    """Return the places of the first k passages: the best, the best for each part, then by both."""
    whole, *parts = found
    if not parts:
        return [int(at) for at in np.argsort(-whole, kind="stable")[:k]]
    chosen = [int(whole.argmax())]
    chosen += [int((part + WHOLE_IN_PART * whole).argmax()) for part in parts]
    rest = whole + PART_WEIGHT * np.max(parts, axis=0)
    chosen += [int(at) for at in np.argsort(-rest, kind="stable")]
    return list(dict.fromkeys(chosen))[:k]
