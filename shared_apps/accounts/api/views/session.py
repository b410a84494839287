from contextlib import suppress

from django.contrib.auth import logout
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.actions.profile import update_profile
from shared_apps.accounts.actions.sessions import end_session
from shared_apps.accounts.actions.sign_in import authenticate
from shared_apps.accounts.actions.tokens import use_entry
from shared_apps.accounts.api.authentication import CookieAuthentication
from shared_apps.accounts.api.doors import OpenDoor, PersonalDoor, session_of, signed_in
from shared_apps.accounts.api.serializers import (
    CredentialsSerializer,
    EntrySerializer,
    MeSerializer,
    UserSerializer,
)
from shared_apps.accounts.api.throttles import SignInThrottle
from shared_apps.accounts.api.views.entering import entered
from shared_apps.core.errors import NotFound
from shared_apps.core.validation import validated
from tenants.selectors import current_tenant


class MeView(PersonalDoor):
    @extend_schema(operation_id="me", responses=MeSerializer)
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(signed_in(request), context={"credential": request.auth}).data)


class SessionView(OpenDoor):
    """The browser's sign-in: a cookie of this host only."""

    # With a session in place, replacing or ending it needs the CSRF header like any other write.
    authentication_classes = (CookieAuthentication,)

    def get_throttles(self) -> list[SignInThrottle]:  # type: ignore[override]  # narrower: leaving is never limited
        return [SignInThrottle()] if self.request.method == "POST" else []

    @extend_schema(operation_id="sign_in", request=CredentialsSerializer, responses=MeSerializer)
    def post(self, request: Request) -> Response:
        given = validated(CredentialsSerializer, request.data)
        return entered(request, authenticate(request._request, **given))

    @extend_schema(operation_id="sign_out", request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        session = session_of(request)
        if session and request.user.is_authenticated:
            with suppress(NotFound):
                end_session(signed_in(request), session)
        logout(request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


class EnterView(OpenDoor):
    """Where a new owner arrives from the public site."""

    authentication_classes = (CookieAuthentication,)
    throttle_classes = (SignInThrottle,)

    @extend_schema(operation_id="enter", request=EntrySerializer, responses=MeSerializer)
    def post(self, request: Request) -> Response:
        given = validated(EntrySerializer, request.data)
        user = use_entry(given["entry_token"], tenant=current_tenant())
        return entered(request, user, is_silent=True)


class ProfileView(PersonalDoor):
    @extend_schema(operation_id="profile", responses=UserSerializer)
    def get(self, request: Request) -> Response:
        return Response(UserSerializer(signed_in(request)).data)

    @extend_schema(operation_id="profile_update", request=UserSerializer, responses=UserSerializer)
    def put(self, request: Request) -> Response:
        user = signed_in(request)
        given = UserSerializer(user, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        wished = {"name": user.name, "language": user.language, **given.validated_data}
        return Response(UserSerializer(update_profile(user, **wished)).data)
