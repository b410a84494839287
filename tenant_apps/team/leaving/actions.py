"""Writes: somebody leaves, and comes back."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from shared_apps.accounts.actions.api_keys import end_keys
from shared_apps.accounts.actions.sessions import end_sessions
from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid, NotFound
from shared_apps.facts import publish
from shared_apps.realtime import dismiss
from tenant_apps.team.actions import bring_back
from tenant_apps.team.errors import StillActive
from tenant_apps.team.events import MemberJoined, MemberLeft, TeamChanged
from tenant_apps.team.invitations.backing import withdraw_unbacked
from tenant_apps.team.models import Member, Team, TeamMembership
from tenant_apps.team.rights.actions import check_not_last_owner, check_reach, locked
from tenant_apps.team.rights.kernel import held
from tenant_apps.team.selectors import get_team
from tenants.models import Membership, Role
from tenants.selectors import current_tenant


@dataclass(frozen=True)
class Heir:
    """Who gets what somebody had: a member, a team, or with neither nobody in particular."""

    member_id: UUID | None = None
    team_id: UUID | None = None


@transaction.atomic
def deactivate(*, actor: Member, member_id: UUID, heir: Heir, keeps_service_keys: bool = False) -> Member:
    """Let nobody in as this member any more, and have their work passed on.

    Their sockets and keys end with this transaction. Their sessions do where this was their only workspace;
    elsewhere they go on, and lead nowhere here. Raises NotFound, AboveYou, LastOwner, Invalid.
    """
    tenant = current_tenant()
    assert tenant is not None
    member, reach = locked(actor, member_id)
    check_reach(reach, member, member.role, member.overrides)
    if member.role == Role.OWNER:
        check_not_last_owner()
    member.successor, member.successor_team = _heirs(member, heir)
    member.is_active, member.deactivated_at = False, now()
    member.save(update_fields=["successor", "successor_team", "is_active", "deactivated_at"])
    _leave_teams(member)
    withdraw_unbacked(member)
    user = User.objects.get(id=member.user_id)
    Membership.objects.filter(tenant=tenant, user=user).delete()
    end_keys(user, tenant, keeps_service_keys=keeps_service_keys)
    if not Membership.objects.filter(user=user).exists():
        end_sessions(user)
    details = {"name": member.name, "work_to": _named(member)}
    record("member.deactivated", actor=actor, target_kind="member", target_id=member.id, details=details)
    publish(MemberLeft(member_id=member.id))
    dismiss(member.id)
    return member


@transaction.atomic
def reactivate(*, actor: Member, member_id: UUID) -> Member:
    """Let a former member in again, with the role they had.

    Raises NotFound, StillActive, AboveYou, LimitReached.
    """
    tenant = current_tenant()
    assert tenant is not None
    member = Member.objects.select_for_update().filter(id=member_id).first()
    if member is None or not User.objects.filter(id=member.user_id, is_active=True).exists():
        raise NotFound("There is no such person in this workspace.")
    if member.is_active:
        raise StillActive
    check_reach(held(actor.role, actor.overrides), member, member.role, {})
    bring_back(tenant=tenant, member=member, role=Role(member.role))
    record(
        "member.reactivated",
        actor=actor,
        target_kind="member",
        target_id=member.id,
        details={"name": member.name},
    )
    publish(MemberJoined(member_id=member.id))
    return member


def _heirs(member: Member, heir: Heir) -> tuple[Member | None, Team | None]:
    person = None
    if heir.member_id is not None:
        person = Member.objects.filter(id=heir.member_id, is_active=True).exclude(id=member.id).first()
        if person is None or not person.can_reply:
            message = "Choose somebody else of the team who answers customers."
            raise Invalid(message, fields={"to_member": [message]})
    return person, get_team(heir.team_id) if heir.team_id is not None else None


def _named(member: Member) -> str:
    if member.successor is not None:
        return member.successor.name
    return member.successor_team.name if member.successor_team else ""


def _leave_teams(member: Member) -> None:
    teams = list(TeamMembership.objects.filter(member=member).values_list("team_id", flat=True))
    TeamMembership.objects.filter(member=member).delete()
    publish(*(TeamChanged(team_id=team_id) for team_id in teams))
