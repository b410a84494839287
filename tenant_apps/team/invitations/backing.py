"""Whether the person who invited could still invite: nobody comes in on the word of somebody who may not give it."""

from shared_apps.core.clock import now
from tenant_apps.team.invitations.models import Invitation
from tenant_apps.team.models import Member
from tenant_apps.team.rights.kernel import Permission, held


def may_invite(member: Member, role: str) -> bool:
    """Say whether `member` may bring people into the team and has all that comes with `role`."""
    own = held(member.role, member.overrides)
    return member.is_active and Permission.TEAM in own and held(role, {}) <= own


def withdraw_unbacked(member: Member) -> int:
    """Revoke the open invitations of `member` that they could not make now; return how many."""
    rows = Invitation.objects.filter(invited_by=member, revoked_at=None, expires_at__gt=now())
    unbacked = [row.id for row in rows if not may_invite(member, row.role)]
    return Invitation.objects.filter(id__in=unbacked).update(revoked_at=now())
