"""Reads: the list, a thread, a conversation by id. "Not yours" and "not there" look the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from shared_apps.core.errors import Invalid, NotFound
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.models import (
    AgentMode,
    Conversation,
    ConversationChannel,
    DeliveryAttempt,
    Message,
    SenderKind,
    Status,
)
from tenant_apps.team.models import Member

ACTIVE = [Status.OPEN, Status.PENDING, Status.SNOOZED]
ORDER = ("provider_at", "provider_seq", "id")


@dataclass(frozen=True)
class ListFilter:
    """What a list shows; the words are those of the API."""

    status: str = "active"
    assignee: str = "all"
    agent: str = "all"
    channel: str = ""
    contact: str = ""
    q: str = ""


def conversations_for(member: Member, wanted: ListFilter) -> QuerySet[Conversation]:
    """Return the conversations that `member` may see, filtered; raises Invalid for a word that is none."""
    rows = with_names().filter(_status(wanted.status)).filter(_assignee(wanted.assignee, member))
    if wanted.agent in {"on", "off"}:
        rows = rows.filter(agent_mode=AgentMode.AUTOPILOT if wanted.agent == "on" else AgentMode.OFF)
    if wanted.channel:
        rows = rows.filter(channel_account_id=_uuid(wanted.channel, "channel"))
    if wanted.contact:
        rows = rows.filter(contact_id=_uuid(wanted.contact, "contact"))
    if wanted.q.strip():
        rows = rows.filter(_matches(wanted.q.strip()))
    return rows


def with_names() -> QuerySet[Conversation]:
    """Return all conversations with what their views need, in two queries however many there are."""
    # Opening the credentials of fifty accounts would cost more than the list itself.
    accounts = ChannelAccount.objects.defer("credentials")
    channels = ConversationChannel.objects.order_by("id").prefetch_related(
        Prefetch("channel_account", queryset=accounts)
    )
    rows = Conversation.objects.select_related("contact", "channel_account", "assignee", "team")
    return rows.defer("channel_account__credentials").prefetch_related(
        Prefetch("channels", queryset=channels)
    )


def _status(status: str) -> Q:
    if status == "all":
        return Q()
    if status == "active":
        return Q(status__in=ACTIVE)
    if status not in Status.values:
        raise Invalid(
            "This status is not known.", fields={"status": [f"Choose one of {', '.join(Status.values)}."]}
        )
    return Q(status=status)


def _assignee(assignee: str, member: Member) -> Q:
    if assignee == "all":
        return Q()
    if assignee == "none":
        return Q(assignee=None)
    return Q(assignee=member.id if assignee == "me" else _uuid(assignee, "assignee"))


def _uuid(text: str, field: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid("This is not an id.", fields={field: ["Give an id."]}) from error


def _matches(q: str) -> Q:
    said = Message.objects.filter(conversation=OuterRef("pk"), text__icontains=q)
    return Q(contact__name__icontains=q) | Q(contact__phone__icontains=q) | Q(Exists(said))


def get_conversation_for(member: Member, conversation_id: UUID) -> Conversation:
    """Return the conversation; raises NotFound when there is none that `member` may see."""
    conversation = with_names().filter(id=conversation_id).first()
    if conversation is None or not member.is_active:
        raise NotFound
    return conversation


def counts_for(member: Member) -> dict[str, int]:
    """Return how many active conversations each tab shows."""
    rows = Conversation.objects.filter(status__in=ACTIVE)
    found: dict[str, int | None] = rows.aggregate(
        all=Count("id"),
        mine=Count("id", filter=Q(assignee=member.id)),
        unassigned=Count("id", filter=Q(assignee=None)),
        ai=Count("id", filter=Q(agent_mode=AgentMode.AUTOPILOT)),
        unread=Sum("unread"),
    )
    return {name: count or 0 for name, count in found.items()}


@dataclass(frozen=True)
class Page:
    """Messages oldest first, and whether there are older and newer ones."""

    messages: Sequence[Message]
    has_older: bool
    has_newer: bool


def thread_page(
    conversation: Conversation,
    *,
    before: UUID | None = None,
    after: UUID | None = None,
    around: UUID | None = None,
    limit: int,
) -> Page:
    """Return one page of the thread: the newest, or next to the given message; raises NotFound."""
    rows = _messages().filter(conversation=conversation)
    if around is not None:
        place = _place(conversation, around)
        older = _older(rows, place, limit // 2 + 1)
        newer = list(rows.filter(_beyond(place, "gte")).order_by(*ORDER)[: limit - limit // 2 + 1])
        return Page(
            [*older[-(limit // 2) :], *newer[: limit - limit // 2]],
            len(older) > limit // 2,
            len(newer) > limit - limit // 2,
        )
    if after is not None:
        newer = list(rows.filter(_beyond(_place(conversation, after), "gt")).order_by(*ORDER)[: limit + 1])
        return Page(newer[:limit], has_older=True, has_newer=len(newer) > limit)
    if before is not None:
        older = _older(rows, _place(conversation, before), limit + 1)
        return Page(older[-limit:], has_older=len(older) > limit, has_newer=True)
    latest = list(rows.order_by(*(f"-{name}" for name in ORDER))[: limit + 1])[::-1]
    return Page(latest[-limit:], has_older=len(latest) > limit, has_newer=False)


def _older(rows: QuerySet[Message], place: tuple[Any, ...], limit: int) -> list[Message]:
    return list(rows.filter(_beyond(place, "lt")).order_by(*(f"-{name}" for name in ORDER))[:limit])[::-1]


def _messages() -> QuerySet[Message]:
    rows = Message.objects.select_related("reply_to", "channel_account")
    return rows.defer("channel_account__credentials")


def _place(conversation: Conversation, message_id: UUID) -> tuple[Any, ...]:
    place = Message.objects.filter(conversation=conversation, id=message_id).values_list(*ORDER).first()
    if place is None:
        raise NotFound
    return tuple(place)


def _beyond(place: tuple[Any, ...], comparison: str) -> Q:
    """Compare (provider_at, provider_seq, id) as a row does, in a form that an index can answer."""
    at, seq, message_id = place
    strict = comparison[:2]
    return Q(**{f"provider_at__{strict}e": at}) & (
        Q(**{f"provider_at__{strict}": at})
        | Q(**{f"provider_seq__{strict}": seq})
        | Q(**{"provider_seq": seq, f"id__{comparison}": message_id})
    )


def attempts_of(conversation: Conversation, message_id: UUID) -> list[DeliveryAttempt]:
    """Return the tries to deliver a message, first one first; raises NotFound."""
    _place(conversation, message_id)
    return list(DeliveryAttempt.objects.filter(message_id=message_id).order_by("number"))


def messages_called(ids: Sequence[UUID]) -> list[Message]:
    """Return the messages `ids` with what their views need, in no order."""
    return list(_messages().filter(id__in=ids))


def conversations_called(ids: Sequence[UUID]) -> list[Conversation]:
    return list(with_names().filter(id__in=ids))


def get_conversation(conversation_id: UUID) -> Conversation | None:
    """Return the conversation for a part of the house that acts for nobody in particular, the agent for one."""
    return with_names().filter(id=conversation_id).first()


def history(conversation_id: UUID, *, limit: int = 20) -> list[Message]:
    """Return what customer and business said since the session began, oldest first; private notes left out."""
    rows = Message.objects.filter(
        conversation_id=conversation_id,
        private=False,
        deleted_at=None,
        provider_at__gte=Conversation.objects.filter(id=conversation_id).values("session_started_at")[:1],
    )
    return list(
        rows.exclude(sender_kind=SenderKind.SYSTEM).order_by(*(f"-{name}" for name in ORDER))[:limit]
    )[::-1]
