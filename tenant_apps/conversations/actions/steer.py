"""Change who has a conversation and where it stands."""

from typing import Any
from uuid import UUID

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid
from shared_apps.facts import Fact, publish
from shared_apps.realtime import push_to_viewers
from tenant_apps.conversations.actions.compose import send_message
from tenant_apps.conversations.actions.senders import SystemSender
from tenant_apps.conversations.errors import TakenOver
from tenant_apps.conversations.events import (
    ConversationAssigned,
    ConversationChanged,
    ConversationMoved,
    ConversationOpened,
    ConversationRead,
    ConversationResolved,
    HandedOff,
    PersonAwaited,
)
from tenant_apps.conversations.locks import locked_conversation
from tenant_apps.conversations.models import AgentMode, Conversation, Status
from tenant_apps.team.models import Member


@transaction.atomic
def change_conversation(
    *, conversation_id: UUID, changes: dict[str, Any], by: Member | None = None
) -> Conversation:
    """Set `status`, `assignee` (Member or None), `team` (Team or None), `priority`, `agent_mode` and the snooze
    (`snoozed_until`, `snooze_until_reply`) as given; raises NotFound, Invalid.

    A change of the agent's mode is a takeover or a hand-back, so whatever the agent is preparing is dropped.
    Resolving gives the next session back to the agent; a status other than snoozed ends a snooze.
    """
    conversation = locked_conversation(conversation_id)
    facts: list[Fact] = []
    if "assignee" in changes and changes["assignee"] != conversation.assignee:
        conversation.assignee = _assignable(changes["assignee"])
        facts.append(
            ConversationAssigned(
                conversation_id=conversation.id,
                assignee_id=conversation.assignee_id,
                by=by.id if by else None,
            )
        )
    if "team" in changes and changes["team"] != conversation.team:
        facts.append(ConversationMoved(conversation_id=conversation.id))
    for name in ("team", "priority", "snoozed_until", "snooze_until_reply"):
        if name in changes:
            setattr(conversation, name, changes[name])
    if "agent_mode" in changes and changes["agent_mode"] != conversation.agent_mode:
        conversation.agent_mode = changes["agent_mode"]
        conversation.takeover_version += 1
    if "status" in changes and changes["status"] != conversation.status:
        facts += _turn(conversation, Status(changes["status"]), by)
    saved = _saved(conversation)
    publish(*facts)
    return saved


def _turn(conversation: Conversation, status: Status, by: Member | None) -> list[Fact]:
    """Give the conversation its new status; return what that means to others."""
    was, conversation.status = conversation.status, status
    if status != Status.SNOOZED:
        conversation.snoozed_until, conversation.snooze_until_reply = None, False
    if status == Status.RESOLVED:
        conversation.agent_mode = AgentMode.AUTOPILOT
        conversation.takeover_version += 1
        conversation.unread = 0
        conversation.waiting_since = None
        conversation.resolved_at = now()
        return [ConversationResolved(conversation_id=conversation.id, by=by.id if by else None)]
    if was == Status.RESOLVED:
        conversation.resolved_at = None
        return [ConversationOpened(conversation_id=conversation.id, by=by.id if by else None)]
    return []


def _assignable(member: Member | None) -> Member | None:
    if member is not None and not member.is_active:
        raise Invalid("This person has left the team.", fields={"assignee": ["Choose an active member."]})
    return member


@transaction.atomic
def hand_off(
    *, conversation_id: UUID, reason: str, summary: str = "", if_takeover_version: int | None = None
) -> Conversation:
    """Give the conversation from the agent to the team, with a private remark of why; raises TakenOver, NotFound.

    Whatever the agent said, the customer waits for a person from now on.
    """
    conversation = locked_conversation(conversation_id)
    if if_takeover_version is not None and conversation.takeover_version != if_takeover_version:
        raise TakenOver
    conversation.status = Status.OPEN
    conversation.agent_mode = AgentMode.OFF
    conversation.takeover_version += 1
    conversation.waiting_since = conversation.waiting_since or now()
    _saved(conversation)
    send_message(
        conversation_id=conversation_id,
        sender=SystemSender(),
        text="\n".join(part for part in (reason, summary) if part),
        private=True,
    )
    publish(HandedOff(conversation_id=conversation_id))
    return conversation


@transaction.atomic
def await_person(*, conversation_id: UUID) -> None:
    """Show a conversation that no agent works on as open."""
    conversation = locked_conversation(conversation_id)
    if conversation.status == Status.PENDING:
        conversation.status = Status.OPEN
        _saved(conversation)
        publish(PersonAwaited(conversation_id=conversation.id))


@transaction.atomic
def mark_read(*, conversation_id: UUID) -> Conversation:
    """Set the unread count to nought."""
    conversation = locked_conversation(conversation_id)
    if conversation.unread == 0:
        return conversation
    conversation.unread = 0
    publish(ConversationRead(conversation_id=conversation.id))
    return _saved(conversation)


def mark_typing(*, conversation_id: UUID, name: str) -> None:
    """Show those who look at the conversation that the agent writes; never stored."""
    who = {"kind": "agent", "id": None, "name": name}
    data = {"conversation": str(conversation_id), "who": who, "state": "on"}
    push_to_viewers(conversation_id, "typing", data)


def _saved(conversation: Conversation) -> Conversation:
    conversation.rev += 1
    conversation.save()
    publish(ConversationChanged(conversation_id=conversation.id))
    return conversation
