"""What customers do to messages that exist: react, edit, delete."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.db.models import F, Value
from django.db.models.functions import Greatest

from shared_apps.facts import publish
from tenant_apps.channels import registry
from tenant_apps.channels.inbound import Deletion, Edit, ReactionEvent
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.actions import Introduction, recognise
from tenant_apps.conversations.events import ConversationChanged, MessageChanged
from tenant_apps.conversations.models import (
    Conversation,
    ConversationChannel,
    Message,
    PendingChange,
    Reaction,
    SenderKind,
)

Change = ReactionEvent | Edit | Deletion


def apply_change(account: ChannelAccount, event: Change) -> None:
    """Apply `event` to its message, or keep it until the message comes."""
    message = (
        Message.objects.select_for_update()
        .filter(channel_account=account, external_id=event.external_id)
        .first()
    )
    if message is None:
        PendingChange.objects.create(
            channel_account=account,
            external_id=event.external_id,
            kind=type(event).__name__,
            event=msgspec.to_builtins(event),
        )
        return
    if isinstance(event, ReactionEvent):
        _react(account, message, event)
    elif isinstance(event, Edit):
        _edit(message, event)
    else:
        message.deleted_at = message.deleted_at or event.at
    message.save(update_fields=["payload", "text", "edited_at", "deleted_at"])
    _announce(message)


def apply_waiting_changes(accounts: Iterable[ChannelAccount], external_ids: Sequence[str]) -> None:
    """Apply what came before the messages `external_ids`, in the order in which it came."""
    known = {account.id: account for account in accounts}
    waiting = PendingChange.objects.filter(channel_account__in=list(known), external_id__in=external_ids)
    for row in waiting.order_by("id"):
        apply_change(known[row.channel_account_id], msgspec.convert(row.event, _KINDS[row.kind]))
        row.delete()


_KINDS: dict[str, type[Change]] = {kind.__name__: kind for kind in (ReactionEvent, Edit, Deletion)}


def _react(account: ChannelAccount, message: Message, event: ReactionEvent) -> None:
    """Set or remove the one reaction of the customer, or of whoever used the business's own app."""
    if event.direction == "out":
        person: dict[str, Any] = {"by_kind": SenderKind.SYSTEM, "by_id": account.id}
    else:
        [contact_id] = recognise([Introduction(account.id, event.sender.identities, event.sender.name)])
        person = {"by_kind": SenderKind.CONTACT, "by_id": contact_id}
        _keep_open(account, message, event.at)
    if event.emoji:
        Reaction.objects.update_or_create(
            message=message, **person, defaults={"emoji": event.emoji, "at": event.at}
        )
    else:
        Reaction.objects.filter(message=message, **person).delete()


def _keep_open(account: ChannelAccount, message: Message, at: datetime) -> None:
    """A reaction opens the reply window as a message does."""
    rule = registry.get(account.kind).capabilities
    for name, hours in (
        ("window_closes_at", rule.reply_window_hours),
        ("person_closes_at", rule.person_window_hours),
    ):
        if hours:
            until = Greatest(F(name), Value(at + timedelta(hours=hours)))
            rows = ConversationChannel.objects.filter(
                conversation=message.conversation_id, channel_account=account
            )
            rows.update(**{name: until})


def _edit(message: Message, event: Edit) -> None:
    """Show the newest text and keep the earlier ones in the payload."""
    if message.edited_at is None or message.edited_at < event.at:
        message.payload.setdefault("versions", []).append(message.text)
        message.text = event.text
        message.edited_at = event.at


def _announce(message: Message) -> None:
    Message.objects.filter(id=message.id).update(rev=F("rev") + 1)
    Conversation.objects.filter(id=message.conversation_id).update(rev=F("rev") + 1)
    publish(
        MessageChanged(message_id=message.id, conversation_id=message.conversation_id),
        ConversationChanged(conversation_id=message.conversation_id),
    )
