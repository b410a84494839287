"""Who sees money: owners and admins; who moves it: the owner alone; both unless something else was said of a member."""

from rest_framework.permissions import BasePermission

from shared_apps.core.errors import Forbidden
from shared_apps.plans.api.permissions import MEMBER, OWNER, Holds


class SeesMoney(Holds):
    message = Forbidden("Only owners and admins see payments.").message
    permission = "money.view"


SEES_MONEY: tuple[type[BasePermission], ...] = (*MEMBER, SeesMoney)

__all__ = ["OWNER", "SEES_MONEY"]
