"""Who has to know of what happened."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from shared_apps.core.lookups import Lookup, one_of
from tenant_apps.channels.events import ChannelTroubled
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.events import (
    ConversationAssigned,
    ConversationOpened,
    HandedOff,
    MessageFailed,
    MessageReceived,
    PersonAwaited,
)
from tenant_apps.conversations.models import Conversation, Message, MessageStatus, SenderKind, Status
from tenant_apps.conversations.organising.events import MemberMentioned, SnoozeEnded
from tenant_apps.conversations.organising.models import Participant
from tenant_apps.conversations.preview import preview_of
from tenant_apps.conversations.selectors import threads_called
from tenant_apps.conversations.sla.events import SlaBreached, SlaSoon
from tenant_apps.notifications.actions import News, tell
from tenant_apps.notifications.models import Alert, Kind
from tenant_apps.notifications.selectors import who_see
from tenant_apps.team.models import Member
from tenant_apps.team.rights.kernel import Permission
from tenant_apps.team.rights.selectors import those_who_may


def tell_of_openings(facts: Sequence[ConversationOpened | PersonAwaited]) -> None:
    """A session that no agent works on concerns whoever has it, else all who may take it; they hear of it once."""
    by_customers = [fact for fact in facts if isinstance(fact, PersonAwaited) or fact.by is None]
    rows = [row for row in _conversations(by_customers) if row.status != Status.PENDING]
    told = Alert.objects.filter(kind=Kind.NEW_CONVERSATION, conversation__in=rows)
    last = dict(told.order_by("at").values_list("conversation_id", "at"))
    news = [row for row in rows if row.id not in last or last[row.id] < row.session_started_at]
    tell(_to_those_in_charge(Kind.NEW_CONVERSATION, news))


def tell_of_hand_offs(facts: Sequence[HandedOff]) -> None:
    tell(_to_those_in_charge(Kind.HANDED_OFF, _conversations(facts)))


def _conversations(facts: Sequence[Any]) -> list[Conversation]:
    ids = list(dict.fromkeys(fact.conversation_id for fact in facts))
    return [row for row in threads_called(ids) if row.contact.blocked_at is None]


def _to_those_in_charge(kind: str, rows: Sequence[Conversation]) -> list[News]:
    seeing = who_see([row for row in rows if row.assignee_id is None])
    return [
        News(member_id, kind, row.id, about=_about(row, row.last_message_text))
        for row in rows
        for member_id in ([row.assignee_id] if row.assignee_id else [member.id for member in seeing[row.id]])
    ]


def _about(row: Conversation, text: str = "", **more: str) -> dict[str, str]:
    return {"contact": row.contact.name, "channel": row.channel_account.name, "text": text, **more}


def tell_of_assignments(facts: Sequence[ConversationAssigned]) -> None:
    """Whoever took a conversation knows it already."""
    given = [fact for fact in facts if fact.assignee_id and fact.assignee_id != fact.by]
    rows = {row.id: row for row in _conversations(given)}
    names = {
        member.id: member.name
        for member in Member.objects.filter(id__in=[fact.by for fact in given if fact.by])
    }
    # The last word counts: a conversation that went on to another one is theirs.
    last = {fact.conversation_id: fact for fact in given}
    tell(
        News(
            fact.assignee_id,
            Kind.ASSIGNED,
            row.id,
            about=_about(row, row.last_message_text, by=names.get(fact.by, "") if fact.by else ""),
        )
        for fact in last.values()
        if (row := rows.get(fact.conversation_id))
        and row.assignee_id == fact.assignee_id
        and fact.assignee_id
    )


def tell_of_messages(facts: Sequence[MessageReceived]) -> None:
    """A customer's words concern who has the conversation and who watches it."""
    rows = {row.id: row for row in _conversations(facts) if row.status != Status.PENDING}
    watching: dict[UUID, list[UUID]] = {}
    for seat in _seats.all(list(rows)) if rows else ():
        watching.setdefault(seat.conversation_id, []).append(seat.member_id)
    concerning = [row.id for row in rows.values() if row.assignee_id or row.id in watching]
    if not concerning:
        return
    said = Message.objects.filter(
        id__in=[fact.message_id for fact in facts],
        sender_kind=SenderKind.CONTACT,
        conversation__in=concerning,
    )
    news = []
    for message in said.order_by("provider_at", "provider_seq", "id"):
        row = rows[message.conversation_id]
        about = _about(row, preview_of(message.text))
        if row.assignee_id:
            news.append(News(row.assignee_id, Kind.MESSAGE, row.id, message.id, about))
        news += [
            News(member_id, Kind.PARTICIPATING, row.id, message.id, about)
            for member_id in watching.get(row.id, ())
            if member_id != row.assignee_id
        ]
    tell(news)


_seats = Lookup(lambda ids: Participant.objects.filter(one_of("conversation_id", ids)), (UUID(int=1),))


def tell_of_mentions(facts: Sequence[MemberMentioned]) -> None:
    rows = {row.id: row for row in threads_called([fact.conversation_id for fact in facts])}
    notes = Message.objects.in_bulk([fact.message_id for fact in facts])
    names = dict(
        Member.objects.filter(id__in=[fact.by for fact in facts if fact.by]).values_list("id", "name")
    )
    tell(
        News(
            fact.member_id,
            Kind.MENTION,
            row.id,
            fact.message_id,
            _about(row, preview_of(note.text), by=names.get(fact.by, "") if fact.by else ""),
        )
        for fact in facts
        if fact.member_id != fact.by
        and (row := rows.get(fact.conversation_id))
        and (note := notes.get(fact.message_id))
    )


def tell_of_failures(facts: Sequence[MessageFailed]) -> None:
    """A member hears once of each of their messages that did not go out."""
    failed = Message.objects.filter(
        id__in=[fact.message_id for fact in facts],
        status=MessageStatus.FAILED,
        sender_kind=SenderKind.MEMBER,
    ).exclude(id__in=Alert.objects.filter(kind=Kind.SEND_FAILED, read_at=None).values("message_id"))
    rows = {row.id: row for row in threads_called([message.conversation_id for message in failed])}
    tell(
        News(
            message.sender_id,
            Kind.SEND_FAILED,
            message.conversation_id,
            message.id,
            _about(rows[message.conversation_id], preview_of(message.text), reason=message.error_code),
        )
        for message in failed
        if message.sender_id
    )


def tell_of_channel_troubles(facts: Sequence[ChannelTroubled]) -> None:
    """A channel that stopped concerns those who can mend it."""
    accounts = ChannelAccount.objects.filter(id__in=[fact.channel_account_id for fact in facts])
    menders = those_who_may(Permission.CHANNELS)
    tell(
        News(member.id, Kind.CHANNEL_TROUBLE, about={"channel": account.name, "kind": account.kind})
        for account in accounts.defer("credentials")
        for member in menders
    )


def tell_of_wakings(facts: Sequence[SnoozeEnded]) -> None:
    """What was put aside until now concerns whoever has it, else all who may take it."""
    tell(_to_those_in_charge(Kind.SNOOZE_ENDED, _conversations(facts)))


def tell_of_clocks(facts: Sequence[SlaSoon | SlaBreached]) -> None:
    """A clock that runs out concerns whoever has the conversation, else all who may take it."""
    late = [fact for fact in facts if isinstance(fact, SlaBreached)]
    soon = [fact for fact in facts if isinstance(fact, SlaSoon)]
    tell(
        [
            *_to_those_in_charge(Kind.SLA_BREACHED, _conversations(late)),
            *_to_those_in_charge(Kind.SLA_SOON, _conversations(soon)),
        ]
    )
