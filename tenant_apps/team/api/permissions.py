"""What a member may do here; rights.kernel says which permission a door needs.

These classes also put the member on the request, as they are the first who need it.

A stranger gets 404 like a missing page: which workspaces exist is nobody's business.
"""

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from shared_apps.accounts.credentials import acting_as
from shared_apps.accounts.models import User
from shared_apps.core.context import bind
from shared_apps.core.errors import Forbidden, NotFound
from shared_apps.core.keys import PUBLIC, schema
from tenant_apps.team.errors import NotAllowed
from tenant_apps.team.models import Member
from tenant_apps.team.rights.kernel import Level, permission_of
from tenant_apps.team.selectors import member_behind

if TYPE_CHECKING:  # DRF's views load these classes as their default
    from rest_framework.views import APIView


class MemberRequest(Request):
    """A request that passed one of the permissions below."""

    member: Member


def current_member(request: Request) -> Member:
    """Return the member behind `request`; raises NotFound for a stranger."""
    known = getattr(request, "member", None)
    if isinstance(known, Member):
        return known
    member = None
    if isinstance(request.user, User) and schema() != PUBLIC:
        member = member_behind(request.user.id, request.auth)
    if member is None:
        raise NotFound
    member = acting_as(member, request.auth)
    bind(member=str(member.id))
    request.member = member  # type: ignore[attr-defined]  # MemberRequest declares it for the views
    return member


class IsMember(BasePermission):
    """Any active member of this workspace."""

    message = Forbidden().message
    level: Level | None = None
    is_open_for_reads = False

    def has_permission(self, request: Request, _: "APIView") -> bool:
        # False and not NotFound for the anonymous: DRF turns it into 401.
        if not request.user.is_authenticated:
            return False
        member = current_member(request)
        if self.level is None or (self.is_open_for_reads and request.method in SAFE_METHODS):
            return True
        needed = permission_of(self.level, request.path)
        if not member.may(needed):
            raise NotAllowed(needed)
        return True


class CanReply(IsMember):
    """The permission to work where the address leads: everyone but viewers, unless something else was said."""

    level = Level.WORK


class IsAdmin(IsMember):
    """The permission to manage where the address leads: owners and admins, unless something else was said."""

    level = Level.MANAGE


class IsOwner(IsMember):
    """What owning is: owners, unless something else was said."""

    level = Level.OWN


class CanReplyOrReadOnly(CanReply):
    """Reads for every member, writes for those who may work there."""

    is_open_for_reads = True


class IsAdminOrReadOnly(IsAdmin):
    """Reads for every member, writes for those who may manage there."""

    is_open_for_reads = True
