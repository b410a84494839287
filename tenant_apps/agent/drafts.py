"""An answer while it is being written: shown to who looks on, and to the customer where the channel can."""

import time
from collections.abc import Callable
from uuid import UUID

from shared_apps.realtime import push_to_viewers
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import StreamsAnswers
from tenant_apps.channels.selectors import credentials_of
from tenant_apps.contacts.selectors import identities_at
from tenant_apps.conversations.models import Conversation
from tenant_apps.conversations.selectors import get_conversation

# Eyes do not follow more, and every piece is checked and sent to every open tab; a customer sees it closer.
CUSTOMERS_EVERY_S, TEAMS_EVERY_S = 0.1, 0.3


class Draft:
    """What of an answer is shown so far. It is replaced by the message itself, or taken back."""

    def __init__(self, tell: Callable[[str], None], *, every_s: float) -> None:
        self._tell = tell
        self._every_s = every_s
        self._shown = ""
        self._shown_at = 0.0

    def is_due(self) -> bool:
        return time.monotonic() - self._shown_at >= self._every_s

    def show(self, text: str) -> None:
        if text != self._shown:
            self._shown, self._shown_at = text, time.monotonic()
            self._tell(text)

    def take_back(self) -> None:
        """Let what was shown disappear; nothing when nothing was."""
        if self._shown:
            self.show("")


def draft_for(conversation_id: UUID, turn_id: UUID) -> Draft | None:
    """Return the draft of a turn, None when the conversation is gone."""
    conversation = get_conversation(conversation_id)
    if conversation is None:
        return None
    account = conversation.channel_account
    adapter = registry.get(account.kind)
    show = _shown_by(adapter, conversation) if isinstance(adapter, StreamsAnswers) else None

    def tell(text: str) -> None:
        if show is not None:
            show(text)
        seen = {"conversation": str(conversation_id), "turn": str(turn_id), "text": text}
        push_to_viewers(conversation_id, "agent.delta", seen)

    return Draft(tell, every_s=TEAMS_EVERY_S if show is None else CUSTOMERS_EVERY_S)


def _shown_by(adapter: StreamsAnswers, conversation: Conversation) -> Callable[[str], None]:
    """Return what shows the customer a text; everything it needs is read now, not while the answer comes in."""
    account = conversation.channel_account
    recipient = identities_at(contact_id=conversation.contact_id, channel_account_id=account.id)
    access = credentials_of(account)
    return lambda text: adapter.stream(access, recipient, text)
