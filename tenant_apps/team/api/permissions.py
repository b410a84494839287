"""What a role may do. These classes also put the member on the request, as they are the first who need it.

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
from tenant_apps.team.models import Member
from tenant_apps.team.selectors import member_for_user
from tenants.models import Role

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
        member = member_for_user(request.user.id)
    if member is None:
        raise NotFound
    member = acting_as(member, request.auth)
    bind(member=str(member.id))
    request.member = member  # type: ignore[attr-defined]  # MemberRequest declares it for the views
    return member


class IsMember(BasePermission):
    """Any active member of this workspace."""

    message = Forbidden().message
    roles = frozenset(Role)
    is_open_for_reads = False

    def has_permission(self, request: Request, _: "APIView") -> bool:
        # False and not NotFound for the anonymous: DRF turns it into 401.
        if not request.user.is_authenticated:
            return False
        member = current_member(request)
        return member.role in self.roles or (self.is_open_for_reads and request.method in SAFE_METHODS)


class CanReply(IsMember):
    """Everyone but viewers."""

    roles = frozenset({Role.OWNER, Role.ADMIN, Role.AGENT})


class IsAdmin(IsMember):
    """Owners and admins."""

    roles = frozenset({Role.OWNER, Role.ADMIN})


class CanReplyOrReadOnly(CanReply):
    """Reads for every member, writes for everyone but viewers."""

    is_open_for_reads = True


class IsAdminOrReadOnly(IsAdmin):
    """Reads for every member, writes for owners and admins."""

    is_open_for_reads = True
