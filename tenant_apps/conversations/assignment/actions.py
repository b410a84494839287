"""Give conversations to people: by hand, by claim, by policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid
from shared_apps.core.keys import tenant_key
from shared_apps.facts import gathered, publish
from tenant_apps.conversations.actions import change_conversation
from tenant_apps.conversations.assignment.choosing import Candidate, after_turn, choose
from tenant_apps.conversations.assignment.errors import AlreadyTaken, PolicyTaken
from tenant_apps.conversations.assignment.events import PolicyChanged, PolicyDeleted
from tenant_apps.conversations.assignment.models import AssignmentPolicy, Method, Order, PolicyMember
from tenant_apps.conversations.assignment.selectors import candidates, get_policy, policies
from tenant_apps.conversations.locks import locked_conversation
from tenant_apps.conversations.models import Conversation, Status
from tenant_apps.conversations.organising.models import ConversationLabel
from tenant_apps.team.attendance.selectors import gone_since, off_duty_ids, online_ids
from tenant_apps.team.models import Member, Team

BATCH = 500


@transaction.atomic
def claim(*, conversation_id: UUID, member: Member) -> Conversation:
    """Take a conversation that nobody has; raises AlreadyTaken, NotFound. Taking one's own again changes nothing."""
    conversation = locked_conversation(conversation_id)
    if conversation.assignee_id not in (None, member.id):
        raise AlreadyTaken(Member.objects.get(id=conversation.assignee_id))
    if conversation.assignee_id == member.id:
        return conversation
    return change_conversation(conversation_id=conversation_id, changes={"assignee": member}, by=member)


@transaction.atomic
def assign_waiting() -> int:
    """Give every conversation that a policy speaks for and nobody has to whose turn it is; return how many.

    One at a time per tenant: loads and turns are read after the lock, so nobody gets more than their share.
    """
    rules = _rules()
    if not rules:
        return 0
    _lock()
    there = _there()
    with gathered():
        return sum(_assign_for(policy, team_id, there) for team_id, policy in rules.items())


@dataclass(frozen=True)
class _There:
    """Who is here at this moment, and who is outside of their own working hours."""

    online: set[UUID]
    off_duty: set[UUID]

    def people(self, policy: AssignmentPolicy, team_id: UUID | None) -> list[Candidate]:
        return candidates(policy, team_id, online=self.online, off_duty=self.off_duty)


def _there() -> _There:
    return _There(online_ids(), off_duty_ids(now()))


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [tenant_key("assign")])


def _rules() -> dict[UUID | None, AssignmentPolicy]:
    """Return team (None: no team) → the policy that speaks for it.

    A team that assigns by itself and has no policy of its own follows the workspace's.
    """
    known = {policy.team_id: policy for policy in policies().filter(is_on=True)}
    general = known.get(None)
    if general is not None:
        for team_id in Team.objects.filter(auto_assign=True).values_list("id", flat=True):
            known.setdefault(team_id, general)
    return known


def _assign_for(policy: AssignmentPolicy, team_id: UUID | None, there: _There) -> int:
    people = there.people(policy, team_id)
    waiting = list(_waiting(policy, team_id))
    skills = _labels([row.id for row in waiting]) if policy.by_skill else {}
    assigned = 0
    for row in waiting:
        chosen = choose(
            people,
            by_load=policy.method == Method.LEAST_BUSY,
            only_here=policy.only_online,
            wanted_skills=skills.get(row.id, ()),
        )
        if chosen is None:
            continue
        at = now()
        people = after_turn(people, chosen, at)
        change_conversation(
            conversation_id=row.id, changes={"assignee": Member.objects.get(id=chosen.id)}, by=None
        )
        PolicyMember.objects.update_or_create(
            policy=policy, member_id=chosen.id, defaults={"last_assigned_at": at}
        )
        assigned += 1
    return assigned


def _waiting(policy: AssignmentPolicy, team_id: UUID | None) -> list[Conversation]:
    """Lock and return what is open and nobody's; a row that somebody holds just now comes with the next sweep."""
    rows = Conversation.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        status=Status.OPEN, assignee=None, team=team_id
    )
    first = ["waiting_since", "id"] if policy.order == Order.LONGEST_WAITING else ["id"]
    return list(rows.order_by(*first)[:BATCH])


def _labels(ids: list[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    links = ConversationLabel.objects.filter(conversation__in=ids).select_related("label")
    for link in links:
        found.setdefault(link.conversation_id, []).append(link.label.name.lower())
    return found


@transaction.atomic
def take_back_from_absent() -> int:
    """Free unanswered conversations of members who have been away longer than their policy bears; return how many.

    Only while somebody else could take them: an absent owner is better than none.
    """
    rules = {team: policy for team, policy in _rules().items() if policy.reassign_after_min is not None}
    if not rules:
        return 0
    _lock()
    there, freed = _there(), 0
    for team_id, policy in rules.items():
        people = there.people(policy, team_id)
        if not any(person.is_here and person.is_on_duty and person.has_room for person in people):
            continue
        before = now() - timedelta(minutes=policy.reassign_after_min or 0)
        rows = Conversation.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            status=Status.OPEN, team=team_id, assignee__in=gone_since(before), waiting_since__isnull=False
        )
        for conversation_id in list(rows.order_by("id").values_list("id", flat=True)[:BATCH]):
            change_conversation(conversation_id=conversation_id, changes={"assignee": None}, by=None)
            freed += 1
    return freed


@transaction.atomic
def save_policy(
    *,
    actor: Member,
    policy_id: UUID | None,
    changes: dict[str, Any],
    capacities: Mapping[UUID, int | None] | None = None,
) -> AssignmentPolicy:
    """Make a policy, or change the one called `policy_id`; raises NotFound, PolicyTaken, Invalid.

    `capacities` are members' own, instead of the policy's; exactly these. What waits is given away at once.
    """
    policy = get_policy(policy_id) if policy_id else AssignmentPolicy()
    for name, value in changes.items():
        setattr(policy, name, value)
    try:
        with transaction.atomic():
            policy.save()
    except IntegrityError as error:
        raise PolicyTaken from error
    if capacities is not None:
        _set_capacities(policy, capacities)
    kind = "updated" if policy_id else "created"
    details = {"name": policy.name, "fields": sorted(changes)}
    record(
        f"assignment_policy.{kind}",
        actor=actor,
        target_kind="assignment_policy",
        target_id=policy.id,
        details=details,
    )
    publish(PolicyChanged(policy_id=policy.id))
    return get_policy(policy.id)


def _set_capacities(policy: AssignmentPolicy, capacities: Mapping[UUID, int | None]) -> None:
    known = Member.objects.filter(id__in=capacities, is_active=True).count()
    if known < len(capacities):
        raise Invalid("Somebody is not in this workspace.", fields={"members": ["Choose active members."]})
    PolicyMember.objects.filter(policy=policy).exclude(member__in=capacities).update(capacity=None)
    for member_id, capacity in capacities.items():
        PolicyMember.objects.update_or_create(
            policy=policy, member_id=member_id, defaults={"capacity": capacity}
        )


@transaction.atomic
def delete_policy(*, actor: Member, policy_id: UUID) -> None:
    """Delete a policy; what it assigned stays assigned. Raises NotFound."""
    policy = get_policy(policy_id)
    record("assignment_policy.deleted", actor=actor, target_kind="assignment_policy", target_id=policy.id)
    policy.delete()
    publish(PolicyDeleted(policy_id=policy_id))
