"""Who sees money: owners and admins; who moves it: the owner alone (plans.api.permissions)."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from shared_apps.core.errors import Forbidden
from shared_apps.plans.api.permissions import MEMBER, OWNER
from tenants.models import Role


class SeesMoney(BasePermission):
    message = Forbidden("Only owners and admins see payments.").message

    def has_permission(self, request: Request, view: Any) -> bool:
        member = getattr(request, "member", None)
        return member is not None and member.role in (Role.OWNER, Role.ADMIN)


SEES_MONEY: tuple[type[BasePermission], ...] = (*MEMBER, SeesMoney)

__all__ = ["OWNER", "SEES_MONEY"]
