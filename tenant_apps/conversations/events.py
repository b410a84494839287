from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class MessageReceived(Fact):
    """A customer wrote, or wrote from the business's own phone (an echo)."""

    message_id: UUID
    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class ButtonTapped(Fact):
    """A customer tapped a button, on a platform that waits to hear that it was taken."""

    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class DetailsTold(Fact):
    """A customer's message brought what they say about themselves: a form before the chat, their language."""

    message_id: UUID


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
class MessageFailed(Fact):
    """A message of ours did not go out; MessageChanged tells of it too, among much else."""

    message_id: UUID
    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConversationChanged(Fact):
    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageSent(Fact):
    """The platform took a message of ours."""

    message_id: UUID
    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageCancelled(Fact):
    """A message was taken back before it went out; its row is gone."""

    message_id: UUID
    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConversationOpened(Fact):
    """A session began: the customer wrote for the first time, or again after the thread was resolved.

    `by` is the member who opened a resolved one by hand; `is_new` says that there was no thread before.
    """

    conversation_id: UUID
    by: UUID | None = None
    is_new: bool = False


@dataclass(frozen=True, kw_only=True)
class ConversationResolved(Fact):
    """`by` is the member who did it, None for Parlor itself."""

    conversation_id: UUID
    by: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ConversationAssigned(Fact):
    """`by` is the member who did it, None for Parlor itself."""

    conversation_id: UUID
    assignee_id: UUID | None
    by: UUID | None


@dataclass(frozen=True, kw_only=True)
class ConversationMoved(Fact):
    """The conversation belongs to another team now, or others watch it: who may see it has changed."""

    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class HandedOff(Fact):
    """The agent gave the conversation to the team."""

    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonAwaited(Fact):
    """No agent can answer what the customer wrote, so the conversation is open now and waits for a person."""

    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConversationRead(Fact):
    """A member has seen the newest message."""

    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReactionChosen(Fact):
    """A member reacted, or took the reaction back; the platform is still to be told."""

    message_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProfileWanted(Fact):
    """A customer's name is known to the platform only."""

    contact_id: UUID
    channel_account_id: UUID


@dataclass(frozen=True, kw_only=True)
class AttachmentExpected(Fact):
    """A customer sent a file that still has to be fetched."""

    attachment_id: UUID


@dataclass(frozen=True, kw_only=True)
class AttachmentFetched(Fact):
    """A customer's file is here; `kind` is that of the attachment."""

    attachment_id: UUID
    kind: str
