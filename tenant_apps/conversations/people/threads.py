"""Move a thread into another one and back. Call inside a transaction with both contacts locked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tenant_apps.conversations.locks import locked_conversation
from tenant_apps.conversations.models import Conversation, ConversationChannel, Message, SenderKind, Status
from tenant_apps.conversations.people import rows
from tenant_apps.conversations.preview import preview_of

SUMMARY = (
    *("status", "assignee_id", "team_id", "priority", "agent_mode", "channel_account_id", "unread"),
    *("last_inbound_at", "waiting_since", "first_reply_at", "session_started_at", "snoozed_until"),
    *("snooze_until_reply", "resolved_at", "last_message_text", "last_message_at", "last_message_direction"),
    *("last_message_kind", "last_message_sender"),
)
LAST = [name for name in SUMMARY if name.startswith("last_message")]
WINDOW = (
    *("last_inbound_at", "last_inbound_external_id", "window_closes_at", "person_closes_at", "context"),
)
Record = dict[str, Any]


def thread_of(contact_id: UUID) -> Conversation | None:
    """Lock and return the contact's thread, None when there is none."""
    found = Conversation.objects.filter(contact=contact_id).values_list("id", flat=True).first()
    return locked_conversation(found) if found else None


def join_threads(into_contact: UUID, gone_contact: UUID) -> Record:
    """Give `into_contact` the other's thread, or its messages; return what `part_threads` needs."""
    # In the order of ids, as everywhere: nobody waits in a circle.
    both = Conversation.objects.filter(contact__in=[into_contact, gone_contact]).order_by("id")
    threads = {row.contact_id: row for row in map(locked_conversation, both.values_list("id", flat=True))}
    gone, into = threads.get(gone_contact), threads.get(into_contact)
    if gone is None:
        return {}
    rows.rename(Message.objects.filter(conversation=gone), was=gone_contact, to=into_contact)
    if into is None:
        Conversation.objects.filter(id=gone.id).update(contact=into_contact)
        return {"renamed": str(gone.id)}
    record: Record = {
        "gone": rows.kept([gone]),
        "gone_id": str(gone.id),
        "into_id": str(into.id),
        "before": _summary(into),
        "windows": _join_channels(into, gone),
        **rows.move(gone, into),
    }
    _join_summary(into, gone)
    gone.delete()
    record["after"] = _summary(into)
    return record


def _summary(conversation: Conversation) -> Record:
    return {name: rows.plain(getattr(conversation, name)) for name in SUMMARY}


def _join_channels(into: Conversation, gone: Conversation) -> list[tuple[str, str]]:
    """Let the newer window of a shared channel hold; return what the survivor's were and are."""
    found: list[tuple[str, str]] = []
    own = {row.channel_account_id: row for row in into.channels.all()}
    for other in gone.channels.all():
        row = own.get(other.channel_account_id)
        if row is None:
            continue
        if row.last_inbound_at is None or (
            other.last_inbound_at and other.last_inbound_at > row.last_inbound_at
        ):
            before = rows.kept([row])
            for name in WINDOW:
                setattr(row, name, getattr(other, name))
            row.save()
            found.append((before, rows.kept([row])))
    return found


def _join_summary(into: Conversation, gone: Conversation) -> None:
    into.unread += gone.unread
    into.waiting_since = min(filter(None, (into.waiting_since, gone.waiting_since)), default=None)
    into.first_reply_at = min(filter(None, (into.first_reply_at, gone.first_reply_at)), default=None)
    if gone.last_inbound_at and (into.last_inbound_at is None or gone.last_inbound_at > into.last_inbound_at):
        into.last_inbound_at, into.channel_account = gone.last_inbound_at, gone.channel_account
    if gone.last_message_at > into.last_message_at:
        for name in LAST:
            setattr(into, name, getattr(gone, name))
    if into.status == Status.RESOLVED and gone.status != Status.RESOLVED:
        for name in ("status", "agent_mode", "session_started_at", "snoozed_until", "snooze_until_reply"):
            setattr(into, name, getattr(gone, name))
        into.resolved_at = None
    into.assignee_id = into.assignee_id or gone.assignee_id
    into.team_id = into.team_id or gone.team_id
    into.priority = into.priority or gone.priority
    into.takeover_version += 1
    into.rev += 1
    into.save()


