"""An answer while it is being written: shown to the customer where the channel can, and to who looks on."""

import time
from collections.abc import Callable
from uuid import UUID

from shared_apps.realtime import push_to_viewers
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import StreamsAnswers
from tenant_apps.channels.selectors import credentials_of
from tenant_apps.contacts.selectors import identities_at
from tenant_apps.conversations.selectors import get_conversation

# Eyes do not follow more, and every piece is a message to every open tab.
EVERY_S = 0.1


class Draft:
    """What of an answer is shown so far. It is replaced by the message itself, or taken back."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._shown = ""
        self._shown_at = 0.0

    def is_due(self) -> bool:
        return time.monotonic() - self._shown_at >= EVERY_S

    def show(self, text: str) -> None:
        if text != self._shown:
            self._shown, self._shown_at = text, time.monotonic()
            self._tell(text)

    def take_back(self) -> None:
        """Let what was shown disappear; nothing when nothing was."""
        if self._shown:
            self.show("")


def draft_for(conversation_id: UUID, turn_id: UUID) -> Draft | None:
    """Return the draft of a turn, None where the customer's channel shows no drafts."""
    conversation = get_conversation(conversation_id)
    if conversation is None:
        return None
    account = conversation.channel_account
    adapter = registry.get(account.kind)
    if not isinstance(adapter, StreamsAnswers):
        return None
    recipient = identities_at(contact_id=conversation.contact_id, channel_account_id=account.id)
    access = credentials_of(account)

    def tell(text: str) -> None:
        adapter.stream(access, recipient, text)
        seen = {"conversation": str(conversation_id), "turn": str(turn_id), "text": text}
        push_to_viewers(conversation_id, "agent.delta", seen)

    return Draft(tell)
