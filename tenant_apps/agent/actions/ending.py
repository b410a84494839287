"""How a turn ends: in one transaction that looks once more whether its answer is still wanted.

A newer message raises the lease's version, a person raises the conversation's takeover version; the end of a turn
compares both under their row locks, so what was thought out too late is never said.
"""

import logging
from functools import partial
from uuid import UUID, uuid5

from django.db import transaction

from shared_apps.core.errors import AppError
from shared_apps.facts import publish
from shared_apps.plans.errors import LimitReached
from shared_apps.realtime import push_ephemeral
from tenant_apps.agent.actions.claiming import WORDED, Claim
from tenant_apps.agent.actions.leases import release, wait, wait_for_person, wait_for_plan
from tenant_apps.agent.answering.remarks import reason, remark
from tenant_apps.agent.copilot.actions import propose
from tenant_apps.agent.events import AgentTurnEnded
from tenant_apps.agent.locks import locked_lease
from tenant_apps.agent.models import Lease, Mode, Outcome, Turn
from tenant_apps.agent.planning import Plan, Trace
from tenant_apps.agent.safety.actions import keep
from tenant_apps.conversations.actions import AgentSender, hand_off, send_message
from tenant_apps.conversations.errors import TakenOver
from tenant_apps.conversations.lists.visibility import audiences_called
from tenant_apps.conversations.models import Direction, Message
from tenant_apps.conversations.selectors import get_conversation
from tenant_apps.conversations.signals.hands import is_person_typing
from tenant_apps.conversations.transcripts.actions import keep_said
from tenant_apps.knowledge.photos.actions import copy_to_send

log = logging.getLogger(__name__)


def announce(conversation_id: UUID, turn_id: UUID, state: str) -> None:
    """Show the team how far the agent is; never stored."""
    data = {"conversation": str(conversation_id), "turn": str(turn_id), "state": state}
    push_ephemeral("agent.turn", data, audiences_called([conversation_id]).get(conversation_id))


@transaction.atomic
def end_turn(
    *, claim: Claim, plan: Plan, trace: Trace, is_failure: bool = False, voice_note: UUID | None = None
) -> Turn | None:
    """Say what was planned unless it is too late, and store the turn; None when its conversation is gone.

    `voice_note` is the file that says the answer in place of its text.
    """
    lease = locked_lease(claim.conversation_id)
    if lease is None and get_conversation(claim.conversation_id) is None:
        # Joined with another meanwhile, where what was asked is answered.
        return None
    if lease is None or lease.version != claim.version or lease.holder != claim.turn_id:
        turn = _store(claim, plan, trace, Outcome.ABORTED, reason("newer"))
    elif _is_overtaken(claim):
        # Its own schedule is on the way; should that get lost, the sweeper finds the lease waiting.
        wait(lease)
        turn = _store(claim, plan, trace, Outcome.ABORTED, reason("newer"))
    elif claim.mode == Mode.AUTOPILOT and is_person_typing(claim.conversation_id):
        wait_for_person(lease)
        turn = _store(claim, plan, trace, Outcome.ABORTED, reason("typing"))
    else:
        turn = _say(lease, claim, plan, trace, voice_note, is_failure=is_failure)
    publish(AgentTurnEnded(turn_id=turn.id, conversation_id=claim.conversation_id))
    transaction.on_commit(partial(announce, claim.conversation_id, turn.id, turn.outcome), robust=True)
    return turn


def _is_overtaken(claim: Claim) -> bool:
    """Return whether the customer wrote again and the fact about it is still on its way to us.

    Ids grow with arrival, which tells messages of one second apart; the platform's times are whole seconds.
    """
    last = Message.objects.filter(id=claim.message_ids[-1]).values_list("provider_at", flat=True).first()
    newer = Message.objects.filter(
        conversation_id=claim.conversation_id,
        direction=Direction.IN,
        kind__in=WORDED,
        provider_at__gte=last,
        id__gt=max(claim.message_ids),
    )
    return last is not None and newer.exists()


