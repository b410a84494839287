"""Reads: who is here, who can be given work."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from shared_apps.core.hours import Schedule, day_of, is_open
from shared_apps.core.keys import schema
from shared_apps.realtime import presence
from tenant_apps.team.models import Availability, Member
from tenants.selectors import current_tenant

View = dict[str, Any]


def attendance() -> list[View]:
    """Return every active member with their state, by name."""
    here = presence.members_here(schema())
    return [presence_view(member, str(member.id) in here) for member in _active()]


def those_here() -> list[View]:
    """Return the members with an open socket."""
    return [view for view in attendance() if view["here"]]


def online_ids() -> set[UUID]:
    """Return the members who are here and chose to be online."""
    here = [UUID(member_id) for member_id in presence.members_here(schema())]
    rows = Member.objects.filter(id__in=here, is_active=True, availability=Availability.ONLINE)
    return set(rows.values_list("id", flat=True))


def off_duty_ids(at: datetime) -> set[UUID]:
    """Return the members whose own working hours do not hold at `at`; who keeps none works whenever they are here."""
    rows = dict(
        Member.objects.filter(is_active=True).exclude(working_week=[]).values_list("id", "working_week")
    )
    tenant = current_tenant() if rows else None
    if tenant is None:
        return set()
    weeks = {id: Schedule(tenant.timezone, tuple(map(day_of, week))) for id, week in rows.items()}
    return {id for id, schedule in weeks.items() if not is_open(schedule, at)}


def gone_since(before: datetime) -> QuerySet[Member]:
    """Return the members who went away at `before` or earlier; whoever is here and busy is not away."""
    here = [UUID(member_id) for member_id in presence.members_here(schema())]
    present = Member.objects.filter(id__in=here).exclude(availability=Availability.AWAY)
    return Member.objects.exclude(id__in=present.values("id")).filter(last_seen_at__lte=before)


def presence_of(member: Member) -> View:
    """Return one member's state."""
    return presence_view(member, str(member.id) in presence.members_here(schema()))


def presence_view(member: Member, is_here: bool) -> View:
    """Return a member as the presence frame shows them: away is who chose so, or who has no socket."""
    return {
        "id": str(member.id),
        "name": member.name,
        "state": member.availability if is_here else Availability.AWAY.value,
        "here": is_here,
        "availability": member.availability,
        "last_seen_at": member.last_seen_at.isoformat().replace("+00:00", "Z")
        if member.last_seen_at
        else None,
    }


def _active() -> list[Member]:
    return list(Member.objects.filter(is_active=True).order_by("name", "id"))
