"""Find the pieces that answer a question, and how sure that is.

Two independent witnesses are weighed: words that question and piece share (endings, alphabets and typos apart), and
nearness of meaning from the embeddings. Words alone miss other languages, nearness alone answers what nobody wrote.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tenant_apps.agent.answering.segments import Segment, Source, segments
from tenant_apps.agent.understanding.words import best_likeness, topic_words

# Returns how near the question is to each text, from 0 (unrelated) to 1 (the same).
Nearness = Callable[[str, Sequence[str]], Sequence[float]]

MOST_PIECES = 3
# Pieces that share no word are only looked at when they are among the nearest in meaning.
MOST_COMPARED = 40
_CONTEXT_WEIGHT = 0.85
_SAME_WORD = 0.6

_MONEY = re.compile(
    r"(?:\d[\d\s.,]*\s*(?:грн|uah|₴|€|eur|\$|usd|£|gbp|zł|pln|p\b)|[£€$₴]\s*\d)", re.IGNORECASE
)
_NUMBER = re.compile(r"\d")
_ASKS_NUMBER = re.compile(
    r"скільки|скіки|скільк|почому|цін|вартіст|котр|о котрій|до котрої|skilky|kotro|how (?:much|many|long|late|hot|far)|"
    r"\bprice|\bcost|what time|when\b|коли|koly|який номер|what year|якого року|якій температурі",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Judged:
    """A piece with what speaks for it; all figures from 0 to 1."""

    segment: Segment
    shared: float
    near: float
    total: float


@dataclass(frozen=True)
class Extract:
    """The pieces to say, best first, and how sure (0 to 1) the best one answers."""

    pieces: tuple[Judged, ...]
    confidence: float


def extract(question: str, sources: Sequence[Source], nearness: Nearness) -> Extract:
    """Return the pieces of `sources` that answer `question`; none when there is nothing to choose from."""
    candidates = [segment for source in sources for segment in segments(source) if segment.text]
    if not candidates:
        return Extract((), 0.0)
    wanted = topic_words(question)
    weights = _weights(wanted, candidates)
    judged = _judge(question, wanted, weights, candidates, nearness)
    best = judged[0]
    pieces = [best, *_complements(best, judged[1:], wanted, weights)]
    return Extract(tuple(pieces), best.total)


def _weights(wanted: Sequence[str], candidates: Sequence[Segment]) -> dict[str, float]:
    """Rare words weigh more; a word that no piece has weighs most, as it may be the very thing asked for."""
    count = len(candidates)
    weights = {}
    for word in wanted:
        having = sum(
            best_likeness(word, segment.words) >= _SAME_WORD
            or best_likeness(word, segment.context_words) >= _SAME_WORD
            for segment in candidates
        )
        weights[word] = math.log(1 + count / (having + 0.5))
    return weights


def _judge(
    question: str,
    wanted: Sequence[str],
    weights: dict[str, float],
    candidates: Sequence[Segment],
    nearness: Nearness,
) -> list[Judged]:
    shared = [_shared(wanted, weights, segment) for segment in candidates]
    order = sorted(range(len(candidates)), key=lambda i: (-shared[i], candidates[i].source.rank))[
        :MOST_COMPARED
    ]
    near = nearness(question, [candidates[i].reading for i in order])
    asks_number = _ASKS_NUMBER.search(question) is not None
    judged = [
        Judged(candidates[i], shared[i], meant, _total(shared[i], meant, candidates[i], asks_number))
        for i, meant in zip(order, near, strict=True)
    ]
    return sorted(judged, key=lambda one: -one.total)


def _shared(wanted: Sequence[str], weights: dict[str, float], segment: Segment) -> float:
    """Return the weighted share of the question's words that the piece or its heading has."""
    total = sum(weights.values())
    if not total:
        return 0.0
    return sum(weights[word] * _has(word, segment) for word in wanted) / total


def _has(word: str, segment: Segment) -> float:
    own = best_likeness(word, segment.words)
    above = best_likeness(word, segment.context_words) * _CONTEXT_WEIGHT
    likeness = max(own, above)
    return likeness if likeness >= _SAME_WORD * _CONTEXT_WEIGHT else 0.0


def _total(shared: float, near: float, segment: Segment, asks_number: bool) -> float:
    total = 0.55 * shared + 0.45 * near - 0.01 * segment.source.rank
    if asks_number and not _NUMBER.search(segment.text):
        total -= 0.12
    return max(min(total, 1.0), 0.0)


def _complements(
    best: Judged, others: Sequence[Judged], wanted: Sequence[str], weights: dict[str, float]
) -> list[Judged]:
    """Return the pieces that speak about what the best one leaves open."""
    chosen: list[Judged] = []
    open_words = [word for word in wanted if _has(word, best.segment) < _SAME_WORD]
    while open_words and len(chosen) < MOST_PIECES - 1:
        gain, piece = max(
            (
                (sum(weights[word] for word in open_words if _has(word, one.segment) >= _SAME_WORD), one)
                for one in others
            ),
            key=lambda pair: (pair[0], pair[1].total),
            default=(0.0, None),
        )
        if (
            piece is None
            or gain < 0.4 * sum(weights[word] for word in open_words)
            or piece.total < 0.5 * best.total
        ):
            break
        chosen.append(piece)
        open_words = [word for word in open_words if _has(word, piece.segment) < _SAME_WORD]
    return chosen
