"""Find the pieces that answer a question, and how sure that is.

Three witnesses are weighed: words that question and piece share (endings, alphabets and typos apart), nearness of
meaning, and the search's own judgement of the passage. Words alone miss other languages, nearness alone answers what
nobody wrote.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tenant_apps.agent.answering.catalogue import topic
from tenant_apps.agent.answering.columns import told as columns_told
from tenant_apps.agent.answering.expectation import (
    fits,
    is_for_others,
    leaves_out,
    may_ask_alike,
    misses_the_point,
    speaks_of_other_dates,
)
from tenant_apps.agent.answering.segments import Segment, Source, row_text, segments
from tenant_apps.agent.understanding.calendar import dates_in, is_date_word
from tenant_apps.agent.understanding.language import detect, reply_language
from tenant_apps.agent.understanding.words import best_likeness, skeleton, stem, tokens, topic_words
from tenant_apps.knowledge.language import concept_terms, term_of

# Returns how near each question is to each text, from 0 (unrelated) to 1 (the same): one list per question.
Nearness = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]]

MOST_PIECES = 4
# Embedding a piece costs milliseconds, so only the likeliest are compared in meaning.
MOST_COMPARED = 12
# A block up to this length is told whole: what stands around a fact is what people ask next.
MOST_BLOCK_CHARS = 400
MOST_PARTS = 4
# A part needs one word that says something; short ones rarely do.
LONG_WORD = 5

_CONTEXT_WEIGHT = 0.85
_SAME_WORD = 0.6
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
# A second piece this near to the best is told as well.
_TIE = 0.04
# A part of a question is answered apart when its own piece is this sure.
_SURE_PART = 0.43
# How near two pieces must be in weight for the newer document to decide between them.
_RIVAL = 0.15
_SAME_MATTER = 0.4
_LOST_WORDS = 0.15
# The team's own answer to this very question leaves nothing to weigh.
_OWN_ANSWER = 0.95

# Above an answer of the team stand its question and the other words for it.
_ASKED = re.compile(r" [›/] ")
_BREAK = re.compile(r"[?.!;\n]+\s*|,\s+|\s+(?:and|but|also|plus|і|й|та|але|а|також)\s+", re.IGNORECASE)


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
class Extract:
    """What to say, best first, and how sure (0 to 1) it answers. `lines` are the pieces with what belongs to them."""

    pieces: tuple[Judged, ...]
    lines: tuple[str, ...]
    confidence: float


@dataclass(frozen=True)
class _Asked:
    """A question or a part of one: its text, its words with their weights, and what else each may be called."""

    text: str
    weights: dict[str, float]
    meanings: dict[str, frozenset[str]]


def extract(question: str, sources: Sequence[Source], nearness: Nearness) -> Extract:
    """Return the pieces of `sources` that answer `question`; none when there is nothing to choose from."""
    candidates = [segment for source in _current(sources) for segment in segments(source)]
    if not candidates:
        return Extract((), (), 0.0)
    asked = [_asked(text, candidates) for text in (question, *parts(question))]
    ranked = _rank(asked, candidates, nearness)
    whole = _best(question, ranked[0])
    is_own = _is_own_answer(question, whole.segment)
    chosen = [whole, *([] if is_own else _ties(whole, ranked[0]))]
    for part, judged in zip(asked[1:], ranked[1:], strict=True) if not is_own else ():
        best = _best(part.text, judged)
        if best.total >= _SURE_PART and best.segment.text not in {piece.segment.text for piece in chosen}:
            chosen.append(best)
    confidence = max([whole.total, *([_mean(ranked[1:])] if len(ranked) > 2 else [])])
    pieces = tuple(chosen[:MOST_PIECES])
    return Extract(
        pieces, _lines(asked[0], pieces, candidates), max(confidence, _OWN_ANSWER) if is_own else confidence
    )


def parts(question: str) -> list[str]:
    """Return the parts of a question that asks several things, none for a question in one piece."""
    found: list[str] = []
    for piece in _BREAK.split(question):
        words = topic(piece)
        if found and not any(len(word) >= LONG_WORD for word in words):
            found[-1] += f" {piece}"
        elif words:
            found.append(piece)
    return found[:MOST_PARTS] if len(found) > 1 else []


def _ties(best: Judged, judged: Sequence[Judged]) -> list[Judged]:
    """Return the one other piece that is as good, unless it is an older word on the same matter."""
    near = [
        one
        for one in judged
        if one.place >= best.place - _TIE
        and one.segment.text != best.segment.text
        and not (_is_newer(best.segment, one.segment) and _is_same_matter(one, best))
    ]
    return near[:1]


def _mean(ranked: Sequence[Sequence[Judged]]) -> float:
    return sum(judged[0].total for judged in ranked) / len(ranked)


def _current(sources: Sequence[Source]) -> Sequence[Source]:
    """Return the sources that still hold; what a newer document replaced speaks only when nothing else does."""
    return [source for source in sources if not source.is_superseded] or sources


def _wanted(text: str) -> list[str]:
    """Return what to look for: the topic's words, days and months by one name each."""
    named = {stem(token) for token in tokens(text) if is_date_word(skeleton(token))}
    return [*topic_words(text, ignoring=named), *sorted(dates_in(text))]


