"""What every door ends with that signs a browser in."""

from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.actions.sign_in import enter_browser
from shared_apps.accounts.api.serializers import MeSerializer
from shared_apps.accounts.devices import keep
from shared_apps.accounts.models import User


def entered(request: Request, user: User, *, is_silent: bool = False) -> Response:
    """Open a session for `user` in this browser, remember the device, and say who they are here."""
    enter_browser(request._request, user, is_silent=is_silent)
    response = Response(MeSerializer(user).data)
    keep(request._request, response)
    return response
