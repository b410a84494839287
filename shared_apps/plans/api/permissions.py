"""Who may do what about plans and money on a workspace's host.

Members live above this app, so the house's default permission (which puts `member` on the request) comes first and
these look at the role it found.
"""

from typing import Any, cast

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.settings import api_settings

from shared_apps.core.errors import Forbidden
from tenants.models import Role


class OwnerOnly(BasePermission):
    message = Forbidden("Only the owner of the workspace decides about its plan.").message
    is_open_for_reads = False

    def has_permission(self, request: Request, view: Any) -> bool:
        if self.is_open_for_reads and request.method in SAFE_METHODS:
            return True
        return bool(getattr(request, "member", None) and request.member.role == Role.OWNER)  # type: ignore[attr-defined]  # set by the default permission


class ManagersOnly(BasePermission):
    """Owners and admins."""

    message = Forbidden().message

    def has_permission(self, request: Request, view: Any) -> bool:
        member = getattr(request, "member", None)
        return bool(member and member.role in {Role.OWNER, Role.ADMIN})


class OwnerOrReadOnly(OwnerOnly):
    is_open_for_reads = True


Classes = tuple[type[BasePermission], ...]
# The setting holds names; the library has loaded them here.
MEMBER: Classes = tuple(cast("Any", api_settings.DEFAULT_PERMISSION_CLASSES))
MANAGER: Classes = (*MEMBER, ManagersOnly)
OWNER: Classes = (*MEMBER, OwnerOnly)
OWNER_OR_READ: Classes = (*MEMBER, OwnerOrReadOnly)
