from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.actions.sign_in import authenticate, enter_client
from shared_apps.accounts.actions.tokens import revoke, rotate
from shared_apps.accounts.api.doors import OpenDoor
from shared_apps.accounts.api.serializers import (
    CredentialsSerializer,
    RefreshSerializer,
    TokenPairSerializer,
)
from shared_apps.accounts.api.throttles import RefreshThrottle, SignInThrottle


class LoginView(OpenDoor):
    """The sign-in of API clients."""

    throttle_classes = (SignInThrottle,)

    @extend_schema(operation_id="login", request=CredentialsSerializer, responses=TokenPairSerializer)
    def post(self, request: Request) -> Response:
        given = CredentialsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = authenticate(request._request, **given.validated_data)
        return Response(TokenPairSerializer(enter_client(request._request, user)).data)


class RefreshView(OpenDoor):
    throttle_classes = (RefreshThrottle,)

    @extend_schema(operation_id="refresh", request=RefreshSerializer, responses=TokenPairSerializer)
    def post(self, request: Request) -> Response:
        given = RefreshSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(TokenPairSerializer(rotate(given.validated_data["refresh"])).data)


class LogoutView(OpenDoor):
    throttle_classes = (RefreshThrottle,)

    @extend_schema(operation_id="logout", request=RefreshSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        given = RefreshSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        revoke(given.validated_data["refresh"])
        return Response(status=status.HTTP_204_NO_CONTENT)
