from typing import Any

from celery import Task
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.actions.second_factor import ask_for_it
from shared_apps.accounts.actions.sign_in import enter_client
from shared_apps.accounts.actions.sign_in_codes import use_sign_in_code
from shared_apps.accounts.api.doors import OpenDoor, given
from shared_apps.accounts.api.security_serializers import FlowCodeSerializer, FlowSerializer
from shared_apps.accounts.api.serializers import MeSerializer, ResetSerializer, TokenPairSerializer
from shared_apps.accounts.api.throttles import CodesThrottle, SignInThrottle
from shared_apps.accounts.api.views.entering import entered
from shared_apps.accounts.digests import new_token
from shared_apps.accounts.guessing import asker_of
from shared_apps.accounts.tasks import send_sign_in_code


def send_with_flow(request: Request, task: Task[Any, None]) -> Response:
    """Have a code sent to the address in the body, and return what it takes beside the code."""
    email, flow = given(ResetSerializer, request)["email"], new_token()
    asker = asker_of(request._request)
    task.delay(email, flow, asker.device, asker.address)
    return Response(FlowSerializer({"flow": flow}).data)


class GetCodeView(OpenDoor):
    """Answers alike whether anybody has this address or not; `flow` goes with the code when it is typed in."""

    throttle_classes = (CodesThrottle,)

    @extend_schema(operation_id="get_otp", request=ResetSerializer, responses=FlowSerializer)
    def post(self, request: Request) -> Response:
        return send_with_flow(request, send_sign_in_code)


class VerifyCodeView(OpenDoor):
    """The code's sign-in of API clients."""

    throttle_classes = (SignInThrottle,)

    @extend_schema(operation_id="verify_otp", request=FlowCodeSerializer, responses=TokenPairSerializer)
    def post(self, request: Request) -> Response:
        user = use_sign_in_code(**given(FlowCodeSerializer, request))
        ask_for_it(user)
        return Response(TokenPairSerializer(enter_client(request._request, user)).data)


class CodeSessionView(OpenDoor):
    """The code's sign-in of a browser."""

    throttle_classes = (SignInThrottle,)

    @extend_schema(operation_id="code_sign_in", request=FlowCodeSerializer, responses=MeSerializer)
    def post(self, request: Request) -> Response:
        user = use_sign_in_code(**given(FlowCodeSerializer, request))
        ask_for_it(user)
        return entered(request, user)