def _say(
    lease: Lease, claim: Claim, plan: Plan, trace: Trace, voice_note: UUID | None, *, is_failure: bool
) -> Turn:
    """Send and, where planned, hand off; a person who was faster or a closed channel keeps the answer unsent."""
    why = plan.reason
    try:
        with transaction.atomic():
            outcome = _deliver(claim, plan, voice_note)
    except TakenOver:
        release(lease)
        return _store(claim, plan, trace, Outcome.ABORTED, reason("taken_over"))
    except LimitReached:
        return _postpone(lease, claim, plan, trace)
    except AppError as refusal:
        why, outcome = f"The answer could not be sent: {refusal.message}", Outcome.FAILED
        _hand_off(claim, why, plan.summary)
    release(lease)
    return _store(claim, plan, trace, Outcome.FAILED if is_failure else outcome, why)


def _postpone(lease: Lease, claim: Claim, plan: Plan, trace: Trace) -> Turn:
    """Others used the month's messages up while this turn thought: it is thought out anew when there is room."""
    conversation = get_conversation(claim.conversation_id)
    if conversation is None:
        release(lease)
    else:
        wait_for_plan(lease, conversation)
    return _store(claim, plan, trace, Outcome.ABORTED, reason("no_room"))


def _deliver(claim: Claim, plan: Plan, voice_note: UUID | None) -> Outcome:
    if claim.mode == Mode.COPILOT:
        return _propose(claim, plan)
    if plan.answer:
        message = send_message(
            conversation_id=claim.conversation_id,
            sender=AgentSender(turn_id=claim.turn_id, name=claim.persona.name),
            text="" if voice_note else plan.answer,
            file_ids=[voice_note] if voice_note else [],
            client_id=claim.client_id,
            if_takeover_version=claim.takeover_version,
        )
        if voice_note:
            keep_said(message_id=message.id, text=plan.answer)
        _show(claim, plan)
    if not plan.is_hand_off:
        return Outcome.SENT
    _hand_off(claim, plan.reason, plan.summary)
    return Outcome.HANDED_OFF


def _show(claim: Claim, plan: Plan) -> None:
    """Send the photos after the answer; one that was deleted meanwhile or that the channel refuses stays here."""
    for photo_id in plan.photos:
        try:
            with transaction.atomic():
                send_message(
                    conversation_id=claim.conversation_id,
                    sender=AgentSender(turn_id=claim.turn_id, name=claim.persona.name),
                    text="",
                    file_ids=[copy_to_send(photo_id)],
                    client_id=uuid5(claim.client_id, str(photo_id)),
                    if_takeover_version=claim.takeover_version,
                )
        except TakenOver:
            raise
        except AppError:
            # The answer stands without it; the channel's refusal is not the customer's business.
            log.info("photo %s was not sent with turn %s", photo_id, claim.turn_id, exc_info=True)


def _propose(claim: Claim, plan: Plan) -> Outcome:
    """Leave the answer to a member; where the agent would hand off, they read why instead."""
    propose(
        conversation_id=claim.conversation_id,
        turn_id=claim.turn_id,
        message_id=max(claim.message_ids),
        text="" if plan.is_hand_off else plan.answer,
        reason=remark(plan.reason, claim.persona.business_language) if plan.is_hand_off else "",
        if_takeover_version=claim.takeover_version,
    )
    return Outcome.HANDED_OFF if plan.is_hand_off else Outcome.DRAFTED


def _hand_off(claim: Claim, why: str, summary: str) -> None:
    hand_off(
        conversation_id=claim.conversation_id,
        reason=remark(why, claim.persona.business_language),
        summary=summary,
        if_takeover_version=claim.takeover_version,
    )


def _store(claim: Claim, plan: Plan, trace: Trace, outcome: Outcome, why: str) -> Turn:
    keep(trace.blocked, conversation_id=claim.conversation_id, turn_id=claim.turn_id)
    return Turn.objects.create(
        id=claim.turn_id,
        conversation_id=claim.conversation_id,
        message_ids=list(claim.message_ids),
        question=claim.question.text,
        answer=plan.answer,
        language=plan.language,
        intent=plan.intent,
        mood=plan.mood,
        outcome=outcome,
        reason=why,
        summary=plan.summary,
        model=trace.model,
        cost=trace.cost,
        citations=[citation.view() for citation in plan.citations],
        trace=trace.view(),
    )
