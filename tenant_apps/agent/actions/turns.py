"""The life of a turn: scheduled, claimed, thought out, and ended in one transaction that looks once more.

A newer message raises the lease's version, a person raises the conversation's takeover version; the end of a turn
compares both under their row locks, so what was thought out too late is never said.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid5

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.errors import AppError
from shared_apps.core.ids import uuid7
from shared_apps.facts import publish
from shared_apps.plans import entitlements
from shared_apps.realtime import push_ephemeral
from tenant_apps.agent import selectors
from tenant_apps.agent.answering.remarks import remark
from tenant_apps.agent.copilot.actions import propose
from tenant_apps.agent.events import AgentTurnEnded
from tenant_apps.agent.locks import locked_lease, made_lease
from tenant_apps.agent.models import Lease, LeaseState, Mode, Outcome, Turn
from tenant_apps.agent.modes import mode_of
from tenant_apps.agent.pace import pace
from tenant_apps.agent.planning import Persona, Plan, Question, Trace
from tenant_apps.agent.safety.actions import keep
from tenant_apps.agent.understanding.loops import looks_like_a_bot
from tenant_apps.conversations.actions import AgentSender, await_person, hand_off, send_message
from tenant_apps.conversations.errors import TakenOver
from tenant_apps.conversations.lists.visibility import audiences_called
from tenant_apps.conversations.models import Conversation, Direction, Message, Status
from tenant_apps.conversations.selectors import get_conversation
from tenant_apps.conversations.signals.hands import STILL_TYPING_S, is_person_typing
from tenant_apps.conversations.transcripts.actions import keep_said
from tenant_apps.conversations.transcripts.selectors import spoken
from tenant_apps.knowledge.photos.actions import copy_to_send

log = logging.getLogger(__name__)

# What a customer can say in words; a photo or a voice message waits for a person.
WORDED = ("text", "interactive_reply", "button_reply", "email")

# While the plan keeps the agent waiting it looks again this often, should nobody tell it that it may go on.
PLAN_PAUSE = timedelta(minutes=10)
WORTH_ANSWERING = timedelta(hours=24)
# Turns that wait for the end of a burst or a typing person start by themselves.
ABOUT_TO_BEGIN = timedelta(seconds=30)
RESUMED_AT_ONCE = 500


@dataclass(frozen=True)
class Claim:
    """The right to answer `question` until the lease ends, under the versions it was given for."""

    turn_id: UUID
    conversation_id: UUID
    version: int
    takeover_version: int
    message_ids: tuple[UUID, ...]
    question: Question
    persona: Persona
    mode: Mode
    is_last_attempt: bool
    is_in_a_loop: bool

    @property
    def client_id(self) -> UUID:
        """The same for every attempt at these messages, so that their answer is sent once, whoever dies when."""
        return uuid5(self.conversation_id, f"answer to {self.message_ids[-1]}")


@transaction.atomic
def schedule_turn(*, conversation_id: UUID, message_ids: Sequence[UUID]) -> int | None:
    """Let the agent answer these messages when the burst is over; what runs for older ones becomes void.

    Return the lease's version, None when all of the messages wait or were answered already.
    """
    lease = made_lease(conversation_id)
    fresh = [message_id for message_id in message_ids if message_id not in lease.pending]
    if not fresh or _are_answered(conversation_id, fresh):
        return None
    at, measure = now(), pace()
    lease.pending = [*lease.pending, *fresh]
    lease.waiting_since = lease.waiting_since or at
    is_flood = len(lease.pending) >= measure.flood
    pause = measure.flood_debounce if is_flood else measure.debounce
    patience = measure.flood_patience if is_flood else measure.patience
    lease.due_at = min(at + pause, lease.waiting_since + patience)
    lease.version += 1
    lease.state, lease.holder, lease.expires_at, lease.attempts = LeaseState.WAITING, None, None, 0
    lease.save()
    _start(lease, countdown_s=max((lease.due_at - at).total_seconds(), 0))
    return lease.version


@transaction.atomic
def restart_turn(*, conversation_id: UUID, message_ids: Sequence[UUID]) -> int | None:
    """Schedule anew what waits, whatever the lease believed: it may have come from another thread with them."""
    lease = made_lease(conversation_id)
    lease.pending = []
    lease.save()
    return schedule_turn(conversation_id=conversation_id, message_ids=message_ids)


def _are_answered(conversation_id: UUID, message_ids: Sequence[UUID]) -> bool:
    answered = Turn.objects.filter(
        conversation_id=conversation_id,
        message_ids__contains=list(message_ids),
        outcome__in=[Outcome.SENT, Outcome.DRAFTED, Outcome.HANDED_OFF, Outcome.FAILED],
    )
    return answered.exists()


def _start(lease: Lease, *, countdown_s: float = 0) -> None:
    from tenant_apps.agent.tasks import run_turn  # the task runs what is defined here

    arguments = (str(lease.conversation_id), lease.version)
    transaction.on_commit(partial(run_turn.apply_async, args=arguments, countdown=countdown_s), robust=True)


@transaction.atomic
def claim_turn(*, conversation_id: UUID, version: int) -> Claim | None:
    """Take the right to answer; None when a newer message, a person or another worker has a better one."""
    lease = locked_lease(conversation_id)
    if lease is None or lease.version != version or not _is_free(lease) or not lease.pending:
        return None
    conversation = get_conversation(conversation_id)
    mode = mode_of(conversation) if conversation is not None else Mode.OFF
    if conversation is None or mode == Mode.OFF:
        _release(lease)
        return None
    if mode == Mode.AUTOPILOT and is_person_typing(conversation_id):
        _wait_for_person(lease)
        return None
    if entitlements.is_paused():
        _wait_for_plan(lease, conversation)
        return None
    at, measure = now(), pace()
    lease.state, lease.holder, lease.expires_at = LeaseState.RUNNING, uuid7(), at + measure.lease
    lease.due_at = lease.expires_at
    lease.attempts += 1
    lease.save()
    messages = Message.objects.filter(id__in=lease.pending).order_by("provider_at", "provider_seq", "id")
    words = spoken(lease.pending)
    asked = [(row.id, row.text or words.get(row.id, "")) for row in messages.only("text")]
    return Claim(
        turn_id=lease.holder,
        conversation_id=conversation_id,
        version=version,
        takeover_version=conversation.takeover_version,
        message_ids=tuple(message_id for message_id, _ in asked),
        question=Question(
            text="\n".join(text for _, text in asked if text),
            history=selectors.utterances(conversation_id, but=frozenset(lease.pending)),
            now=at,
            conversation_id=conversation_id,
            turn_id=lease.holder,
        ),
        persona=selectors.persona(conversation.channel_account_id),
        mode=mode,
        is_last_attempt=lease.attempts >= measure.attempts,
        is_in_a_loop=_is_in_a_loop(conversation_id, at),
    )


def _is_in_a_loop(conversation_id: UUID, at: datetime) -> bool:
    """Return whether answers beget answers: too many of them, or the other side talks like a machine."""
    measure = pace()
    since = at - measure.window
    if selectors.answers_since(conversation_id, since) >= measure.answers_per_window:
        return True
    return looks_like_a_bot(selectors.spoken_since(conversation_id, since))


def _wait_for_person(lease: Lease) -> None:
    """Look again when a person who types now may have sent it; the sweeper does when this gets lost."""
    lease.state, lease.holder, lease.expires_at = LeaseState.WAITING, None, None
    lease.due_at = now() + timedelta(seconds=STILL_TYPING_S)
    lease.save()
    _start(lease, countdown_s=STILL_TYPING_S)


def _wait_for_plan(lease: Lease, conversation: Conversation) -> None:
    """Answer later: the month's messages are used up. What was asked too long ago is a person's to answer."""
    at = now()
    if lease.waiting_since is not None and at - lease.waiting_since > WORTH_ANSWERING:
        _release(lease)
    else:
        lease.state, lease.holder, lease.expires_at = LeaseState.WAITING, None, None
        lease.due_at = at + PLAN_PAUSE
        lease.save()
    if conversation.status == Status.PENDING:
        await_person(conversation_id=conversation.id)


@transaction.atomic
def resume_turns() -> int:
    """Let the agent go on where it waited for a larger plan or the next month; return with how many."""
    waiting = Lease.objects.select_for_update(skip_locked=True).filter(
        state=LeaseState.WAITING, due_at__gt=now() + ABOUT_TO_BEGIN
    )
    leases = list(waiting.order_by("conversation_id")[:RESUMED_AT_ONCE])
    for lease in leases:
        lease.due_at = now()
        lease.save(update_fields=["due_at"])
        _start(lease)
    return len(leases)


def _is_free(lease: Lease) -> bool:
    if lease.state == LeaseState.RUNNING:
        return lease.expires_at is None or lease.expires_at <= now()
    return lease.state == LeaseState.WAITING


def _release(lease: Lease) -> None:
    """Nobody waits for an answer any more."""
    lease.state, lease.pending, lease.waiting_since = LeaseState.IDLE, [], None
    lease.holder = lease.expires_at = lease.due_at = None
    lease.attempts = 0
    lease.save()


def announce(conversation_id: UUID, turn_id: UUID, state: str) -> None:
    """Show the team how far the agent is; never stored."""
    data = {"conversation": str(conversation_id), "turn": str(turn_id), "state": state}
    push_ephemeral("agent.turn", data, audiences_called([conversation_id]).get(conversation_id))


def end_turn(
    *, claim: Claim, plan: Plan, trace: Trace, is_failure: bool = False, voice_note: UUID | None = None
) -> Turn:
    """Say what was planned unless it is too late, and store the turn; one transaction.

    `voice_note` is the file that says the answer in place of its text.
    """
    with transaction.atomic():
        lease = locked_lease(claim.conversation_id)
        if lease is None or lease.version != claim.version or lease.holder != claim.turn_id:
            turn = _store(
                claim, plan, trace, Outcome.ABORTED, "A newer message came in, so this answer was not sent."
            )
        elif _is_overtaken(claim):
            # Its own schedule is on the way; should that get lost, the sweeper finds the lease waiting.
            lease.state, lease.holder, lease.expires_at, lease.due_at = LeaseState.WAITING, None, None, now()
            lease.save()
            turn = _store(
                claim, plan, trace, Outcome.ABORTED, "A newer message came in, so this answer was not sent."
            )
        elif claim.mode == Mode.AUTOPILOT and is_person_typing(claim.conversation_id):
            _wait_for_person(lease)
            turn = _store(
                claim, plan, trace, Outcome.ABORTED, "A person is typing, so this answer was not sent."
            )
        else:
            turn = _say(claim, plan, trace, voice_note, is_failure=is_failure)
            _release(lease)
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


def _say(claim: Claim, plan: Plan, trace: Trace, voice_note: UUID | None, *, is_failure: bool) -> Turn:
    """Send and, where planned, hand off; a person who was faster or a closed channel keeps the answer unsent."""
    reason = plan.reason
    try:
        with transaction.atomic():
            outcome = _deliver(claim, plan, voice_note)
    except TakenOver:
        return _store(claim, plan, trace, Outcome.ABORTED, "A person took over, so this answer was not sent.")
    except AppError as refusal:
        reason, outcome = f"The answer could not be sent: {refusal.message}", Outcome.FAILED
        _hand_off(claim, reason, plan.summary)
    return _store(claim, plan, trace, Outcome.FAILED if is_failure else outcome, reason)


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


def _hand_off(claim: Claim, reason: str, summary: str) -> None:
    hand_off(
        conversation_id=claim.conversation_id,
        reason=remark(reason, claim.persona.business_language),
        summary=summary,
        if_takeover_version=claim.takeover_version,
    )


def _store(claim: Claim, plan: Plan, trace: Trace, outcome: Outcome, reason: str) -> Turn:
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
        reason=reason,
        summary=plan.summary,
        model=trace.model,
        cost=trace.cost,
        citations=[citation.view() for citation in plan.citations],
        trace=trace.view(),
    )
