"""Reads: what a member may do and why."""

from typing import Any

from tenant_apps.team.models import Member
from tenant_apps.team.rights.kernel import FIXED, Permission, Verdict, held, judge
from tenants.models import Role


def those_who_may(permission: Permission | str) -> list[Member]:
    """Return the active members who may, by name: owners, and whoever else the role or a word about them allows."""
    rows = Member.objects.filter(is_active=True).order_by("name", "id")
    return [member for member in rows if member.may(permission)]


def rights_view(member: Member, seen_by: Member) -> dict[str, Any]:
    """Return for each permission whether `member` may and why, and which of them `seen_by` can change."""
    reach = held(seen_by.role, seen_by.overrides)
    can_change = (
        seen_by.may(Permission.TEAM)
        and member.role != Role.OWNER
        and member.id != seen_by.id
        and held(member.role, member.overrides) <= reach
    )
    verdicts = [judge(member.role, member.overrides, each) for each in Permission]
    return {
        "member": {"id": str(member.id), "name": member.name, "role": member.role},
        "can_change": can_change,
        "permissions": [
            _row(one, can_change=can_change and one.permission in reach - FIXED, member=member)
            for one in verdicts
        ],
    }


def _row(verdict: Verdict, *, can_change: bool, member: Member) -> dict[str, Any]:
    said = member.overrides.get(verdict.permission)
    return {
        "name": verdict.permission.value,
        "is_allowed": verdict.is_allowed,
        "reason": verdict.reason.value,
        "by_role": verdict.by_role,
        "override": None if said is None else "allow" if said else "deny",
        "can_change": can_change,
    }