def _asked(text: str, candidates: Sequence[Segment]) -> _Asked:
    """Rare words weigh more; a word that no piece has weighs most, as it may be the very thing asked for."""
    weights, meanings = {}, _meanings(text)
    for word in _wanted(text):
        meant = meanings.get(word, frozenset())
        having = sum(_has(word, meant, segment) >= _SAME_WORD * _CONTEXT_WEIGHT for segment in candidates)
        weights[word] = math.log(1 + len(candidates) / (having + 0.5))
    return _Asked(text, weights, meanings)


def _meanings(text: str) -> dict[str, frozenset[str]]:
    """Return word → everyday words of both languages that mean the same, as the search knows them."""
    return {stem(token): concept_terms(term_of(token.casefold())) for token in tokens(text)}


def _has(word: str, meant: frozenset[str], segment: Segment) -> float:
    own = best_likeness(word, segment.words)
    likeness = max(own, best_likeness(word, segment.context_words) * _CONTEXT_WEIGHT) if own < 1 else own
    if likeness < _SAME_MEANING and not meant.isdisjoint(segment.terms):
        likeness = _SAME_MEANING
    return likeness if likeness >= _SAME_WORD * _CONTEXT_WEIGHT else 0.0


def _shared(asked: _Asked, segment: Segment) -> float:
    """Return the weighted share of the question's words that the piece or its heading has."""
    total = sum(asked.weights.values())
    found = sum(
        weight * _has(word, asked.meanings.get(word, frozenset()), segment)
        for word, weight in asked.weights.items()
    )
    return found / total if total else 0.0


def _rank(asked: Sequence[_Asked], candidates: Sequence[Segment], nearness: Nearness) -> list[list[Judged]]:
    """Return the candidates of each question, best first."""
    shared = [[_shared(one, segment) for segment in candidates] for one in asked]
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


def _judged(asked: _Asked, segment: Segment, shared: float, near: float) -> Judged:
    is_others = is_for_others(asked.text, segment.text.partition(" — ")[0])
    return Judged(segment, shared, near, _total(asked, shared, near, segment), is_others)


def _total(asked: _Asked, shared: float, near: float, segment: Segment) -> float:
    total = _SHARED * shared + _NEAR * near + _SCORE * segment.source.score
    total += _EXPECTED * fits(asked.text, segment.text)
    if speaks_of_other_dates(asked.text, segment.dates):
        total -= _OTHER_DATES
    if segment.is_row and leaves_out(asked.text, segment.text):
        total -= _LEFT_OUT
    if misses_the_point(asked.text, segment.text):
        total -= _PRIVATE
    if segment.title:
        named = sum(best_likeness(word, asked.weights) >= _SAME_WORD for word in segment.title)
        total -= _EXACT_NAME * (1 - named / len(segment.title))
    return max(min(total, 1.0), 0.0)


def _best(question: str, judged: Sequence[Judged]) -> Judged:
    """Return the team's own answer to the question unless a newer document speaks as clearly, else the best piece."""
    own = next((one for one in judged if _is_own_answer(question, one.segment)), None)
    if own is None:
        return _newest(question, judged)
    newer = [
        one
        for one in judged
        if one.total >= own.total - _RIVAL
        and one.shared >= own.shared - _LOST_WORDS
        and _is_newer(one.segment, own.segment)
    ]
    return max(newer, key=lambda one: one.total, default=own)


