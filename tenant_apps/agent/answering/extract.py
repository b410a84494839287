"""Find the pieces that answer a question, and how sure that is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tenant_apps.agent.answering.catalogue import topic
from tenant_apps.agent.answering.expectation import (
    may_ask_alike,
    speaks_of_other_dates,
)
from tenant_apps.agent.answering.lines import lines_of
from tenant_apps.agent.answering.segments import Segment, Source, segments
from tenant_apps.agent.answering.weighing import SAME_WORD, Judged, Nearness, asked_of, rank
from tenant_apps.agent.understanding.words import best_likeness, topic_words

MOST_PIECES = 4
MOST_PARTS = 4
# A part needs one word that says something; short ones rarely do.
LONG_WORD = 5

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
class Extract:
    """What to say, best first, and how sure (0 to 1) it answers. `lines` are the pieces with what belongs to them."""

    pieces: tuple[Judged, ...]
    lines: tuple[str, ...]
    confidence: float


def extract(question: str, sources: Sequence[Source], nearness: Nearness) -> Extract:
    """Return the pieces of `sources` that answer `question`; none when there is nothing to choose from."""
    candidates = [segment for source in _current(sources) for segment in segments(source)]
    if not candidates:
        return Extract((), (), 0.0)
    asked = [asked_of(text, candidates) for text in (question, *parts(question))]
    ranked = rank(asked, candidates, nearness)
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
        pieces, lines_of(asked[0], pieces, candidates), max(confidence, _OWN_ANSWER) if is_own else confidence
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
        and all(best_likeness(word, theirs) >= SAME_WORD for word in mine)
        and all(best_likeness(word, mine) >= SAME_WORD for word in theirs)
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
        sum(best_likeness(word, theirs) >= SAME_WORD for word in mine) / min(len(mine), len(theirs))
        >= _SAME_MATTER
    )
