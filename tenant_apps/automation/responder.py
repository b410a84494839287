"""The one function that decides who answers a customer's message."""

from enum import StrEnum

from tenant_apps.agent.actions.turns import WORDED
from tenant_apps.conversations.csat.selectors import is_rating
from tenant_apps.conversations.models import AgentMode, Conversation, Direction, Message


class Responder(StrEnum):
    AGENT = "agent"
    PERSON = "person"
    NOBODY = "nobody"


def who_answers(conversation: Conversation, message: Message, *, agent_is_on: bool) -> Responder:
    """Return who answers `message`.

    A person who has the conversation keeps it. Nobody answers people who are blocked, the score that was asked for,
    what the platform itself notes, or what waits for another app that holds the conversation (`standby`). What has
    no words, such as a photo, waits for a person, and
    so does everything while the agent is off.
    """
    if message.direction != Direction.IN or message.deleted_at is not None:
        return Responder.NOBODY
    if conversation.contact.blocked_at is not None or is_rating(message):
        return Responder.NOBODY
    if message.kind == "system" or message.payload.get("standby"):
        return Responder.NOBODY
    # Machines that answer machines never stop: out-of-office notes, lists, bounces (RFC 3834).
    if message.payload.get("auto_reply"):
        return Responder.NOBODY
    if conversation.agent_mode != AgentMode.AUTOPILOT:
        return Responder.PERSON
    if not agent_is_on or message.kind not in WORDED or not message.text.strip():
        return Responder.PERSON
    return Responder.AGENT
