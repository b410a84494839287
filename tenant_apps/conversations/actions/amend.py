"""What customers do to messages that exist: react, edit, delete; as a set, as messages come."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db.models import F

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
Told = tuple[ChannelAccount, Change]


def apply_changes(changes: Sequence[Told]) -> None:
    """Apply `changes` in their order; what speaks of a message that is not here waits until it comes.

    The number of queries does not grow with the number of changes.
    """
    if not changes:
        return
    messages = _messages_of(changes)
    found = [
        (account, event, messages[account.id, event.external_id])
        for account, event in changes
        if (account.id, event.external_id) in messages
    ]
    _wait_for_messages([(a, event) for a, event in changes if (a.id, event.external_id) not in messages])
    if not found:
        return
    _react([(a, event, message) for a, event, message in found if isinstance(event, ReactionEvent)])
    _rewrite([(event, message) for _, event, message in found if isinstance(event, Edit | Deletion)])
    _announce({message.id: message.conversation_id for _, _, message in found})


def apply_waiting_changes(accounts: Iterable[ChannelAccount], external_ids: Sequence[str]) -> None:
    """Apply what came before the messages `external_ids`, in the order in which it came."""
    known = {account.id: account for account in accounts}
    waiting = list(
        PendingChange.objects.filter(channel_account__in=list(known), external_id__in=external_ids).order_by(
            "id"
        )
    )
    if not waiting:
        return
    # First, because a change whose message is still missing makes a new row.
    PendingChange.objects.filter(id__in=[row.id for row in waiting]).delete()
    apply_changes(
        [(known[row.channel_account_id], msgspec.convert(row.event, _KINDS[row.kind])) for row in waiting]
    )


_KINDS: dict[str, type[Change]] = {kind.__name__: kind for kind in (ReactionEvent, Edit, Deletion)}


def _messages_of(changes: Sequence[Told]) -> dict[tuple[UUID, str], Message]:
    """Lock and return the messages that `changes` speak of, as far as they are known."""
    rows = Message.objects.select_for_update().filter(
        channel_account__in={account.id for account, _ in changes},
        external_id__in={event.external_id for _, event in changes},
    )
    return {(row.channel_account_id, row.external_id or ""): row for row in rows.order_by("id")}


def _wait_for_messages(changes: Sequence[Told]) -> None:
    PendingChange.objects.bulk_create(
        PendingChange(
            channel_account=account,
            external_id=event.external_id,
            kind=type(event).__name__,
            event=msgspec.to_builtins(event),
        )
        for account, event in changes
    )


def _react(told: Sequence[tuple[ChannelAccount, ReactionEvent, Message]]) -> None:
    """Set or remove the one reaction of each customer, or of whoever used the business's own app."""
    if not told:
        return
    customers = [(account, event) for account, event, _ in told if event.direction != "out"]
    contacts = iter(
        recognise([Introduction(a.id, event.sender.identities, event.sender.name) for a, event in customers])
    )
    newest: dict[tuple[UUID, str, UUID], ReactionEvent] = {}
    for account, event, message in told:
        if event.direction == "out":
            key = (message.id, str(SenderKind.SYSTEM), account.id)
        else:
            key = (message.id, str(SenderKind.CONTACT), next(contacts))
        newest[key] = event
    set_, gone = _sorted_out(newest)
    Reaction.objects.bulk_create(
        set_,
        update_conflicts=True,
        unique_fields=["message", "by_kind", "by_id"],
        update_fields=["emoji", "at"],
    )
    if gone:
        rows = Reaction.objects.filter(message__in={key[0] for key in gone})
        held = {(row.message_id, row.by_kind, row.by_id): row.id for row in rows}
        Reaction.objects.filter(id__in=[held[key] for key in gone if key in held]).delete()
    _keep_open([entry for entry in told if entry[1].direction != "out"])


def _sorted_out(
    newest: Mapping[tuple[UUID, str, UUID], ReactionEvent],
) -> tuple[list[Reaction], list[tuple[UUID, str, UUID]]]:
    """Return the reactions that stand in the end, and the keys of those that were taken back."""
    stand = [
        Reaction(message_id=message, by_kind=kind, by_id=person, emoji=event.emoji, at=event.at)
        for (message, kind, person), event in newest.items()
        if event.emoji
    ]
    return stand, [key for key, event in newest.items() if not event.emoji]


def _keep_open(told: Sequence[tuple[ChannelAccount, ReactionEvent, Message]]) -> None:
    """A reaction opens the reply window as a message does."""
    newest: dict[tuple[UUID, UUID], datetime] = {}
    for account, event, message in told:
        key = (message.conversation_id, account.id)
        newest[key] = max(event.at, newest.get(key, event.at))
    rules = {account.id: registry.get(account.kind).capabilities for account, _, _ in told}
    rows = ConversationChannel.objects.filter(
        conversation__in={thread for thread, _ in newest}, channel_account__in=rules
    )
    channels = [row for row in rows if (row.conversation_id, row.channel_account_id) in newest]
    for row in channels:
        at, rule = newest[row.conversation_id, row.channel_account_id], rules[row.channel_account_id]
        row.window_closes_at = _later(row.window_closes_at, at, rule.reply_window_hours)
        row.person_closes_at = _later(row.person_closes_at, at, rule.person_window_hours)
    ConversationChannel.objects.bulk_update(channels, ["window_closes_at", "person_closes_at"])


def _later(end: datetime | None, at: datetime, hours: int | None) -> datetime | None:
    until = at + timedelta(hours=hours) if hours else None
    return max(filter(None, (end, until)), default=None)


def _rewrite(told: Sequence[tuple[Edit | Deletion, Message]]) -> None:
    for event, message in told:
        if isinstance(event, Edit):
            _edit(message, event)
        else:
            message.deleted_at = message.deleted_at or event.at
    changed = {message.id: message for _, message in told}
    fields = ["payload", "text", "edited_at", "deleted_at"]
    Message.objects.bulk_update(changed.values(), fields, batch_size=200)


def _edit(message: Message, event: Edit) -> None:
    """Show the newest text and keep the earlier ones in the payload."""
    if message.edited_at is None or message.edited_at < event.at:
        message.payload.setdefault("versions", []).append(message.text)
        message.text = event.text
        message.edited_at = event.at


def _announce(threads: Mapping[UUID, UUID]) -> None:
    """Announce changed messages, given with their conversations."""
    conversations = dict.fromkeys(threads.values())
    Message.objects.filter(id__in=threads).update(rev=F("rev") + 1)
    Conversation.objects.filter(id__in=conversations).update(rev=F("rev") + 1)
    publish(
        *[MessageChanged(message_id=id, conversation_id=thread) for id, thread in threads.items()],
        *[ConversationChanged(conversation_id=thread) for thread in conversations],
    )
