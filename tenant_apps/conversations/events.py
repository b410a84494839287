from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class MessageReceived(Fact):
    """A customer wrote, or wrote from the business's own phone (an echo)."""

    message_id: UUID
    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageQueued(Fact):
    """A member, the agent or the system wrote; private notes included."""

    message_id: UUID
    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageChanged(Fact):
    message_id: UUID
    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConversationChanged(Fact):
    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class AttachmentExpected(Fact):
    """A customer sent a file that still has to be fetched."""

    attachment_id: UUID
