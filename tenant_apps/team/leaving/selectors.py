"""Reads: what somebody has, and who gets what comes back to them later."""

from django.conf import settings
from django.utils.module_loading import import_string

from shared_apps.accounts.models import ApiKey, KeyKind
from tenant_apps.team.models import Member, Team
from tenants.selectors import current_tenant

# So many people may have left one after the other, each naming the next.
CHAIN_LENGTH = 20


def heir_of(member: Member) -> tuple[Member | None, Team | None]:
    """Return who has the work of somebody who left: the first of their successors who is here, or a team."""
    for _ in range(CHAIN_LENGTH):
        if member.is_active:
            return member, None
        if member.successor is None:
            return None, member.successor_team
        member = member.successor
    return None, None


def work_of(member: Member) -> dict[str, int]:
    """Return what there is to pass on, as the apps above count it, and the service keys that the person made."""
    counted: dict[str, int] = import_string(settings.MEMBER_WORK)(member.id)
    keys = ApiKey.objects.filter(
        tenant=current_tenant(), user=member.user_id, kind=KeyKind.SERVICE, revoked_at=None
    )
    return {**counted, "service_keys": keys.count()}
