from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.actions.sessions import end_session
from shared_apps.accounts.actions.sign_in import authenticate, enter_client
from shared_apps.accounts.actions.tokens import revoke, rotate
from shared_apps.accounts.api.authentication import BearerAuthentication
from shared_apps.accounts.api.doors import OpenDoor, given
from shared_apps.accounts.api.serializers import (
    CredentialsSerializer,
    LogoutSerializer,
    RefreshSerializer,
    TokenPairSerializer,
)
from shared_apps.accounts.api.throttles import RefreshThrottle, SignInThrottle
from shared_apps.accounts.models import User


class LoginView(OpenDoor):
    """The sign-in of API clients."""

    throttle_classes = (SignInThrottle,)

    @extend_schema(operation_id="login", request=CredentialsSerializer, responses=TokenPairSerializer)
    def post(self, request: Request) -> Response:
        user = authenticate(request._request, **given(CredentialsSerializer, request))
        return Response(TokenPairSerializer(enter_client(request._request, user)).data)


class RefreshView(OpenDoor):
    throttle_classes = (RefreshThrottle,)

    @extend_schema(operation_id="refresh", request=RefreshSerializer, responses=TokenPairSerializer)
    def post(self, request: Request) -> Response:
        return Response(TokenPairSerializer(rotate(given(RefreshSerializer, request)["refresh"])).data)


class LogoutView(OpenDoor):
    throttle_classes = (RefreshThrottle,)

    @extend_schema(operation_id="logout", request=LogoutSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        refresh = given(LogoutSerializer, request).get("refresh")
        if refresh is not None:
            revoke(refresh)
        else:
            user, session = _signed_in(request)
            end_session(user, session)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _signed_in(request: Request) -> tuple[User, UUID]:
    """Return whose access token a request shows, and its session; raises ValidationError without one."""
    user, credential = BearerAuthentication().authenticate(request) or (None, None)
    if user is None or credential is None or credential.key is not None or credential.id is None:
        raise ValidationError({"refresh": ["This field is required."]})
    return user, credential.id
