"""A message that has its place in the house, and the facts about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared_apps.facts import Fact, publish
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import Acknowledges, KnowsPeople
from tenant_apps.channels.inbound import InboundMessage
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.events import (
    AttachmentExpected,
    ButtonTapped,
    ConversationChanged,
    ConversationOpened,
    DetailsTold,
    MessageReceived,
    ProfileWanted,
)
from tenant_apps.conversations.models import Attachment

Arrived = tuple[ChannelAccount, InboundMessage]


@dataclass(frozen=True)
class Placed:
    """A message with its place in the house."""

    id: UUID
    account: ChannelAccount
    message: InboundMessage
    contact_id: UUID
    conversation_id: UUID

    @property
    def is_echo(self) -> bool:
        return self.message.direction == "out"

    @property
    def is_past(self) -> bool:
        """True for what the platform tells of the time before the connection: nobody is woken by it."""
        return self.message.payload.get("history") is True

    @property
    def is_quiet(self) -> bool:
        """True for what nobody has to answer or count: the past, and what the platform itself remarks."""
        return self.is_past or self.message.kind == "system"

    @property
    def is_takeover(self) -> bool:
        """True when a person answered from another app; our own bot's echo is none."""
        return self.is_echo and not self.is_past and not self.message.payload.get("sent_by_bot")

    @property
    def order(self) -> tuple[datetime, int]:
        return self.message.provider_at, self.message.provider_seq


def announce(
    fresh: Sequence[Placed], opened: set[UUID], new: set[UUID], attachments: Sequence[Attachment]
) -> None:
    """Publish the facts about new messages, in the order of what happened; of those `opened` some are `new` threads."""
    touched = dict.fromkeys(entry.conversation_id for entry in fresh)
    facts: list[Fact] = [
        ConversationOpened(conversation_id=conversation_id, is_new=conversation_id in new)
        for conversation_id in touched
        if conversation_id in opened
    ]
    facts += [
        MessageReceived(message_id=entry.id, conversation_id=entry.conversation_id)
        for entry in fresh
        if not entry.is_past
    ]
    facts += [fact for entry in fresh if not entry.is_past for fact in _particular(entry)]
    facts += [ConversationChanged(conversation_id=conversation_id) for conversation_id in touched]
    facts += [AttachmentExpected(attachment_id=attachment.id) for attachment in attachments]
    facts += _unnamed(fresh)
    publish(*facts)


def _particular(entry: Placed) -> Iterator[Fact]:
    """Yield what few messages are, so that those who wait for it are not woken by all."""
    message = entry.message
    if message.kind == "button_reply" and isinstance(registry.get(entry.account.kind), Acknowledges):
        yield ButtonTapped(message_id=entry.id)
    if message.payload.get("details") or message.payload.get("language"):
        yield DetailsTold(message_id=entry.id)


def _unnamed(fresh: Sequence[Placed]) -> list[Fact]:
    """Return a fact for each contact whose name the platform tells only when asked."""
    asked = {
        entry.contact_id: entry.account.id
        for entry in fresh
        if not entry.message.sender.name and isinstance(registry.get(entry.account.kind), KnowsPeople)
    }
    if not asked:
        return []
    nameless = Contact.objects.filter(id__in=asked, name="").values_list("id", flat=True)
    return [ProfileWanted(contact_id=id, channel_account_id=asked[id]) for id in nameless]
