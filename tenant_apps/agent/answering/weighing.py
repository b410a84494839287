"""Weigh how well pieces answer a question.

Three witnesses are weighed: words that question and piece share (endings, alphabets and typos apart), nearness of
meaning, and the search's own judgement of the passage. Words alone miss other languages, nearness alone answers what
nobody wrote.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tenant_apps.agent.answering.expectation import (
    fits,
    is_for_others,
    leaves_out,
    misses_the_point,
    speaks_of_other_dates,
)
from tenant_apps.agent.answering.segments import Segment
from tenant_apps.agent.understanding.calendar import dates_in, is_date_word
from tenant_apps.agent.understanding.words import best_likeness, skeleton, stem, tokens, topic_words
from tenant_apps.knowledge.language import concept_terms, term_of

# Returns how near each question is to each text, from 0 (unrelated) to 1 (the same): one list per question.
Nearness = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]]

# Embedding a piece costs milliseconds, so only the likeliest are compared in meaning.
MOST_COMPARED = 12

_CONTEXT_WEIGHT = 0.85
SAME_WORD = 0.6
# "Dog" and "пес" are no one word, but they ask for one thing.
_SAME_MEANING = 0.6
# Weights of the witnesses, fitted on one business of bench/data and checked on the other.
_SHARED, _NEAR, _SCORE = 0.35, 0.35, 0.30
_EXPECTED = 0.08
_OTHER_DATES = 0.15
_PRIVATE = 0.3
_LEFT_OUT = 0.2
# Who asks for a cut and names nobody may still be a child, but hardly is.
_FOR_OTHERS = 0.05
# What a row's name says beyond the question counts against it: "cut" asks for a cut, not for "cut and wash".
_EXACT_NAME = 0.08


@dataclass(frozen=True)
class Judged:
    """A piece with what speaks for it; all figures from 0 to 1. `is_for_others`: for people nobody asked about."""

    segment: Segment
    shared: float
    near: float
    total: float
    is_for_others: bool = False

    @property
    def place(self) -> float:
        """What it is ordered by; it is no less sure for being for others."""
        return self.total - _FOR_OTHERS * self.is_for_others


@dataclass(frozen=True)
class Asked:
    """A question or a part of one: its text, its words with their weights, and what else each may be called."""

    text: str
    weights: dict[str, float]
    meanings: dict[str, frozenset[str]]


def _wanted(text: str) -> list[str]:
    """Return what to look for: the topic's words, days and months by one name each."""
    named = {stem(token) for token in tokens(text) if is_date_word(skeleton(token))}
    return [*topic_words(text, ignoring=named), *sorted(dates_in(text))]


def asked_of(text: str, candidates: Sequence[Segment]) -> Asked:
    """Rare words weigh more; a word that no piece has weighs most, as it may be the very thing asked for."""
    weights, meanings = {}, _meanings(text)
    for word in _wanted(text):
        meant = meanings.get(word, frozenset())
        having = sum(_has(word, meant, segment) >= SAME_WORD * _CONTEXT_WEIGHT for segment in candidates)
        weights[word] = math.log(1 + len(candidates) / (having + 0.5))
    return Asked(text, weights, meanings)


def _meanings(text: str) -> dict[str, frozenset[str]]:
    """Return word → everyday words of both languages that mean the same, as the search knows them."""
    return {stem(token): concept_terms(term_of(token.casefold())) for token in tokens(text)}


def _has(word: str, meant: frozenset[str], segment: Segment) -> float:
    own = best_likeness(word, segment.words)
    likeness = max(own, best_likeness(word, segment.context_words) * _CONTEXT_WEIGHT) if own < 1 else own
    if likeness < _SAME_MEANING and not meant.isdisjoint(segment.terms):
        likeness = _SAME_MEANING
    return likeness if likeness >= SAME_WORD * _CONTEXT_WEIGHT else 0.0


def shared_of(asked: Asked, segment: Segment) -> float:
    """Return the weighted share of the question's words that the piece or its heading has."""
    total = sum(asked.weights.values())
    found = sum(
        weight * _has(word, asked.meanings.get(word, frozenset()), segment)
        for word, weight in asked.weights.items()
    )
    return found / total if total else 0.0


def rank(asked: Sequence[Asked], candidates: Sequence[Segment], nearness: Nearness) -> list[list[Judged]]:
    """Return the candidates of each question, best first."""
    shared = [[shared_of(one, segment) for segment in candidates] for one in asked]
    hopes = [max(column) + candidates[at].source.score for at, column in enumerate(zip(*shared, strict=True))]
    likely = sorted(range(len(candidates)), key=lambda at: -hopes[at])[:MOST_COMPARED]
    near = nearness([one.text for one in asked], [candidates[at].reading for at in likely])
    ranked = []
    for one, words, meant in zip(asked, shared, near, strict=True):
        judged = [
            _judged(one, candidates[at], words[at], nearby) for at, nearby in zip(likely, meant, strict=True)
        ]
        ranked.append(sorted(judged, key=lambda piece: -piece.place))
    return ranked


def _judged(asked: Asked, segment: Segment, shared: float, near: float) -> Judged:
    is_others = is_for_others(asked.text, segment.text.partition(" — ")[0])
    return Judged(segment, shared, near, _total(asked, shared, near, segment), is_others)


def _total(asked: Asked, shared: float, near: float, segment: Segment) -> float:
    total = _SHARED * shared + _NEAR * near + _SCORE * segment.source.score
    total += _EXPECTED * fits(asked.text, segment.text)
    if speaks_of_other_dates(asked.text, segment.dates):
        total -= _OTHER_DATES
    if segment.is_row and leaves_out(asked.text, segment.text):
        total -= _LEFT_OUT
    if misses_the_point(asked.text, segment.text):
        total -= _PRIVATE
    if segment.title:
        named = sum(best_likeness(word, asked.weights) >= SAME_WORD for word in segment.title)
        total -= _EXACT_NAME * (1 - named / len(segment.title))
    return max(min(total, 1.0), 0.0)
