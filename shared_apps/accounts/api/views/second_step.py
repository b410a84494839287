"""The second factor of a sign-in: a code of the app, a recovery code, or a passkey."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.actions.passkeys import person_of_passkey, request_options
from shared_apps.accounts.actions.second_factor import close, finish, person_of
from shared_apps.accounts.actions.sign_in import enter_client
from shared_apps.accounts.api.doors import OpenDoor, given
from shared_apps.accounts.api.security_serializers import (
    OptionsSerializer,
    PasskeyAnswerSerializer,
    PasskeyStepSerializer,
    PendingSerializer,
    SecondFactorSerializer,
)
from shared_apps.accounts.api.serializers import MeSerializer, TokenPairSerializer
from shared_apps.accounts.api.throttles import SignInThrottle
from shared_apps.accounts.api.views.entering import entered


class BrowserStepView(OpenDoor):
    throttle_classes = (SignInThrottle,)

    @extend_schema(operation_id="second_factor", request=SecondFactorSerializer, responses=MeSerializer)
    def post(self, request: Request) -> Response:
        return entered(request, finish(request._request, **given(SecondFactorSerializer, request)))


class ClientStepView(OpenDoor):
    throttle_classes = (SignInThrottle,)

    @extend_schema(
        operation_id="second_factor_token", request=SecondFactorSerializer, responses=TokenPairSerializer
    )
    def post(self, request: Request) -> Response:
        user = finish(request._request, **given(SecondFactorSerializer, request))
        return Response(TokenPairSerializer(enter_client(request._request, user)).data)


class PasskeyStepOptionsView(OpenDoor):
    throttle_classes = (SignInThrottle,)

    @extend_schema(
        operation_id="second_factor_passkey_options", request=PendingSerializer, responses=OptionsSerializer
    )
    def post(self, request: Request) -> Response:
        return Response({"options": request_options(person_of(given(PendingSerializer, request)["pending"]))})


class PasskeyStepView(OpenDoor):
    throttle_classes = (SignInThrottle,)

    @extend_schema(
        operation_id="second_factor_passkey", request=PasskeyStepSerializer, responses=MeSerializer
    )
    def post(self, request: Request) -> Response:
        form = given(PasskeyStepSerializer, request)
        user = person_of_passkey(form["credential"], user=person_of(form["pending"]))
        close(form["pending"])
        return entered(request, user)


class PasskeyOptionsView(OpenDoor):
    """What a browser asks of its passkeys when nobody is named yet."""

    throttle_classes = (SignInThrottle,)

    @extend_schema(operation_id="passkey_options", request=None, responses=OptionsSerializer)
    def post(self, request: Request) -> Response:
        return Response({"options": request_options()})


class PasskeySignInView(OpenDoor):
    """A passkey that verified its person is both factors at once."""

    throttle_classes = (SignInThrottle,)

    @extend_schema(operation_id="passkey_sign_in", request=PasskeyAnswerSerializer, responses=MeSerializer)
    def post(self, request: Request) -> Response:
        user = person_of_passkey(given(PasskeyAnswerSerializer, request)["credential"])
        request._request.came_by_passkey = True  # type: ignore[attr-defined]  # read where the session is opened
        return entered(request, user)
