"""Reads: policies, and whom they can choose from."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.conversations.assignment.choosing import NEVER, Candidate
from tenant_apps.conversations.assignment.models import AssignmentPolicy, PolicyMember
from tenant_apps.conversations.models import Conversation, Status
from tenant_apps.team.models import Member, TeamMembership


def policies() -> QuerySet[AssignmentPolicy]:
    """Return every policy with its team and members; the one for no team first."""
    rows = PolicyMember.objects.select_related("member").order_by("member__name", "id")
    return (
        AssignmentPolicy.objects.select_related("team")
        .prefetch_related(Prefetch("members", queryset=rows))
        .order_by("team__name", "id")
    )


def get_policy(policy_id: UUID) -> AssignmentPolicy:
    """Return one policy; raises NotFound."""
    policy = policies().filter(id=policy_id).first()
    if policy is None:
        raise NotFound("There is no such policy.")
    return policy


def candidates(
    policy: AssignmentPolicy, team_id: UUID | None, *, online: Collection[UUID], off_duty: Collection[UUID]
) -> list[Candidate]:
    """Return the members a policy can give conversations of a team to (None: everybody who answers), with loads."""
    people = Member.objects.filter(is_active=True)
    if team_id is not None:
        people = people.filter(id__in=TeamMembership.objects.filter(team=team_id).values("member_id"))
    known = {row.member_id: row for row in PolicyMember.objects.filter(policy=policy)}
    loads = _loads()
    found = []
    for member in people.order_by("id"):
        if not member.can_reply:
            continue
        row = known.get(member.id)
        own = row.capacity if row else None
        found.append(
            Candidate(
                id=member.id,
                load=loads.get(member.id, 0),
                capacity=policy.capacity if own is None else own,
                last_turn_at=(row.last_assigned_at if row else None) or NEVER,
                is_here=member.id in online,
                is_on_duty=member.id not in off_duty,
                skills=frozenset(member.skills),
            )
        )
    return found


def _loads() -> dict[UUID | None, int]:
    """Return member → open conversations; snoozed and resolved ones weigh nothing."""
    rows = Conversation.objects.filter(status=Status.OPEN, assignee__isnull=False)
    return dict(rows.values_list("assignee_id").annotate(count=Count("id")).order_by())