def part_threads(
    record: Record, *, into_contact: UUID, gone_contact: UUID, since: datetime
) -> Conversation | None:
    """Undo `join_threads`; return the thread that came back, None when there was none.

    What came after `since` on a channel that only the parted thread had goes with it.
    """
    if "renamed" in record:
        thread = locked_conversation(UUID(record["renamed"]))
        thread.contact_id = gone_contact
        thread.save(update_fields=["contact"])
        rows.rename(Message.objects.filter(conversation=thread), was=into_contact, to=gone_contact)
        return thread
    if not record:
        return None
    into = locked_conversation(UUID(record["into_id"]))
    rows.put_back([record["gone"]])
    gone = locked_conversation(UUID(record["gone_id"]))
    is_untouched = _summary(into) == record["after"]
    rows.move_back(record, gone=gone, into=into)
    for before, after in record["windows"]:
        rows.put_back_unless_changed(before, after)
    own = gone.channels.values("channel_account")
    shared = into.channels.values("channel_account")
    later = Message.objects.filter(conversation=into, created_at__gt=since, channel_account__in=own)
    rows.carry(later.exclude(channel_account__in=shared), gone)
    rows.rename(Message.objects.filter(conversation=gone), was=into_contact, to=gone_contact)
    if is_untouched:
        _restore(into, record["before"])
    else:
        retell(into)
    retell_if_changed(gone, since)
    return gone


def _restore(conversation: Conversation, before: Record) -> None:
    for name in SUMMARY:
        setattr(conversation, name, before[name])
    rows.let_go(conversation)
    conversation.rev += 1
    conversation.save()


def retell_if_changed(conversation: Conversation, since: datetime) -> None:
    """Bring a thread that came back up to date when something came for it meanwhile."""
    if Message.objects.filter(conversation=conversation, created_at__gt=since).exists():
        retell(conversation)
    else:
        Conversation.objects.filter(id=conversation.id).update(rev=conversation.rev + 1)


def retell(conversation: Conversation) -> None:
    """Read what the list shows of a conversation from its messages."""
    said = Message.objects.filter(conversation=conversation, private=False).exclude(status="scheduled")
    last = said.order_by("-provider_at", "-provider_seq", "-id").first()
    heard = said.filter(sender_kind=SenderKind.CONTACT).order_by("-provider_at").first()
    if last is not None:
        conversation.last_message_text = preview_of(last.text)
        conversation.last_message_at = last.provider_at
        conversation.last_message_direction = last.direction
        conversation.last_message_kind = last.kind
        conversation.last_message_sender = last.sender_kind
    conversation.last_inbound_at = heard.provider_at if heard else None
    if heard is not None:
        conversation.channel_account_id = heard.channel_account_id
    unanswered = said.filter(sender_kind=SenderKind.CONTACT)
    if last is not None and last.direction == "out":
        conversation.unread, conversation.waiting_since = 0, None
    else:
        conversation.unread = min(conversation.unread, unanswered.count())
    conversation.rev += 1
    conversation.save()


def split_thread(
    conversation: Conversation, *, contact_id: UUID, account_ids: Sequence[UUID]
) -> Conversation | None:
    """Give a contact that was parted the messages of its channels; None when the thread has none of them."""
    channels = ConversationChannel.objects.filter(conversation=conversation, channel_account__in=account_ids)
    first = channels.order_by("-last_inbound_at").first()
    if first is None:
        return None
    parted = Conversation.objects.create(
        contact_id=contact_id,
        channel_account_id=first.channel_account_id,
        status=conversation.status,
        agent_mode=conversation.agent_mode,
        assignee_id=conversation.assignee_id,
        team_id=conversation.team_id,
        session_started_at=conversation.session_started_at,
    )
    rows.carry(Message.objects.filter(conversation=conversation, channel_account__in=account_ids), parted)
    channels.update(conversation=parted)
    rows.rename(Message.objects.filter(conversation=parted), was=conversation.contact_id, to=contact_id)
    parted = locked_conversation(parted.id)
    retell(parted)
    retell(conversation)
    return parted
