"""What a member's sockets may see, as keys."""

from uuid import UUID

from shared_apps.realtime import keys_of
from shared_apps.realtime.audience import Sight
from tenant_apps.team.models import Member
from tenant_apps.team.selectors import team_ids_of


def sight_of(member: Member) -> Sight:
    """Return the keys of `member`: their own and those of their teams."""
    return Sight(keys_of(member.id, team_ids_of(member.id)), member.is_restricted)


def sight_of_member(member_id: UUID) -> Sight:
    """Return what a member may see now; one who has left sees nothing that is for somebody."""
    member = Member.objects.filter(id=member_id, is_active=True).first()
    return sight_of(member) if member else Sight(is_restricted=True)
