"""Who may do what about plans and money on a workspace's host.

Members live above this app, so the house's default permission (which puts `member` on the request) comes first and
these look at the role it found.
"""

from typing import Any, cast

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.settings import api_settings

from shared_apps.core.errors import Forbidden


class Holds(BasePermission):
    """Whoever has `permission`, unless something else was said of them."""

    permission = ""
    is_open_for_reads = False

    def has_permission(self, request: Request, view: Any) -> bool:
        if self.is_open_for_reads and request.method in SAFE_METHODS:
            return True
        member = getattr(request, "member", None)  # set by the default permission
        return bool(member and member.may(self.permission))


class OwnerOnly(Holds):
    message = Forbidden("Only the owner of the workspace decides about its plan.").message
    permission = "plan.manage"


class ManagersOnly(Holds):
    """Owners and admins."""

    message = Forbidden().message
    permission = "money.view"


class OwnerOrReadOnly(OwnerOnly):
    is_open_for_reads = True


Classes = tuple[type[BasePermission], ...]
# The setting holds names; the library has loaded them here.
MEMBER: Classes = tuple(cast("Any", api_settings.DEFAULT_PERMISSION_CLASSES))
MANAGER: Classes = (*MEMBER, ManagersOnly)
OWNER: Classes = (*MEMBER, OwnerOnly)
OWNER_OR_READ: Classes = (*MEMBER, OwnerOrReadOnly)
