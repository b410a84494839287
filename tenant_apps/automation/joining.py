"""Two threads became one: what waited for the agent in either waits in the one that is left."""

from collections.abc import Sequence
from uuid import UUID

from tenant_apps.agent.actions import restart_turn
from tenant_apps.agent.modes import mode_of
from tenant_apps.automation.responder import Responder, who_answers
from tenant_apps.conversations.models import Conversation, Direction
from tenant_apps.conversations.people.events import ThreadsJoined
from tenant_apps.conversations.selectors import conversations_called, history
from tenant_apps.conversations.transcripts.selectors import spoken

LOOKED_BACK = 50


def answer_joined(facts: Sequence[ThreadsJoined]) -> None:
    """Schedule the turn anew: the task of the thread that is gone finds nothing to do any more."""
    for conversation in sorted(
        conversations_called([fact.into_id for fact in facts]), key=lambda row: row.id
    ):
        waiting = _unanswered(conversation) if conversation.waiting_since else []
        if waiting:
            restart_turn(conversation_id=conversation.id, message_ids=waiting)


def _unanswered(conversation: Conversation) -> list[UUID]:
    """Return what the customer wrote since the business last spoke, as far as it is the agent's to answer."""
    said = history(conversation.id, limit=LOOKED_BACK)
    last = max((at for at, row in enumerate(said) if row.direction == Direction.OUT), default=-1)
    rows, mode = said[last + 1 :], mode_of(conversation)
    words = spoken([row.id for row in rows])
    found = []
    for row in rows:
        if row.id in words:
            row.kind, row.text = "text", words[row.id]
        if who_answers(conversation, row, mode=mode) in (Responder.AGENT, Responder.DRAFTER):
            found.append(row.id)
    return found
