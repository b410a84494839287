"""The read-only tools: each returns rows of figures through the eyes of the member who asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import ExtractHour

from shared_apps.core.clock import now
from tenant_apps.agent.leaderboard.selectors import leaderboard
from tenant_apps.agent.selectors import TurnFilter, turns
from tenant_apps.assistant.periods import Span
from tenant_apps.conversations.csat.models import CsatRequest
from tenant_apps.conversations.lists.visibility import visible_to
from tenant_apps.conversations.models import Conversation, Direction, Message, SenderKind, Status
from tenant_apps.conversations.search.selectors import Wanted, search_messages
from tenant_apps.team.models import Member
from tenant_apps.workspace.selectors import current_workspace

MOST_ROWS = 5
MOST_MESSAGES = 50


@dataclass(frozen=True)
class Row:
    """A figure: `label` a word of the tool's own or a name, `value` a number (minutes for times) or a text."""

    label: str
    value: float | int | str
    conversation: UUID | None = None

    def view(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "value": self.value,
            "conversation": str(self.conversation) if self.conversation else None,
        }


def _seen(member: Member) -> QuerySet[Conversation]:
    return Conversation.objects.filter(visible_to(member))


def _said(member: Member, span: Span) -> QuerySet[Message]:
    return Message.objects.filter(
        visible_to(member, "conversation"),
        provider_at__gte=span.start,
        provider_at__lt=span.end,
        private=False,
    )


def new_conversations(member: Member, span: Span) -> list[Row]:
    """Sessions begun by customers in the span, in all and by channel."""
    begun = _seen(member).filter(session_started_at__gte=span.start, session_started_at__lt=span.end)
    by_channel = begun.values("channel_account__name").annotate(count=Count("id")).order_by("-count")
    rows = [Row(row["channel_account__name"], row["count"]) for row in by_channel[:MOST_ROWS]]
    return [Row("total", begun.count()), *rows]


def open_conversations(member: Member, _: Span) -> list[Row]:
    """What is not resolved now: in all, without an assignee, the asking member's own, waiting for an answer."""
    unresolved = _seen(member).exclude(status=Status.RESOLVED)
    counts = unresolved.aggregate(
        total=Count("id"),
        unassigned=Count("id", filter=Q(assignee=None)),
        mine=Count("id", filter=Q(assignee=member.id)),
        waiting=Count("id", filter=Q(waiting_since__isnull=False)),
    )
    return [Row(name, counts[name]) for name in ("total", "unassigned", "mine", "waiting")]


