"""Reads of search: pages by (time, id), newest first, of what the member may see."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import BooleanField, F, Func, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.lists.visibility import visible_to
from tenant_apps.conversations.models import Conversation, Message
from tenant_apps.conversations.organising.models import ConversationLabel
from tenant_apps.conversations.search.models import ContactWords, MessageWords
from tenant_apps.conversations.search.vocabulary import corrected
from tenant_apps.conversations.search.words import Asked, asked_words, tsquery
from tenant_apps.conversations.selectors import with_names
from tenant_apps.team.models import Member

# A word that stands in one of five hundred messages fills a page from so many; rarer ones are quick in the index.
RECENT = 15_000
# With fewer hits than this, misspelled words are looked for too.
FEW = 3
LONG_AGO = datetime.fromisoformat("0001-01-02T00:00:00+00:00")


@dataclass(frozen=True)
class Wanted:
    """A question with its filters; ids and times are checked already."""

    q: str
    channel: UUID | None = None
    conversation: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    sender: str = ""
    sender_id: UUID | None = None
    label: UUID | None = None


@dataclass(frozen=True)
class Place:
    """Where a page ended, and whether it was one of corrected words."""

    at: datetime
    id: UUID
    is_corrected: bool = False


@dataclass(frozen=True)
class Found:
    """A page: rows newest first, the words to mark, the words instead of misspelled ones, where it goes on."""

    rows: Sequence[Any]
    asked: Sequence[Asked]
    corrected: Sequence[str] = field(default_factory=list)
    next: Place | None = None


def search_messages(member: Member, wanted: Wanted, *, after: Place | None, limit: int) -> Found:
    """Return a page of messages (with conversation, contact and account loaded)."""
    found = _tolerant(
        wanted.q, after, limit, lambda asked: _message_places(member, wanted, asked, after, limit)
    )
    places: list[tuple[UUID, datetime]] = list(found.rows)
    rows = Message.objects.filter(id__in=[id for id, _ in places]).select_related(
        "conversation__contact", "channel_account"
    )
    by_id = {row.id: row for row in rows.defer("channel_account__credentials", "payload")}
    return Found([by_id[id] for id, _ in places if id in by_id], found.asked, found.corrected, found.next)


def search_contacts(member: Member, wanted: Wanted, *, after: Place | None, limit: int) -> Found:
    """Return a page of contacts, those who wrote last first."""
    found = _tolerant(
        wanted.q, after, limit, lambda asked: _contact_places(member, wanted, asked, after, limit)
    )
    ids = [id for id, _ in found.rows]
    by_id = {row.id: row for row in Contact.objects.filter(id__in=ids)}
    return Found([by_id[id] for id in ids if id in by_id], found.asked, found.corrected, found.next)


def search_conversations(member: Member, wanted: Wanted, *, after: Place | None, limit: int) -> Found:
    """Return a page of conversations whose contact answers to `q`, as the list loads them."""
    found = search_contacts(member, wanted, after=after, limit=limit)
    rows = visible_conversations(member).filter(contact__in=found.rows).order_by("-last_message_at", "-id")
    return Found(list(rows), found.asked, found.corrected, found.next)


def _tolerant(q: str, after: Place | None, limit: int, look: Any) -> Found:
    """Ask for the words as they are, and once more for their neighbours when hardly anything has them."""
    asked, instead = asked_words(q), list[str]()
    if not asked:
        return Found([], [])
    is_corrected = after is not None and after.is_corrected
    rows = [] if is_corrected else look(asked)
    if is_corrected or (after is None and len(rows) < FEW):
        widened, near = corrected(asked)
        if near:
            asked, instead, is_corrected = widened, near, True
            rows = look(asked)
    more = Place(rows[limit - 1][1], rows[limit - 1][0], is_corrected) if len(rows) > limit else None
    return Found(rows[:limit], asked, instead, more)


def _message_places(
    member: Member, wanted: Wanted, asked: Sequence[Asked], after: Place | None, limit: int
) -> list[tuple[UUID, datetime]]:
    rows = _filtered(member, wanted)
    if after is not None:
        rows = rows.filter(Q(at__lt=after.at) | Q(at=after.at, message_id__lt=after.id), at__lte=after.at)
    query = SearchQuery(tsquery(asked), config="simple", search_type="raw")
    places = rows.values_list("message_id", "at")
    # As a function the match cannot use the index of words, so the newest rows are walked until a page is full.
    by_walking = Func(F("words"), query, function="ts_match_vq", output_field=BooleanField())
    walked = places.annotate(hit=by_walking).filter(hit=True).order_by("-at", "-message_id")
    if wanted.conversation:
        return [(id, at) for id, at, _ in walked.values_list("message_id", "at", "hit")[: limit + 1]]
    edge = MessageWords.objects.order_by("-at", "-message_id")
    if after is not None:
        edge = edge.filter(at__lte=after.at)
    oldest = _nth(edge)
    recent = walked.filter(at__gte=oldest) if oldest else walked
    found = [(id, at) for id, at, _ in recent.values_list("message_id", "at", "hit")[: limit + 1]]
    if len(found) > limit or oldest is None:
        return found
    # The sum keeps the planner from walking by time, which is slow for rare words.
    by_index = places.filter(words=query).annotate(sorted_at=F("at") + timedelta(0))
    return [
        (id, at)
        for id, at, _ in by_index.order_by("-sorted_at", "-message_id").values_list(
            "message_id", "at", "sorted_at"
        )[: limit + 1]
    ]


def _nth(rows: QuerySet[MessageWords]) -> datetime | None:
    """Return the time of the RECENT-th row, None when there are fewer."""
    found = list(rows.values_list("at", flat=True)[RECENT : RECENT + 1])
    return found[0] if found else None


def _filtered(member: Member, wanted: Wanted) -> QuerySet[MessageWords]:
    rows = MessageWords.objects.all()
    if wanted.conversation:
        rows = rows.filter(conversation=wanted.conversation)
    if wanted.channel:
        rows = rows.filter(channel_account_id=wanted.channel)
    if wanted.since:
        rows = rows.filter(at__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(at__lt=wanted.until)
    if wanted.sender:
        rows = rows.filter(sender_kind=wanted.sender)
    if wanted.sender_id:
        rows = rows.filter(sender_id=wanted.sender_id)
    if wanted.label:
        rows = rows.filter(conversation__in=labelled(wanted.label))
    if member.is_restricted:
        rows = rows.filter(conversation__in=visible_conversations(member).values("id"))
    return rows


def _contact_places(
    member: Member, wanted: Wanted, asked: Sequence[Asked], after: Place | None, limit: int
) -> list[tuple[UUID, datetime]]:
    query = SearchQuery(tsquery(asked), config="simple", search_type="raw")
    rows = ContactWords.objects.filter(words=query, contact__merged_into=None)
    if member.is_restricted:
        rows = rows.filter(contact__in=visible_conversations(member).values("contact"))
    if wanted.channel:
        rows = rows.filter(contact__conversations__channel_account=wanted.channel)
    if wanted.label:
        rows = rows.filter(contact__label_links__label=wanted.label)
    wrote = rows.annotate(at=Coalesce(Max("contact__conversations__last_message_at"), LONG_AGO))
    if after is not None:
        wrote = wrote.filter(Q(at__lt=after.at) | Q(at=after.at, contact_id__lt=after.id))
    return list(wrote.order_by("-at", "-contact_id").values_list("contact_id", "at")[: limit + 1])


def labelled(label_id: UUID) -> Any:
    """Return the ids of conversations that wear a label."""
    return ConversationLabel.objects.filter(label=label_id).values("conversation")


def visible_conversations(member: Member) -> QuerySet[Conversation]:
    """Return the conversations that `member` may see, as the list loads them."""
    return with_names().filter(visible_to(member))
