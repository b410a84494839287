"""Let people in, and say what they see and are good at."""

from typing import Any
from uuid import UUID

from django.db import transaction

from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.plans import entitlements
from shared_apps.plans.choices import Limit
from tenant_apps.team.errors import AboveYou
from tenant_apps.team.models import Member
from tenant_apps.team.selectors import count_active, get_member
from tenant_apps.team.sight import judge_anew
from tenants.models import Membership, Role, Tenant


def set_up(_: Tenant, owner: User) -> None:
    """Make the founder the first member of a new schema."""
    _add(owner, Role.OWNER)


def add_member(*, tenant: Tenant, user: User, role: Role) -> Member:
    """Let `user` in: the membership outside and its copy inside, together. Call inside `tenant`.

    Raises LimitReached.
    """
    with transaction.atomic():
        entitlements.require_room(Limit.USERS, used=count_active)
        Membership.objects.create(user=user, tenant=tenant, role=role)
        return _add(user, role)


def bring_back(*, tenant: Tenant, member: Member, role: Role) -> Member:
    """Let a former member in again, as `role` and nothing beside it. Call inside `tenant`. Raises LimitReached."""
    with transaction.atomic():
        entitlements.require_room(Limit.USERS, used=count_active)
        Membership.objects.create(user_id=member.user_id, tenant=tenant, role=role)
        member.role, member.overrides = role, {}
        member.is_active, member.deactivated_at = True, None
        member.successor = member.successor_team = None
        member.save()
        return member


@transaction.atomic
def change_member(*, actor: Member, member_id: UUID, changes: dict[str, Any]) -> Member:
    """Set `sees`, `skills` and `working_week` as given; open sockets of the member follow at once.

    Raises NotFound, AboveYou.
    """
    member = get_member(member_id)
    if not set(member.permissions) <= set(actor.permissions):
        raise AboveYou
    if "skills" in changes:
        changes = {**changes, "skills": sorted({skill.strip().lower() for skill in changes["skills"]})}
    for name, value in changes.items():
        setattr(member, name, value)
    if not changes:
        return member
    member.save(update_fields=list(changes))
    record("member.updated", actor=actor, target_kind="member", target_id=member.id, details=changes)
    judge_anew(member)
    return member


def _add(user: User, role: Role) -> Member:
    return Member.objects.create(
        user_id=user.id, name=user.name, email=user.email, role=role, language=user.language
    )
