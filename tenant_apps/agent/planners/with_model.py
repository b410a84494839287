"""Answer with a model that may look things up; what it then says must stand in what it read.

What the question asks for is looked up before the model is asked, so that one call mostly does. Orders in messages
and documents are taken out first (`material`); what gets by is met by the guard rails on the way out.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from shared_apps.vendors.llm.chat import ChatFailed, ChatModel, Completion, echo
from tenant_apps.agent import tools
from tenant_apps.agent.answering import phrases
from tenant_apps.agent.answering.objections import Objection, objections
from tenant_apps.agent.asking import ask
from tenant_apps.agent.drafts import Draft
from tenant_apps.agent.pace import pace
from tenant_apps.agent.planners import model_free
from tenant_apps.agent.planners.material import Material, material_of
from tenant_apps.agent.planners.nearness import nearness
from tenant_apps.agent.planners.start import Start
from tenant_apps.agent.planning import Plan
from tenant_apps.agent.tools.tool import Found
from tenant_apps.agent.usage.models import Feature

ROUNDS = 4
MOST_CALLS_PER_ROUND = 4
CALL_TIMEOUT_S = 30.0


@dataclass
class _Turn:
    """What the steps of one turn share."""

    start: Start
    material: Material
    model: ChatModel | None
    draft: Draft | None
    feature: Feature


def plan(
    start: Start,
    draft: Draft | None = None,
    model: ChatModel | None = None,
    feature: Feature = Feature.TURN,
) -> Plan:
    """Return what the model says after up to ROUNDS look-ups.

    Raises ChatFailed when it gives nothing usable, and what `asking.ask` raises.
    """
    turn = _Turn(start, material_of(start), model, draft, feature)
    messages = turn.material.messages()
    deadline = time.monotonic() + pace().budget.total_seconds()
    for round_number in range(1, ROUNDS + 1):
        completion = _ask(turn, messages, deadline, is_last=round_number == ROUNDS)
        if not completion.calls:
            return _checked(turn, completion)
        messages.append(echo(completion))
        messages += [turn.material.result(call) for call in completion.calls]
        if turn.material.handing_off is not None:
            return _hand_off(turn, turn.material.handing_off)
    raise ChatFailed(
        "The model went on looking things up without answering.", is_passing=False, code="endless"
    )


def _ask(turn: _Turn, messages: Sequence[Mapping[str, Any]], deadline: float, *, is_last: bool) -> Completion:
    trace, start = turn.start.trace, turn.start
    left_s = deadline - time.monotonic()
    if left_s <= 1:
        raise ChatFailed("The model took too long in all.", is_passing=True, code="timeout")
    offered = [] if is_last else [tool.schema() for tool in tools.offered(start.persona.tools_off)]
    with trace.step("model") as step:
        answer = ask(
            feature=turn.feature,
            messages=messages,
            tools=offered,
            timeout_s=min(CALL_TIMEOUT_S, left_s),
            on_text=partial(_show, turn) if turn.draft else None,
            turn_id=start.question.turn_id,
            model=turn.model,
            calls=trace.calls,
        )
        step["detail"] = ", ".join(call.name for call in answer.completion.calls) or "answer"
    trace.planner = answer.model
    if len(answer.completion.calls) > MOST_CALLS_PER_ROUND:
        raise ChatFailed("The model asked for too many look-ups at once.", is_passing=False, code="endless")
    return answer.completion


def _show(turn: _Turn, text: str) -> None:
    """Show what is whole of the answer so far, as long as it may be said: half a number is another number."""
    whole = text[: max(text.rfind(" "), text.rfind("\n"), 0)].rstrip()
    if turn.draft is None or not whole or not turn.draft.is_due():
        return
    if not objections(whole, turn.material.grounds()):
        turn.draft.show(whole)


def _checked(turn: _Turn, completion: Completion) -> Plan:
    """Let the answer through when it stands in what was read, else answer without the model."""
    start, material = turn.start, turn.material
    if not completion.text or completion.is_cut:
        raise ChatFailed("The model's answer is empty or cut off.", is_passing=True, code="cut")
    if completion.text.startswith(("{", "[{", "```")):
        raise ChatFailed("The model's answer is not meant for people.", is_passing=True)
    with start.trace.step("guard rails") as step:
        found = objections(completion.text, material.grounds(), _near)
        step["detail"] = f"blocked: {', '.join(one.what for one in found)}" if found else "passed"
        if found:
            step["blocked"] = completion.text
    if found:
        return _blocked(turn, completion.text, found)
    # A model does not say reliably which passages it used, so the words decide.
    citations = model_free.cited(completion.text, material.passages)
    start.trace.used(citations)
    return start.plan(completion.text, citations=citations, photos=material.photos)


def _near(answer: str, texts: Sequence[str]) -> float:
    return max(nearness([answer], texts)[0], default=0.0)


def _blocked(turn: _Turn, answer: str, found: Sequence[Objection]) -> Plan:
    for kind in dict.fromkeys(one.kind for one in found):
        detail = ", ".join(one.what for one in found if one.kind == kind)
        turn.start.trace.block(kind, "out", answer, detail)
    if turn.draft is not None:
        turn.draft.take_back()
    return model_free.plan(turn.start.question, turn.start.persona, turn.start.trace, turn.start)


def _hand_off(turn: _Turn, found: Found) -> Plan:
    """Hand over in our own words; what the model tells the team may not hold more than the team knows."""
    start = turn.start
    return start.hand_off(
        phrases.handing_off(start.persona, start.language), found.hand_off_reason, found.hand_off_summary
    )
