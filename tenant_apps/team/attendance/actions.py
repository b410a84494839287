"""Writes: somebody came, went, or chose to be something else. Heartbeats never come here."""

from uuid import UUID

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.keys import schema
from shared_apps.facts import publish
from shared_apps.realtime import presence, push_ephemeral
from tenant_apps.team.attendance.selectors import presence_view
from tenant_apps.team.events import MemberCameOnline, MemberWentAway
from tenant_apps.team.models import Availability, Member
from tenant_apps.team.selectors import get_member


@transaction.atomic
def came(*, member_id: UUID) -> None:
    """A member's first socket opened; raises NotFound."""
    member = get_member(member_id)
    if member.availability == Availability.ONLINE:
        publish(MemberCameOnline(member_id=member_id))
    _show(member, is_here=True)


@transaction.atomic
def went(*, member_id: UUID) -> None:
    """A member's last socket is gone: note when. A member who is no more is nobody's news."""
    member = Member.objects.filter(id=member_id, is_active=True).first()
    if member is None:
        return
    member.last_seen_at = now()
    member.save(update_fields=["last_seen_at"])
    publish(MemberWentAway(member_id=member_id))
    _show(member, is_here=False)


@transaction.atomic
def choose_availability(*, member: Member, availability: Availability) -> Member:
    """Let a member be online, busy or away as they choose."""
    if member.availability == availability:
        return member
    member.availability = availability
    if availability == Availability.AWAY:
        member.last_seen_at = now()
    member.save(update_fields=["availability", "last_seen_at"])
    is_here = str(member.id) in presence.members_here(schema())
    if availability == Availability.ONLINE and is_here:
        publish(MemberCameOnline(member_id=member.id))
    if availability == Availability.AWAY:
        publish(MemberWentAway(member_id=member.id))
    _show(member, is_here=is_here)
    return member


def _show(member: Member, *, is_here: bool) -> None:
    view = presence_view(member, is_here)
    transaction.on_commit(lambda: push_ephemeral("presence", view), robust=True)
