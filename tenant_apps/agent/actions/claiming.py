"""Who may answer: one worker at a time, nobody while a person types, nobody while the plan has no room."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.ids import uuid7
from shared_apps.plans import entitlements
from tenant_apps.agent import selectors
from tenant_apps.agent.actions.leases import is_free, release, wait_for_person, wait_for_plan
from tenant_apps.agent.locks import locked_lease
from tenant_apps.agent.models import Lease, LeaseState, Mode
from tenant_apps.agent.modes import mode_of
from tenant_apps.agent.pace import pace
from tenant_apps.agent.planning import Persona, Question
from tenant_apps.agent.understanding.loops import looks_like_a_bot
from tenant_apps.conversations.models import Conversation, Message
from tenant_apps.conversations.selectors import get_conversation
from tenant_apps.conversations.signals.hands import is_person_typing
from tenant_apps.conversations.transcripts.selectors import spoken

# What a customer can say in words; a photo or a voice message waits for a person.
WORDED = ("text", "interactive_reply", "button_reply", "email")


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
def claim_turn(*, conversation_id: UUID, version: int) -> Claim | None:
    """Take the right to answer; None when a newer message, a person or another worker has a better one."""
    lease = locked_lease(conversation_id)
    if lease is None or lease.version != version or not is_free(lease) or not lease.pending:
        return None
    conversation = get_conversation(conversation_id)
    mode = mode_of(conversation) if conversation is not None else Mode.OFF
    if conversation is None or mode == Mode.OFF:
        release(lease)
        return None
    if mode == Mode.AUTOPILOT and is_person_typing(conversation_id):
        wait_for_person(lease)
        return None
    if entitlements.is_paused():
        wait_for_plan(lease, conversation)
        return None
    return _claimed(lease, conversation, mode)


def _claimed(lease: Lease, conversation: Conversation, mode: Mode) -> Claim:
    at, measure, turn_id = now(), pace(), uuid7()
    lease.state, lease.holder, lease.expires_at = LeaseState.RUNNING, turn_id, at + measure.lease
    lease.due_at = lease.expires_at
    lease.attempts += 1
    lease.save()
    asked = _asked(lease)
    question = Question(
        text="\n".join(text for _, text in asked if text),
        history=selectors.utterances(conversation.id, but=frozenset(lease.pending)),
        now=at,
        conversation_id=conversation.id,
        turn_id=turn_id,
    )
    return Claim(
        turn_id=turn_id,
        conversation_id=conversation.id,
        version=lease.version,
        takeover_version=conversation.takeover_version,
        message_ids=tuple(message_id for message_id, _ in asked),
        question=question,
        persona=selectors.persona(conversation.channel_account_id),
        mode=mode,
        is_last_attempt=lease.attempts >= measure.attempts,
        is_in_a_loop=_is_in_a_loop(conversation.id, at),
    )


def _asked(lease: Lease) -> list[tuple[UUID, str]]:
    """Return the messages that wait, oldest first, with what they say or what was heard in them."""
    messages = Message.objects.filter(id__in=lease.pending).order_by("provider_at", "provider_seq", "id")
    words = spoken(lease.pending)
    return [(row.id, row.text or words.get(row.id, "")) for row in messages.only("text")]


def _is_in_a_loop(conversation_id: UUID, at: datetime) -> bool:
    """Return whether answers beget answers: too many of them, or the other side talks like a machine."""
    measure = pace()
    since = at - measure.window
    if selectors.answers_since(conversation_id, since) >= measure.answers_per_window:
        return True
    return looks_like_a_bot(selectors.spoken_since(conversation_id, since))
