"""What automation does when a customer wrote."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from shared_apps.plans import entitlements
from shared_apps.plans.events import MonthBegun, PlanChanged
from tenant_apps.agent.actions import resume_turns, schedule_turn
from tenant_apps.agent.modes import modes_of
from tenant_apps.automation.responder import Responder, who_answers
from tenant_apps.conversations.actions import await_person
from tenant_apps.conversations.away.actions import tell_away
from tenant_apps.conversations.away.selectors import away_accounts
from tenant_apps.conversations.events import MessageReceived
from tenant_apps.conversations.models import Status
from tenant_apps.conversations.selectors import messages_called, threads_called
from tenant_apps.conversations.transcripts.events import TranscriptSettled
from tenant_apps.conversations.transcripts.selectors import spoken


def answer_customers(facts: Sequence[MessageReceived]) -> None:
    """Wake whoever answers each message; one turn per conversation, however much was written."""
    conversations = {row.id: row for row in threads_called([fact.conversation_id for fact in facts])}
    messages = {row.id: row for row in messages_called([fact.message_id for fact in facts])}
    modes, waiting = modes_of(list(conversations.values())), defaultdict[UUID, list[UUID]](list)
    unattended: set[UUID] = set()
    untold: dict[UUID, UUID] = {}
    for fact in facts:
        conversation, message = conversations.get(fact.conversation_id), messages.get(fact.message_id)
        if conversation is None or message is None:
            continue
        responder = who_answers(conversation, message, mode=modes[conversation.id])
        if responder in (Responder.AGENT, Responder.DRAFTER):
            waiting[conversation.id].append(message.id)
        if responder in (Responder.PERSON, Responder.DRAFTER):
            untold[conversation.id] = message.id
            if conversation.status == Status.PENDING:
                unattended.add(conversation.id)
    for conversation_id in sorted(unattended):
        await_person(conversation_id=conversation_id)
    away = away_accounts({conversations[id].channel_account_id for id in untold})
    for conversation_id, message_id in sorted(untold.items()):
        if conversations[conversation_id].channel_account_id in away:
            tell_away(conversation_id=conversation_id, message_id=message_id)
    # In one order everywhere: two workers with overlapping batches must not wait for each other's leases.
    for conversation_id in sorted(waiting):
        schedule_turn(conversation_id=conversation_id, message_ids=waiting[conversation_id])


def answer_voices(facts: Sequence[TranscriptSettled]) -> None:
    """Let the agent answer what was said in voice messages, as if it had been written."""
    heard = {fact.message_id: fact.conversation_id for fact in facts if fact.is_ready}
    waiting = defaultdict[UUID, list[UUID]](list)
    if not heard:
        return
    words = spoken(heard)
    conversations = {row.id: row for row in threads_called(list(heard.values()))}
    modes = modes_of(list(conversations.values()))
    for message in messages_called(list(heard)):
        conversation = conversations.get(message.conversation_id)
        # What a person has answered meanwhile is answered.
        if conversation is None or conversation.waiting_since is None:
            continue
        message.kind, message.text = "text", words.get(message.id, "")
        responder = who_answers(conversation, message, mode=modes[conversation.id])
        if responder in (Responder.AGENT, Responder.DRAFTER):
            waiting[conversation.id].append(message.id)
    for conversation_id in sorted(waiting):
        schedule_turn(conversation_id=conversation_id, message_ids=waiting[conversation_id])


def go_on(_: Sequence[PlanChanged | MonthBegun]) -> None:
    """Let the agent answer what it kept waiting while the month's messages were used up."""
    if not entitlements.is_paused():
        resume_turns()
