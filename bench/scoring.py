"""Did a passage cover the fact, does an answer hold it: the rules that the evaluation set was written with.

`bench/data/<set>/<business>/docs` and `questions.jsonl`: `gold_quotes` are the facts of a question, `gold_alt` other
places that state them. A fact is covered when a passage of the right file has its quote.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tenant_apps.agent.evaluations.scoring import quote_hit

DATA = Path(__file__).resolve().parent / "data"
# "eval" is what targets are set on, "own" two other trades.
SETS = ("eval", "own")

Question = dict[str, Any]


@dataclass(frozen=True)
class Business:
    name: str
    documents: tuple[Path, ...]
    questions: tuple[Question, ...]

    @property
    def answerable(self) -> list[Question]:
        return [question for question in self.questions if question["answerable"]]


def businesses(of: str = "eval") -> list[Business]:
    return [
        Business(
            folder.name,
            tuple(sorted((folder / "docs").iterdir())),
            tuple(map(json.loads, (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines())),
        )
        for folder in sorted((DATA / of).iterdir())
    ]


def gold_places(question: Question) -> list[list[tuple[str, str]]]:
    """Return for each needed fact the (document, quote) pairs that state it."""
    quotes = question.get("gold_quotes") or [question["gold_quote"]]
    places = [[(document, quote) for document in question["gold_docs"]] for quote in quotes]
    for other in question.get("gold_alt", []):
        places[other["for"]].append((other["doc"], other["quote"]))
    return places


def covered(question: Question, document: str, text: str) -> set[int]:
    """Return the numbers of the facts that a passage covers."""
    return {
        number
        for number, places in enumerate(gold_places(question))
        if any(name == document and quote_hit(text, quote) for name, quote in places)
    }


@dataclass(frozen=True)
class Recall:
    """Means over the answerable questions."""

    count: int
    at_1: float
    at_5: float
    any_at_5: float
    documents_at_5: float
    mrr_at_10: float


def recall(ranked: list[tuple[Question, list[tuple[str, str]]]]) -> Recall:
    """Score (question, [(document, text) best first]) pairs.

    recall@1 of a question with several facts means that the first passage covers any of them; recall@5 that the
    first five cover all.
    """
    sums = [0.0] * 5
    for question, passages in ranked:
        found = [covered(question, *passage) for passage in passages[:10]]
        first_five = set[int]().union(*found[:5])
        gold = set(question["gold_docs"])
        rank = next((at for at, facts in enumerate(found, 1) if facts), 0)
        shown = {document for document, _ in passages[:5]}
        values = (
            bool(found and found[0]),
            len(first_five) == len(gold_places(question)),
            bool(first_five),
            len(gold & shown) / len(gold),
            1 / rank if rank else 0.0,
        )
        sums = [total + value for total, value in zip(sums, values, strict=True)]
    count = len(ranked)
    return Recall(count, *(total / count for total in sums))


def auc(positive: list[float], negative: list[float]) -> float:
    """Return the chance that an answerable question scores above an unanswerable one; ties count half."""
    wins = sum((one > other) + 0.5 * (one == other) for one in positive for other in negative)
    return wins / (len(positive) * len(negative))


def false_answers(positive: list[float], negative: list[float], *, kept: float = 0.95) -> tuple[float, float]:
    """Return the threshold that keeps `kept` of the answerable, and the share of unanswerable above it."""
    threshold = sorted(positive)[int((1 - kept) * len(positive))]
    return threshold, sum(score >= threshold for score in negative) / len(negative)
