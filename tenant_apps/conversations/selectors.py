"""Reads: a thread, a conversation by id; the list is in `lists`. "Not yours" and "not there" look the same."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from shared_apps.core.errors import NotFound
from shared_apps.core.lookups import Lookup, one_of
from tenant_apps.conversations.lists.visibility import visible_to
from tenant_apps.conversations.models import (
    Attachment,
    Conversation,
    ConversationChannel,
    DeliveryAttempt,
    Message,
    Reaction,
    SenderKind,
)
from tenant_apps.conversations.organising.models import ConversationLabel
from tenant_apps.team.models import Member

ORDER = ("provider_at", "provider_seq", "id")


def with_names(rows: QuerySet[Conversation] | None = None) -> QuerySet[Conversation]:
    """Return `rows` (all conversations) with what their views need, in three queries however many there are."""
    # Into lists: a related manager for each row costs more than the rows.
    return _joined(Conversation.objects.all() if rows is None else rows).prefetch_related(
        Prefetch("channels", _channels(), to_attr="used_channels"),
        Prefetch("label_links", _labels(), to_attr="shown_labels"),
    )


def _joined(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    found = rows.select_related("contact", "channel_account", "assignee", "team", "sla_clock__policy")
    # Opening the credentials of fifty accounts would cost more than the list itself.
    return found.defer("channel_account__credentials")


def _channels() -> QuerySet[ConversationChannel]:
    rows = ConversationChannel.objects.order_by("id").select_related("channel_account")
    return rows.defer("channel_account__credentials")


def _labels() -> QuerySet[ConversationLabel]:
    return ConversationLabel.objects.select_related("label").order_by("label__position", "label__name")


def get_conversation_for(member: Member, conversation_id: UUID) -> Conversation:
    """Return the conversation; raises NotFound when there is none that `member` may see."""
    conversation = with_names().filter(visible_to(member), id=conversation_id).first()
    if conversation is None or not member.is_active:
        raise NotFound
    return conversation


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


def get_message(conversation: Conversation, message_id: UUID) -> Message:
    """Return one message of the thread; raises NotFound."""
    message = _messages().filter(conversation=conversation, id=message_id).first()
    if message is None:
        raise NotFound
    return message


def is_stored(client_id: UUID) -> bool:
    """Return whether there is a message of this client id already, so that sending it again sends nothing."""
    return Message.objects.filter(client_id=client_id).exists()


def attempts_of(conversation: Conversation, message_id: UUID) -> list[DeliveryAttempt]:
    """Return the tries to deliver a message, first one first; raises NotFound."""
    _place(conversation, message_id)
    return list(DeliveryAttempt.objects.filter(message_id=message_id).order_by("number"))


def messages_called(ids: Sequence[UUID]) -> list[Message]:
    """Return the messages `ids` with what their views need, in no order."""
    return _messages_called.all([*ids]) if ids else []


def conversations_called(ids: Sequence[UUID]) -> list[Conversation]:
    """Return the conversations `ids` with what their views need, in no order: `with_names` for each commit's frames."""
    wanted = list(ids)
    rows = _called.all(wanted) if wanted else []
    if not rows:
        return []
    channels: dict[UUID, list[ConversationChannel]] = defaultdict(list)
    for link in _channels_of.all(wanted):
        channels[link.conversation_id].append(link)
    labels: dict[UUID, list[ConversationLabel]] = defaultdict(list)
    for shown in _labels_of.all(wanted):
        labels[shown.conversation_id].append(shown)
    for row in rows:
        row.used_channels, row.shown_labels = channels[row.id], labels[row.id]  # type: ignore[attr-defined]  # as above
    return rows


_IDS = (UUID(int=1),)
_messages_called: Lookup[Message] = Lookup(
    lambda ids: (
        _messages()
        .filter(one_of("id", ids))
        .annotate(
            has_files=Exists(Attachment.objects.filter(message=OuterRef("pk"))),
            has_reactions=Exists(Reaction.objects.filter(message=OuterRef("pk"))),
        )
    ),
    _IDS,
)
_called = Lookup(lambda ids: _joined(Conversation.objects.filter(one_of("id", ids))), _IDS)
_channels_of = Lookup(lambda ids: _channels().filter(one_of("conversation_id", ids)), _IDS)
_labels_of = Lookup(lambda ids: _labels().filter(one_of("conversation_id", ids)), _IDS)


def threads_called(ids: Iterable[UUID]) -> list[Conversation]:
    """Return the conversations `ids` with contact and account only, for those who show nothing: one query."""
    wanted = list(ids)
    return _threads.all(wanted) if wanted else []


_threads = Lookup(
    lambda ids: (
        Conversation.objects.filter(one_of("id", ids))
        .select_related("contact", "channel_account")
        .defer("channel_account__credentials")
    ),
    _IDS,
)


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
