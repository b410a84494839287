"""The one function that decides who answers a customer's message."""

from enum import StrEnum

from tenant_apps.agent.actions.claiming import WORDED
from tenant_apps.agent.models import Mode
from tenant_apps.conversations.csat.selectors import is_rating
from tenant_apps.conversations.models import Conversation, Direction, Message


class Responder(StrEnum):
    AGENT = "agent"
    DRAFTER = "drafter"
    PERSON = "person"
    NOBODY = "nobody"


def who_answers(conversation: Conversation, message: Message, *, mode: Mode) -> Responder:
    """Return who answers `message`, where the agent may go as far as `mode`.

    The drafter is the agent with a person who has the last word. A person who has the conversation keeps it. Nobody
    answers people who are blocked, the score that was asked for, what the platform itself notes, or what waits for
    another app that holds the conversation (`standby`). What has no words, such as a photo, waits for a person, and
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
    if mode == Mode.OFF or message.kind not in WORDED or not message.text.strip():
        return Responder.PERSON
    return Responder.AGENT if mode == Mode.AUTOPILOT else Responder.DRAFTER
