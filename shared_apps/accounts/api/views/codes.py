from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.actions.codes import reset_password, verify_email
from shared_apps.accounts.api.doors import OpenDoor, PersonalDoor, signed_in
from shared_apps.accounts.api.security_serializers import FlowSerializer
from shared_apps.accounts.api.serializers import (
    CodeSerializer,
    MeSerializer,
    ResetConfirmationSerializer,
    ResetSerializer,
)
from shared_apps.accounts.api.throttles import CodesThrottle
from shared_apps.accounts.api.views.one_time_codes import send_with_flow
from shared_apps.accounts.tasks import send_reset_code, send_verification_code
from shared_apps.core.validation import validated


class VerifyEmailView(PersonalDoor):
    throttle_classes = (CodesThrottle,)

    @extend_schema(operation_id="verify_email", request=CodeSerializer, responses=MeSerializer)
    def post(self, request: Request) -> Response:
        user = signed_in(request)
        given = validated(CodeSerializer, request.data)
        if not user.is_email_verified:
            verify_email(user, given["code"])
        return Response(MeSerializer(user).data)


class ResendView(PersonalDoor):
    throttle_classes = (CodesThrottle,)

    @extend_schema(operation_id="resend_code", request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        send_verification_code.delay(str(signed_in(request).id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ResetPasswordView(OpenDoor):
    """Answers alike whether anybody has this address or not; `flow` goes with the code and the new password."""

    throttle_classes = (CodesThrottle,)

    @extend_schema(operation_id="reset_password", request=ResetSerializer, responses=FlowSerializer)
    def post(self, request: Request) -> Response:
        return send_with_flow(request, send_reset_code)


class ResetConfirmationView(OpenDoor):
    throttle_classes = (CodesThrottle,)

    @extend_schema(
        operation_id="reset_password_confirm", request=ResetConfirmationSerializer, responses={204: None}
    )
    def post(self, request: Request) -> Response:
        given = validated(ResetConfirmationSerializer, request.data)
        reset_password(**given)
        return Response(status=status.HTTP_204_NO_CONTENT)
