"""What the views of this app have in common."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.middleware.csrf import get_token
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from shared_apps.accounts.api.throttles import AnonymousThrottle
from shared_apps.accounts.credentials import Credential, is_confirmed
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.models import User
from shared_apps.core.errors import AppError
from shared_apps.core.parsing import KeptJsonParser
from shared_apps.core.validation import validated


class OpenDoor(APIView):
    """For strangers. JSON only: another site's form cannot send that without asking the browser first."""

    authentication_classes: Sequence[type[BaseAuthentication]] = ()
    permission_classes = (AllowAny,)
    parser_classes = (KeptJsonParser,)
    throttle_classes: Sequence[type[BaseThrottle]] = (AnonymousThrottle,)


class PersonalDoor(APIView):
    """For anybody signed in, also where they are no member. Leaves the CSRF cookie even with those it refuses."""

    permission_classes = (IsAuthenticated,)
    parser_classes = (KeptJsonParser,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        get_token(request._request)
        super().initial(request, *args, **kwargs)


def signed_in(request: Request) -> User:
    assert isinstance(request.user, User)
    return request.user


def session_of(request: Request) -> UUID | None:
    """Return the device session behind a request; None for a token or session without one."""
    credential = request.auth
    return credential.id if isinstance(credential, Credential) and credential.key is None else None


def check_confirmed(request: Request) -> None:
    """Raise AppError 403 `confirmation_needed` when the person last proved who they are too long ago."""
    credential = request.auth
    if not isinstance(credential, Credential) or not is_confirmed(credential):
        message = "Show once more that it is you: this guards your account."
        raise AppError(AccountErrorCode.CONFIRMATION_NEEDED, message, status=403)


def given(serializer: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    """Return the checked input; raises DRF's ValidationError."""
    return validated(serializer, request.data)
