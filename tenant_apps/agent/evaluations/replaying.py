"""Answer what customers asked once more, with another prompt or model, and say what is different.

Nothing is sent and nothing is written here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from shared_apps.core.clock import now
from shared_apps.vendors.llm.chat import ChatModel
from tenant_apps.agent import planners
from tenant_apps.agent.connection import configured
from tenant_apps.agent.evaluations.errors import NoModel
from tenant_apps.agent.evaluations.models import DifferenceKind
from tenant_apps.agent.models import Outcome, Turn
from tenant_apps.agent.planning import Citation, Persona, Question, Trace, Utterance
from tenant_apps.agent.selectors import HISTORY_LENGTH, persona
from tenant_apps.agent.usage.models import Feature
from tenant_apps.conversations.models import Direction, Message, SenderKind

_FACT = re.compile(r"https?://\S+|\d+(?:[ \u00a0.,:]\d+)*")


@dataclass(frozen=True)
class Candidate:
    """What may go live; None: as it is now. `model` is a name, asked where the model in force is."""

    prompt: str | None = None
    model: str | None = None


@dataclass(frozen=True)
class Difference:
    """What was said then (`before`) and what the candidate says (`after`)."""

    turn_id: UUID
    question: str
    before: str
    after: str
    was_handed_off: bool
    is_handed_off: bool
    kind: DifferenceKind
    citations: tuple[Citation, ...]


def replay(candidate: Candidate, turns: Sequence[Turn]) -> Iterator[Difference]:
    """Yield one difference per turn; raises NoModel. A model may be asked: never inside a transaction."""
    speaker, model = persona(), model_of(candidate)
    if candidate.prompt is not None:
        speaker = replace(speaker, prompt=candidate.prompt)
    for turn in turns:
        yield _difference(turn, speaker, model)


def model_of(candidate: Candidate) -> ChatModel | None:
    """Return the model to ask instead of the one in force, None for that one; raises NoModel."""
    if not candidate.model:
        return None
    current = configured()
    if current is None:
        raise NoModel
    return replace(current, name=candidate.model)


def _difference(turn: Turn, speaker: Persona, model: ChatModel | None) -> Difference:
    question = Question(turn.question, _earlier(turn), now())
    plan = planners.plan(question, speaker, Trace(), model=model, feature=Feature.EVALUATION)
    was_handed_off = turn.outcome == Outcome.HANDED_OFF
    return Difference(
        turn_id=turn.id,
        question=turn.question,
        before=turn.answer,
        after=plan.answer,
        was_handed_off=was_handed_off,
        is_handed_off=plan.is_hand_off,
        kind=_kind(turn.answer, plan.answer, was_handed_off, plan.is_hand_off),
        citations=plan.citations,
    )


def _earlier(turn: Turn) -> tuple[Utterance, ...]:
    """Return what was said before the customer asked, oldest first."""
    asked = Message.objects.filter(id__in=turn.message_ids).order_by("provider_at", "id").first()
    if asked is None or turn.conversation_id is None:
        return ()
    rows = (
        Message.objects.filter(
            conversation_id=turn.conversation_id,
            private=False,
            deleted_at=None,
            provider_at__lte=asked.provider_at,
            id__lt=asked.id,
        )
        .exclude(sender_kind=SenderKind.SYSTEM)
        .exclude(text="")
        .order_by("-provider_at", "-id")[:HISTORY_LENGTH]
    )
    return tuple(Utterance(row.text, is_ours=row.direction == Direction.OUT) for row in reversed(rows))


def _kind(before: str, after: str, was_handed_off: bool, is_handed_off: bool) -> DifferenceKind:
    if was_handed_off != is_handed_off:
        return DifferenceKind.HANDS_OFF if is_handed_off else DifferenceKind.ANSWERS
    if " ".join(before.split()) == " ".join(after.split()):
        return DifferenceKind.SAME
    # Two hand-overs in other words are the same to a customer.
    return (
        DifferenceKind.REWORDED
        if is_handed_off or _facts(before) == _facts(after)
        else DifferenceKind.DIFFERENT
    )


def _facts(text: str) -> set[str]:
    """Return the numbers, times and links of an answer, however digits are grouped."""
    return {re.sub(r"(?<=\d)[ \u00a0](?=\d{3})", "", found) for found in _FACT.findall(text)}