def _is_own_answer(question: str, segment: Segment) -> bool:
    source = segment.source
    return source.is_entry and any(_is_same_question(question, one) for one in _ASKED.split(source.heading))


def _is_same_question(one: str, other: str) -> bool:
    """Return whether both name the same things and may want the same kind of answer."""
    mine, theirs = topic(one) or topic_words(one), topic(other) or topic_words(other)
    return (
        bool(mine and theirs)
        and all(best_likeness(word, theirs) >= _SAME_WORD for word in mine)
        and all(best_likeness(word, mine) >= _SAME_WORD for word in theirs)
        and may_ask_alike(one, other)
    )


def _newest(question: str, judged: Sequence[Judged]) -> Judged:
    """Return the best piece, or the one of a newer document that speaks about the same matter nearly as well."""
    best = judged[0]
    rivals = [
        one
        for one in judged[1:]
        if one.total >= best.total - _RIVAL
        and one.shared >= best.shared - _LOST_WORDS
        and one.segment.is_row == best.segment.is_row
        and _is_newer(one.segment, best.segment)
        and _is_same_matter(one, best)
        and not speaks_of_other_dates(question, one.segment.dates)
    ]
    return max(rivals, key=lambda one: one.total, default=best)


def _is_newer(one: Segment, other: Segment) -> bool:
    mine, theirs = one.source.effective_on, other.source.effective_on
    return (
        one.source.document != other.source.document
        and mine is not None
        and theirs is not None
        and mine > theirs
    )


def _is_same_matter(one: Judged, other: Judged) -> bool:
    mine = {word for word in one.segment.words if not word.isdigit()}
    theirs = {word for word in other.segment.words if not word.isdigit()}
    if not mine or not theirs:
        return False
    return (
        sum(best_likeness(word, theirs) >= _SAME_WORD for word in mine) / min(len(mine), len(theirs))
        >= _SAME_MATTER
    )


def _lines(asked: _Asked, pieces: Sequence[Judged], candidates: Sequence[Segment]) -> tuple[str, ...]:
    """Return each piece with the rest of its block, else of its line, while that stays short; rows stand alone."""
    lines: dict[str, None] = {}
    meant = [piece.segment for piece in pieces if not piece.is_for_others]
    for own in (piece.segment for piece in pieces):
        found = [one for one in meant if one.block == own.block]
        line = _row(asked.text, own, candidates) if own.is_row else _prose(asked, own, found, candidates)
        lines[f"{own.label}: {line}" if own.label else line] = None
    return tuple(lines)


def _prose(asked: _Asked, own: Segment, found: Sequence[Segment], candidates: Sequence[Segment]) -> str:
    """Return the block of `own` without what only stands beside its `found` pieces, none when that is unsure."""
    block = [one for one in candidates if one.block == own.block and not one.is_row]
    if own.source.is_entry:
        return _as_written(block)
    if found:
        block = [one for one in block if not all(_is_beside_it(asked, one, piece) for piece in found)]
    wider = (block, [one for one in block if one.line == own.line], [own])
    told = (" ".join(one.text for one in some) for some in wider)
    return next(text for text in told if text and (len(text) <= MOST_BLOCK_CHARS or text == own.text))


def _as_written(pieces: Sequence[Segment]) -> str:
    lines: dict[int, list[str]] = {}
    for piece in pieces:
        lines.setdefault(piece.line, []).append(piece.text)
    return "\n".join(" ".join(line) for line in lines.values())


def _is_beside_it(asked: _Asked, one: Segment, own: Segment) -> bool:
    """Return whether a neighbour tells another figure of the kind that was asked for, about something else."""
    return (
        one is not own
        and fits(asked.text, own.text) > 0
        and fits(asked.text, one.text) > 0
        and _shared(asked, one) < _shared(asked, own)
    )


def _row(question: str, own: Segment, candidates: Sequence[Segment]) -> str:
    """Return a row without the columns that were not asked for; its table's other rows tell which columns there are."""
    table = [one for one in candidates if one.is_row and one.source.document == own.source.document]
    columns = dict.fromkeys(name for one in table if _is_of_table(one, own) for name, _ in one.cells if name)
    replies = reply_language(detect(question, otherwise="en"))
    return row_text(columns_told(own.cells, columns, question, replies))


def _is_of_table(one: Segment, other: Segment) -> bool:
    return one.context == other.context and one.source.context == other.source.context
