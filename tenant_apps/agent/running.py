"""Run one turn: claim, think outside any transaction, end. Whatever goes wrong, the customer gets a person."""

import logging
import time
from uuid import UUID

from django.db import InterfaceError, OperationalError

from tenant_apps.agent import planners
from tenant_apps.agent.actions.claiming import Claim, claim_turn
from tenant_apps.agent.actions.ending import announce, end_turn
from tenant_apps.agent.answering.phrases import handing_off
from tenant_apps.agent.answering.remarks import reason
from tenant_apps.agent.counts import SECONDS, TURNS
from tenant_apps.agent.drafts import draft_for
from tenant_apps.agent.models import Mode, Outcome, Turn
from tenant_apps.agent.planning import Plan, Trace
from tenant_apps.agent.speaking import voice_note
from tenant_apps.agent.understanding.language import detect
from tenant_apps.conversations.signals.sending import have_agent_seen

log = logging.getLogger(__name__)


def run(conversation_id: UUID, version: int) -> Turn | None:
    """Answer what waits in the conversation, None when there is nothing for this version to answer."""
    began = time.monotonic()
    turn = _run(conversation_id, version)
    if turn is not None:
        TURNS.add(turn.outcome)
        SECONDS.observe(turn.outcome, seconds=time.monotonic() - began)
    return turn


def _run(conversation_id: UUID, version: int) -> Turn | None:
    claim = claim_turn(conversation_id=conversation_id, version=version)
    if claim is None:
        return None
    announce(conversation_id, claim.turn_id, "thinking")
    is_autopilot = claim.mode == Mode.AUTOPILOT
    if is_autopilot:
        have_agent_seen(conversation_id)
    trace = Trace()
    draft = draft_for(conversation_id, claim.turn_id) if is_autopilot else None
    if claim.is_in_a_loop:
        plan = _to_a_person(claim, reason("too_often"), is_silent=True)
        return end_turn(claim=claim, plan=plan, trace=trace)
    try:
        plan = planners.plan(claim.question, claim.persona, trace, draft)
    except (OperationalError, InterfaceError):
        # The database is away: the lease runs out and the sweeper starts the turn again.
        if not claim.is_last_attempt:
            if draft is not None:
                draft.take_back()
            raise
        plan, failed = _to_a_person(claim, reason("no_documents")), True
    except Exception as error:
        log.exception("turn %s failed", claim.turn_id)
        plan, failed = _to_a_person(claim, f"The agent failed: {type(error).__name__}."), True
    else:
        failed = False
    spoken = None if failed else voice_note(claim, plan)
    turn = end_turn(claim=claim, plan=plan, trace=trace, is_failure=failed, voice_note=spoken)
    if draft is not None and (turn is None or turn.outcome != Outcome.SENT):
        draft.take_back()
    return turn


def _to_a_person(claim: Claim, why: str, *, is_silent: bool = False) -> Plan:
    """Return the plan of last resort; silent towards what may be a bot, as every answer would be answered."""
    language = detect(claim.question.text, otherwise=claim.persona.business_language)
    answer = "" if is_silent else handing_off(claim.persona, language)
    return Plan(
        answer=answer, language=language, is_hand_off=True, reason=why, summary=claim.question.text[:500]
    )
