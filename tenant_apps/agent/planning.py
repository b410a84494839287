"""What every planner is given and gives back, and the record it keeps on the way."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from tenant_apps.agent.understanding.language import Language

Replies = Literal["uk", "en"]


# So much of what a customer wrote is read: who writes more gets an answer to the beginning, and soon.
MOST_READ = 4_000
_GAP = re.compile(r"\s{3,}")


def readable(text: str) -> str:
    """Return what of a customer's words is read: the beginning, without gaps that patterns go over for minutes."""
    return _GAP.sub(lambda gap: "\n\n" if "\n" in gap[0] else " ", text)[:MOST_READ]


@dataclass(frozen=True)
class Persona:
    """Who answers and how; empty texts mean the built-in ones. `prompt` is what the owner told the agent.

    The tuples are those of `AgentSettings`.
    """

    name: str = ""
    tone: str = "friendly"
    language: str = "auto"
    greeting: str = ""
    fallback: str = ""
    handoff_message: str = ""
    guidelines: tuple[str, ...] = ()
    blocked_topics: tuple[str, ...] = ()
    never_say: tuple[str, ...] = ()
    tools_off: tuple[str, ...] = ()
    prompt: str = ""
    business: str = ""
    business_language: Replies = "en"
    threshold: float | None = None


@dataclass(frozen=True)
class Utterance:
    """One earlier message; `is_ours` means that the business said it."""

    text: str
    is_ours: bool


@dataclass(frozen=True)
class Question:
    """What the customer wants now, and what was said before, oldest first."""

    text: str
    history: tuple[Utterance, ...]
    now: datetime
    conversation_id: UUID | None = None
    turn_id: UUID | None = None


@dataclass(frozen=True)
class Citation:
    """A place in the documents; `url` is where people read it themselves, empty for files."""

    document: str
    name: str
    page: int | None
    row: int | None
    text: str
    url: str = ""

    def view(self) -> dict[str, Any]:
        return {
            "document": self.document,
            "name": self.name,
            "page": self.page,
            "row": self.row,
            "text": self.text,
            "url": self.url,
        }


@dataclass(frozen=True)
class Plan:
    """What to say to the customer, and whether a person takes over; `reason` and `summary` are for the team."""

    answer: str
    language: Language
    intent: str = "other"
    mood: str = "neutral"
    is_hand_off: bool = False
    reason: str = ""
    summary: str = ""
    citations: tuple[Citation, ...] = ()
    # Photos of the knowledge base to send after the answer.
    photos: tuple[UUID, ...] = ()


@dataclass
class Trace:
    """What the turn read and did; `view()` is what people see and what is stored.

    `confidence` (0 to 1) is what was compared with the threshold, None when nothing was looked up without a model.
    """

    planner: str = "model-free"
    passages: list[dict[str, Any]] = field(default_factory=list)
    tools: list[dict[str, Any]] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)
    blocked: list[dict[str, str]] = field(default_factory=list)
    confidence: float | None = None
    started: float = field(default_factory=time.perf_counter)

    @contextmanager
    def step(self, name: str) -> Iterator[dict[str, Any]]:
        """Time a step; what is put under "detail" is shown beside it."""
        begun = time.perf_counter()
        entry: dict[str, Any] = {"name": name, "ms": 0.0, "detail": ""}
        self.steps.append(entry)
        try:
            yield entry
        finally:
            entry["ms"] = _ms_since(begun)

    def block(self, kind: str, direction: str, text: str, detail: str = "") -> None:
        """Note what was not followed ("in") or not said ("out"); kinds are those of `safety.models`."""
        entry = {"kind": kind, "direction": direction, "text": text, "detail": detail}
        if entry not in self.blocked:
            self.blocked.append(entry)

    @property
    def model(self) -> str:
        """The model that gave the last usable answer, empty when none did."""
        return next((call["model"] for call in reversed(self.calls) if call["is_ok"]), "")

    @property
    def cost(self) -> float | None:
        """US dollars of all calls, None when no price is known."""
        known = [call["cost"] for call in self.calls if call["cost"] is not None]
        return round(sum(known), 6) if known else None

    def used(self, citations: tuple[Citation, ...]) -> None:
        """Mark the passages that the answer stands on."""
        cited = {(citation.document, citation.page, citation.row) for citation in citations}
        for passage in self.passages:
            passage["used"] = (passage["document"], passage["page"], passage["row"]) in cited

    def view(self) -> dict[str, Any]:
        return {
            "planner": self.planner,
            "passages": self.passages,
            "tools": self.tools,
            "model": self.model,
            "calls": self.calls,
            "tokens": {
                "prompt": sum(call["prompt_tokens"] for call in self.calls),
                "completion": sum(call["completion_tokens"] for call in self.calls),
            },
            "cost": self.cost,
            "blocked": self.blocked,
            "confidence": self.confidence,
            "ms": _ms_since(self.started),
            "steps": self.steps,
        }


def _ms_since(begun: float) -> float:
    return round((time.perf_counter() - begun) * 1000, 1)
