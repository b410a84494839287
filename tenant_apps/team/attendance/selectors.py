"""Reads: who is here, who can be given work."""

from typing import Any
from uuid import UUID

from shared_apps.core.keys import schema
from shared_apps.realtime import presence
from tenant_apps.team.models import Availability, Member

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
