"""What somebody had goes to whoever comes after them: at once when they leave, later when it comes back."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tenant_apps.conversations.actions import change_conversation
from tenant_apps.conversations.events import ConversationOpened
from tenant_apps.conversations.models import Conversation, Status
from tenant_apps.team.events import MemberLeft
from tenant_apps.team.leaving.selectors import heir_of
from tenant_apps.team.models import Member, Team

BATCH = 200


def work_of(member_id: UUID) -> dict[str, int]:
    """Return how much of a member's work is under way; what is resolved keeps its name."""
    return {"conversations": _under_way(member_id).count()}


def pass_on(facts: Sequence[MemberLeft]) -> None:
    """Give away all that people who left had under way."""
    for member_id in {fact.member_id for fact in facts}:
        while _pass_on_some(member_id):
            pass


def pass_on_reopened(facts: Sequence[ConversationOpened]) -> None:
    """Give what comes back to somebody who left to whoever comes after them."""
    rows = Conversation.objects.filter(
        id__in=[fact.conversation_id for fact in facts], assignee__is_active=False
    )
    for row in rows.select_related("assignee"):
        _give(row)


@transaction.atomic
def _pass_on_some(member_id: UUID) -> int:
    rows = list(_under_way(member_id).filter(assignee__is_active=False).order_by("id")[:BATCH])
    for row in rows:
        _give(row)
    return len(rows)


def _give(row: Conversation) -> None:
    assert row.assignee is not None
    person, team = heir_of(row.assignee)
    changes: dict[str, Member | Team | None] = {"assignee": person}
    if team is not None:
        changes["team"] = team
    # As if the heir had taken it: they were asked to, and need no alert for each of hundreds.
    change_conversation(conversation_id=row.id, changes=changes, by=person)


@transaction.atomic
def move_team_work(team_id: UUID, to_team_id: UUID) -> int:
    """Put all that a team has into another; return how many conversations are under way there now."""
    to_team = Team.objects.get(id=to_team_id)
    rows = list(Conversation.objects.filter(team=team_id).exclude(status=Status.RESOLVED).order_by("id"))
    for row in rows:
        change_conversation(conversation_id=row.id, changes={"team": to_team})
    # What is resolved is nobody's news.
    Conversation.objects.filter(team=team_id).update(team=to_team)
    return len(rows)


def _under_way(member_id: UUID) -> QuerySet[Conversation]:
    return (
        Conversation.objects.filter(assignee=member_id)
        .exclude(status=Status.RESOLVED)
        .select_related("assignee")
    )
