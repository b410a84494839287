"""Write a draft, let it out as it is or edited, or drop it."""

from functools import partial
from uuid import UUID, uuid5

from django.db import transaction

from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.realtime import push_ephemeral
from tenant_apps.agent.copilot.errors import DraftDecided, DraftStale
from tenant_apps.agent.copilot.models import AgentDraft, DraftState
from tenant_apps.agent.copilot.selectors import is_standing
from tenant_apps.agent.selectors import persona
from tenant_apps.conversations.actions import (
    ApprovedSender,
    await_person,
    change_conversation,
    send_message,
)
from tenant_apps.conversations.errors import Empty, TakenOver
from tenant_apps.conversations.lists.visibility import audiences_called
from tenant_apps.conversations.locks import locked_conversation
from tenant_apps.conversations.models import AgentMode, Message
from tenant_apps.team.models import Member


@transaction.atomic
def propose(
    *,
    conversation_id: UUID,
    turn_id: UUID,
    message_id: UUID,
    text: str,
    reason: str,
    if_takeover_version: int,
) -> AgentDraft:
    """Keep `text` for a member to approve, in place of an older draft; raises TakenOver.

    `message_id` is the newest message it answers. From now on the conversation is one that people have.
    """
    conversation = locked_conversation(conversation_id)
    if conversation.takeover_version != if_takeover_version:
        raise TakenOver
    AgentDraft.objects.filter(conversation=conversation, state=DraftState.OPEN).update(
        state=DraftState.REPLACED, decided_at=now()
    )
    if conversation.agent_mode != AgentMode.COPILOT:
        conversation = change_conversation(
            conversation_id=conversation.id, changes={"agent_mode": AgentMode.COPILOT}
        )
    await_person(conversation_id=conversation.id)
    asked_at = Message.objects.values_list("provider_at", flat=True).get(id=message_id)
    return AgentDraft.objects.create(
        conversation=conversation,
        turn_id=turn_id,
        text=text,
        reason=reason,
        last_message_id=message_id,
        asked_at=asked_at,
        takeover_version=conversation.takeover_version,
    )


@transaction.atomic
def approve(*, actor: Member, draft: AgentDraft, text: str | None = None) -> Message:
    """Send a draft, edited when `text` is given; again, it returns the message that was sent.

    Raises DraftStale, DraftDecided, Empty, and what `send_message` raises; then nothing is sent.
    """
    conversation = locked_conversation(draft.conversation_id)
    draft = _locked(draft)
    if draft.message_id is not None:
        return Message.objects.get(id=draft.message_id)
    if draft.state != DraftState.OPEN:
        raise DraftDecided
    if not is_standing(draft):
        raise DraftStale
    said = (draft.text if text is None else text).strip()
    if not said:
        raise Empty
    message = send_message(
        conversation_id=conversation.id,
        sender=ApprovedSender(
            member=actor, turn_id=draft.turn_id, name=persona(conversation.channel_account_id).name
        ),
        text=said,
        client_id=uuid5(draft.id, "approved"),
        if_takeover_version=draft.takeover_version,
    )
    draft.is_edited = said != draft.text.strip()
    draft.text, draft.message_id = said, message.id
    _decide(draft, actor, DraftState.APPROVED)
    return message


@transaction.atomic
def discard(*, actor: Member, draft: AgentDraft) -> None:
    """Drop a draft; nothing is sent. A second time changes nothing; raises DraftDecided for one that was sent."""
    locked_conversation(draft.conversation_id)
    draft = _locked(draft)
    if draft.state == DraftState.APPROVED:
        raise DraftDecided
    if draft.state == DraftState.OPEN:
        _decide(draft, actor, DraftState.DISCARDED)


def _locked(draft: AgentDraft) -> AgentDraft:
    """Order: conversation, then draft."""
    return AgentDraft.objects.select_for_update().get(id=draft.id)


def _decide(draft: AgentDraft, actor: Member, state: DraftState) -> None:
    draft.state, draft.decided_at = state, now()
    draft.decided_by_id, draft.decided_by_name = actor.id, actor.name
    draft.save()
    record(
        f"agent.draft_{state.value}",
        actor=actor,
        target_kind="agent_draft",
        target_id=draft.id,
        details={"edited": draft.is_edited},
    )
    transaction.on_commit(partial(_tell, draft.id, draft.conversation_id, state.value), robust=True)


def _tell(draft_id: UUID, conversation_id: UUID, state: str) -> None:
    """Let the draft disappear from everyone's screen; never stored."""
    data = {"conversation": str(conversation_id), "draft": str(draft_id), "state": state}
    push_ephemeral("agent.draft", data, audiences_called([conversation_id]).get(conversation_id))
