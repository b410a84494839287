"""What the views of this app have in common."""

from collections.abc import Sequence
from typing import Any

from django.middleware.csrf import get_token
from rest_framework.authentication import BaseAuthentication
from rest_framework.parsers import JSONParser
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from shared_apps.accounts.models import User


class OpenDoor(APIView):
    """For strangers. JSON only: another site's form cannot send that without asking the browser first."""

    authentication_classes: Sequence[type[BaseAuthentication]] = ()
    permission_classes = (AllowAny,)
    parser_classes = (JSONParser,)


class PersonalDoor(APIView):
    """For anybody signed in, also where they are no member. Leaves the CSRF cookie even with those it refuses."""

    permission_classes = (IsAuthenticated,)
    parser_classes = (JSONParser,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        get_token(request._request)
        super().initial(request, *args, **kwargs)


def signed_in(request: Request) -> User:
    assert isinstance(request.user, User)
    return request.user