def waiting_longest(member: Member, _: Span) -> list[Row]:
    """Who waits for an answer, the longest first; the value is minutes."""
    waiting = _seen(member).filter(waiting_since__isnull=False).exclude(status=Status.RESOLVED)
    at = now()
    rows = waiting.select_related("contact").order_by("waiting_since", "id")[:MOST_ROWS]
    return [
        Row(row.contact.name, int((at - row.waiting_since).total_seconds() // 60), row.id)
        for row in rows
        if row.waiting_since
    ]


def response_time(member: Member, span: Span) -> list[Row]:
    """How long customers waited for the first answer of a session: median and longest, in minutes."""
    answered = _seen(member).filter(
        session_started_at__gte=span.start, session_started_at__lt=span.end, first_reply_at__isnull=False
    )
    times = answered.annotate(taken=F("first_reply_at") - F("session_started_at")).values_list(
        "taken", flat=True
    )
    minutes = [max(taken, timedelta(0)).total_seconds() / 60 for taken in times]
    if not minutes:
        return [Row("answered", 0)]
    shown = [("median", median(minutes)), ("longest", max(minutes))]
    return [Row("answered", len(minutes)), *(Row(name, round(value, 1)) for name, value in shown)]


def unanswered_questions(member: Member, span: Span) -> list[Row]:
    """What customers asked and the agent could not answer, the most asked first."""
    groups = [group for group in leaderboard(member, since=span.start) if group.unanswered]
    return [
        Row(group.title, group.unanswered, group.asked[0].conversation_id) for group in groups[:MOST_ROWS]
    ]


def most_asked(member: Member, span: Span) -> list[Row]:
    """What customers asked the agent most, answered or not."""
    groups = leaderboard(member, since=span.start)
    return [
        Row(group.title, len(group.asked), group.asked[0].conversation_id) for group in groups[:MOST_ROWS]
    ]


def wrote_about(member: Member, span: Span, words: str) -> list[Row]:
    """Customers who wrote certain words in the span, the last first, with what they wrote."""
    wanted = Wanted(q=words, since=span.start, until=span.end, sender=SenderKind.CONTACT)
    found = search_messages(member, wanted, after=None, limit=MOST_MESSAGES)
    said = {row.conversation_id: row for row in reversed(found.rows)}
    rows = [Row(row.conversation.contact.name, row.text[:80], row.conversation_id) for row in said.values()]
    return [Row("total", len(rows)), *rows[::-1][:MOST_ROWS]]


def satisfaction(member: Member, span: Span) -> list[Row]:
    """What customers said when they were asked: average of 1 to 5, how many, how many content."""
    rated = CsatRequest.objects.filter(
        visible_to(member, "conversation"), answered_at__gte=span.start, answered_at__lt=span.end
    )
    found = rated.aggregate(
        average=Avg("score"), answered=Count("score"), content=Count("id", filter=Q(score__gte=4))
    )
    if not found["answered"]:
        return [Row("ratings", 0)]
    return [
        Row("ratings", found["answered"]),
        Row("average", round(found["average"], 2)),
        Row("content", found["content"]),
    ]


def agent_share(member: Member, span: Span) -> list[Row]:
    """What became of the agent's turns."""
    kept = turns(member, TurnFilter(start=span.start, end=span.end)).filter(conversation__isnull=False)
    counted = dict(kept.order_by().values_list("outcome").annotate(Count("id")))
    return [Row(name, counted.get(name, 0)) for name in ("sent", "drafted", "handed_off", "failed")]


def busiest_hours(member: Member, span: Span) -> list[Row]:
    """When customers write: hours of the day in the workspace's zone, the busiest first."""
    incoming = _said(member, span).filter(direction=Direction.IN)
    hour = ExtractHour("provider_at", tzinfo=_zone())
    counted = (
        incoming.annotate(hour=hour).values("hour").annotate(count=Count("id")).order_by("-count", "hour")
    )
    return [Row(f"{row['hour']:02}:00", row["count"]) for row in counted[:MOST_ROWS]]


def _zone() -> ZoneInfo:
    return ZoneInfo(current_workspace().timezone)


def team_replies(member: Member, span: Span) -> list[Row]:
    """How much each member has answered."""
    replies = _said(member, span).filter(direction=Direction.OUT, sender_kind=SenderKind.MEMBER)
    counted = replies.values("sender_name").annotate(count=Count("id")).order_by("-count", "sender_name")
    return [Row(row["sender_name"], row["count"]) for row in counted[:MOST_ROWS]]


def my_tasks(member: Member, _: Span) -> list[Row]:
    """What waits for the asking member: their own open conversations, those that wait longest first."""
    mine = _seen(member).filter(assignee=member.id, status__in=[Status.OPEN, Status.PENDING])
    rows = mine.select_related("contact").order_by(
        F("waiting_since").asc(nulls_last=True), "-last_message_at"
    )
    shown = [Row(row.contact.name, row.last_message_text[:80], row.id) for row in rows[:MOST_ROWS]]
    return [Row("total", mine.count()), *shown]


Look = Callable[[Member, Span], list[Row]]
TOOLS: Mapping[str, Look] = {
    look.__name__: look
    for look in (
        new_conversations, open_conversations, waiting_longest, response_time, unanswered_questions, satisfaction,
        most_asked, agent_share, busiest_hours, team_replies, my_tasks,
    )
}  # fmt: skip
# (member, span, words): what is looked for in what customers wrote.
SEARCHES: Mapping[str, Callable[[Member, Span, str], list[Row]]] = {wrote_about.__name__: wrote_about}
# What is as it is now, whatever span is asked for.
TIMELESS = frozenset({"open_conversations", "waiting_longest", "my_tasks"})
