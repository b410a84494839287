"""A server asks on behalf of somebody, and waits for the answer."""

import threading
import time
from dataclasses import dataclass
from uuid import UUID

from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.models import AgentMode, Direction, Message, SenderKind, Status
from tenant_apps.webchat import selectors
from tenant_apps.webchat.actions.say import Said, say
from tenant_apps.webchat.tokens import Visitor

WAIT_S, EVERY_S = 25.0, 0.15
# Each waiting request holds a thread and a connection; further ones are told to come back for the answer.
MAX_WAITING = 6

_places = threading.BoundedSemaphore(MAX_WAITING)


@dataclass(frozen=True)
class Answer:
    """What came back; no text when only a person can go on."""

    text: str
    is_handed_off: bool
    conversation_id: UUID
    message_id: UUID | None


def ask(*, account: ChannelAccount, session: str, message: str, message_id: UUID) -> Answer | None:
    """Say `message` and wait up to WAIT_S for the answer; None when there is none yet.

    Not atomic: the message has to be committed before anybody can answer it.
    """
    say(account=account, visitor=visitor_of(account, session), said=Said(message_id, message))
    if not _places.acquire(blocking=False):
        return None
    try:
        deadline = time.monotonic() + WAIT_S
        while (found := answer_to(account=account, session=session, message_id=message_id)) is None:
            if time.monotonic() >= deadline:
                return None
            time.sleep(EVERY_S)
        return found
    finally:
        _places.release()


def visitor_of(account: ChannelAccount, session: str) -> Visitor:
    return Visitor(account.external_id, "session", session)


def answer_to(*, account: ChannelAccount, session: str, message_id: UUID) -> Answer | None:
    """Return what was said after the message; None while it is in work."""
    contact_id = selectors.contact_of(account, visitor_of(account, session))
    if contact_id is None:
        return None
    rows = selectors.visible(account, contact_id).select_related("conversation")
    asked = rows.filter(external_id=str(message_id), direction=Direction.IN).first()
    if asked is None:
        return None
    said: list[Message] = list(
        rows.filter(
            direction=Direction.OUT,
            sender_kind__in=[SenderKind.AGENT, SenderKind.MEMBER],
            created_at__gte=asked.created_at,
        ).order_by("provider_at", "provider_seq", "id")
    )
    thread = asked.conversation
    is_handed_off = thread.agent_mode == AgentMode.OFF or thread.status == Status.OPEN
    if not said and not is_handed_off:
        return None
    return Answer(
        text="\n\n".join(message.text for message in said),
        is_handed_off=is_handed_off,
        conversation_id=thread.id,
        message_id=said[-1].id if said else None,
    )
