"""Reads: the open question of a conversation, whether a message answers it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Avg, Count, Q, QuerySet

from shared_apps.core.clock import now
from tenant_apps.conversations.csat.errors import RatingUnknown
from tenant_apps.conversations.csat.links import request_of
from tenant_apps.conversations.csat.models import CsatRequest, CsatSettings
from tenant_apps.conversations.csat.ratings import score_of
from tenant_apps.conversations.lists.visibility import visible_to
from tenant_apps.conversations.models import Direction, Message
from tenant_apps.team.models import Member

# Later a lone digit means something else.
OPEN_FOR = timedelta(hours=24)
# What comes right after the score is its reason.
COMMENT_FOR = timedelta(hours=1)
# The page behind the link: how long it waits for a score, and how long the score can be changed.
LINK_FOR = timedelta(days=14)
CHANGE_FOR = timedelta(hours=24)
# The scores of a content customer.
SATISFIED = 4
SCORES = range(1, 6)


@dataclass(frozen=True)
class Summary:
    """What customers said: how many were asked and answered, `average` of 1 to 5, `scores` by their digit."""

    asked: int
    answered: int
    average: float | None
    satisfied: int
    scores: dict[str, int]


def csat_settings() -> CsatSettings:
    """Return the settings, unsaved when nobody made any."""
    return CsatSettings.objects.first() or CsatSettings()


def open_request(conversation_id: UUID) -> CsatRequest | None:
    """Return the question that still waits for a score."""
    rows = CsatRequest.objects.filter(conversation=conversation_id, score=None, asked_at__gt=now() - OPEN_FOR)
    return rows.order_by("-asked_at").first()


def is_rating(message: Message) -> bool:
    """Return whether a customer's message is the score that was asked for, so that nobody answers it."""
    if message.direction != Direction.IN or score_of(message.text, message.payload) is None:
        return False
    recent = CsatRequest.objects.filter(conversation=message.conversation_id, asked_at__gt=now() - OPEN_FOR)
    return recent.exists()


def question_behind(token: str) -> CsatRequest:
    """Return the question that a link leads to, with its thread and contact; raises RatingUnknown."""
    request_id = request_of(token)
    if request_id is None:
        raise RatingUnknown
    found = CsatRequest.objects.select_related("conversation__contact").filter(id=request_id).first()
    if found is None:
        raise RatingUnknown
    return found


def is_open_for_rating(request: CsatRequest, at: datetime) -> bool:
    """Return whether the page still takes a score, or another one."""
    if request.answered_at is not None:
        return at < request.answered_at + CHANGE_FOR
    return at < request.asked_at + LINK_FOR


def questions_for(
    member: Member,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    of_member: UUID | None = None,
    score: int | None = None,
    is_answered: bool | None = None,
) -> QuerySet[CsatRequest]:
    """Return what customers were asked in threads that `member` may see; `of_member` answered them."""
    wanted = {"asked_at__gte": since, "asked_at__lt": until, "member": of_member, "score": score}
    chosen = {path: value for path, value in wanted.items() if value is not None}
    rows = CsatRequest.objects.filter(visible_to(member, "conversation"), **chosen)
    return rows if is_answered is None else rows.filter(answered_at__isnull=not is_answered)


def summary(rows: QuerySet[CsatRequest]) -> Summary:
    """Add up questions; one query."""
    counts = {f"of_{score}": Count("id", filter=Q(score=score)) for score in SCORES}
    found = rows.aggregate(asked=Count("id"), answered=Count("score"), average=Avg("score"), **counts)
    scores = {score: found[f"of_{score}"] for score in SCORES}
    return Summary(
        asked=found["asked"],
        answered=found["answered"],
        average=found["average"],
        satisfied=sum(scores[score] for score in SCORES if score >= SATISFIED),
        scores={str(score): count for score, count in scores.items()},
    )
