"""What a member's sockets may see, as keys."""

from uuid import UUID

from django.db import transaction

from shared_apps.accounts.actions.api_keys import judge_keys_anew
from shared_apps.facts import publish
from shared_apps.realtime import keys_of, refresh_sight
from shared_apps.realtime.audience import Sight
from tenant_apps.team.events import MemberChanged
from tenant_apps.team.models import Member
from tenant_apps.team.selectors import team_ids_of
from tenants.selectors import current_tenant


def sight_of(member: Member) -> Sight:
    """Return the keys of `member`: their own and those of their teams."""
    return Sight(keys_of(member.id, team_ids_of(member.id)), member.is_restricted)


def sight_of_member(member_id: UUID) -> Sight:
    """Return what a member may see now; one who has left sees nothing that is for somebody."""
    member = Member.objects.filter(id=member_id, is_active=True).first()
    return sight_of(member) if member else Sight(is_restricted=True)


def judge_anew(member: Member) -> None:
    """Tell open pages what a member may do and see now, and have their sockets and those of their keys follow."""
    tenant, member_id = current_tenant(), member.id
    assert tenant is not None
    publish(MemberChanged(member_id=member_id))
    judge_keys_anew(member.user_id, tenant)
    transaction.on_commit(lambda: refresh_sight(member_id), robust=True)
