"""Writes: somebody's role, and what is allowed or denied to them beside it."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from shared_apps.audit.actions import record
from shared_apps.core.errors import NotFound
from tenant_apps.team.errors import AboveYou, AlreadyOwner, BeyondOwnRights, LastOwner, OwnerMayAll
from tenant_apps.team.invitations.backing import withdraw_unbacked
from tenant_apps.team.models import Member
from tenant_apps.team.rights.kernel import Permission, held
from tenant_apps.team.sight import judge_anew
from tenant_apps.team.tasks import tell_of_ownership
from tenants.models import Membership, Role
from tenants.selectors import current_tenant


@transaction.atomic
def change_role(*, actor: Member, member_id: UUID, role: Role) -> Member:
    """Give a member another role, not the owner's; raises NotFound, AboveYou, BeyondOwnRights, LastOwner."""
    member, reach = locked(actor, member_id)
    was = member.role
    if was == role:
        return member
    check_reach(reach, member, role, member.overrides)
    if was == Role.OWNER:
        check_not_last_owner()
    member.role = role
    _keep(member)
    details = {"name": member.name, "from": was, "to": role}
    record("member.role_changed", actor=actor, target_kind="member", target_id=member.id, details=details)
    return member


@transaction.atomic
def set_overrides(*, actor: Member, member_id: UUID, overrides: Mapping[str, bool]) -> Member:
    """Allow and deny exactly these, whatever the role says; raises NotFound, AboveYou, BeyondOwnRights, OwnerMayAll."""
    member, reach = locked(actor, member_id)
    if member.role == Role.OWNER:
        check_reach(reach, member, member.role, {})
        raise OwnerMayAll
    check_reach(reach, member, member.role, overrides)
    was, member.overrides = member.overrides, dict(overrides)
    _keep(member)
    details = {"name": member.name, "from": was, "to": member.overrides}
    record(
        "member.permissions_changed", actor=actor, target_kind="member", target_id=member.id, details=details
    )
    return member


@transaction.atomic
def hand_over(*, actor: Member, member_id: UUID, stays_owner: bool) -> Member:
    """Make somebody the owner; the one before becomes an admin, or stays one beside them.

    Raises NotFound, BeyondOwnRights for who is no owner, AlreadyOwner.
    """
    member, reach = locked(actor, member_id)
    if Permission.WORKSPACE not in reach:
        raise BeyondOwnRights([Permission.WORKSPACE])
    if member.role == Role.OWNER:
        raise AlreadyOwner
    member.role = Role.OWNER
    _keep(member)
    if not stays_owner:
        before = Member.objects.get(id=actor.id)
        before.role = Role.ADMIN
        _keep(before)
    details = {"name": member.name, "stays_owner": stays_owner}
    record(
        "workspace.ownership_transferred",
        actor=actor,
        target_kind="member",
        target_id=member.id,
        details=details,
    )
    ids = str(member.id), str(actor.id)
    transaction.on_commit(lambda: tell_of_ownership.delay(*ids), robust=True)
    return member


def locked(actor: Member, member_id: UUID) -> tuple[Member, frozenset[Permission]]:
    """Return the active member to change, and what the actor may do at this moment; raises NotFound.

    Owners and both persons are locked in one order, so that two who weaken each other come one after the other.
    """
    wanted = Q(id__in=[actor.id, member_id]) | Q(role=Role.OWNER)
    rows = {row.id: row for row in Member.objects.select_for_update().filter(wanted).order_by("id")}
    member, fresh = rows.get(member_id), rows[actor.id]
    if member is None or not member.is_active or not fresh.is_active:
        raise NotFound("There is no such person in this workspace.")
    # A service key acts in the owner's name and has less than the owner.
    return member, held(actor.role, actor.overrides) & held(fresh.role, fresh.overrides)


def check_reach(
    reach: frozenset[Permission], member: Member, role: str, overrides: Mapping[str, bool]
) -> None:
    """Refuse to touch who may more than `reach`, and to give more than it."""
    if not held(member.role, member.overrides) <= reach:
        raise AboveYou
    beyond = held(role, overrides) - reach
    if beyond:
        raise BeyondOwnRights(beyond)


def check_not_last_owner() -> None:
    if Member.objects.filter(role=Role.OWNER, is_active=True).count() < 2:
        raise LastOwner


def _keep(member: Member) -> None:
    """Store what a member may do, here and outside, and let everything that is open follow."""
    if member.role == Role.OWNER:
        member.overrides = {}
    member.save(update_fields=["role", "overrides"])
    Membership.objects.filter(tenant=current_tenant(), user=member.user_id).update(role=member.role)
    withdraw_unbacked(member)
    judge_anew(member)
