"""The gate of the console: the platform's staff, in a session that proved a second factor.

For everybody else there is no console: people of businesses get 404, as for a page that does not exist.
"""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from shared_apps.accounts.credentials import is_proved_twice
from shared_apps.accounts.devices import address_of
from shared_apps.accounts.models import User
from shared_apps.accounts.selectors import has_second_factor
from shared_apps.audit.actions import record
from shared_apps.console.errors import ConsoleErrorCode
from shared_apps.core.errors import AppError, NotFound

if TYPE_CHECKING:
    from rest_framework.views import APIView


class IsOperator(BasePermission):
    """Staff with two factors. Refusals of staff are on record, too."""

    def has_permission(self, request: Request, _: "APIView") -> bool:
        user = request.user
        # False and not NotFound for the anonymous: DRF turns it into 401.
        if not user.is_authenticated:
            return False
        if not user.is_staff:
            raise NotFound
        if not is_proved_twice(user, request.auth):
            details = {"path": request.path[:200], "ip": address_of(request._request)}
            record("console.refused", actor=user, target_kind="user", target_id=user.id, details=details)
            raise second_factor_required(user)
        return True


def second_factor_required(user: User) -> AppError:
    """Return 403 `second_factor_required`; `data.has_one` says whether one is to be shown or to be set up."""
    has_one = has_second_factor(user)
    message = "The console opens with two factors only. " + (
        "Show the code of your authenticator app." if has_one else "Set up an authenticator app first."
    )
    return AppError(ConsoleErrorCode.SECOND_FACTOR_REQUIRED, message, status=403, data={"has_one": has_one})
