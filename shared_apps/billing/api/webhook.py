"""The webhook's other address. The usual one, /webhook/stripe/, is the intake door's; both end in the same ledger."""

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.billing.webhooks import split, verify
from shared_apps.core.errors import AppError, ErrorCode, Invalid
from shared_apps.intake.actions import deliver
from shared_apps.intake.errors import BadPayload
from shared_apps.vendors.stripe import SIGNATURE_HEADER


class StripeWebhookView(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(exclude=True)
    def post(self, request: Request) -> Response:
        body = request._request.body
        header = request.headers.get("Stripe-Signature", "").encode("latin-1", "replace")
        if not verify(body, {SIGNATURE_HEADER: header}, ""):
            raise AppError(ErrorCode.NOT_AUTHENTICATED, "The signature does not match the body.", status=401)
        try:
            parts = split(body, "")
        except BadPayload as error:
            raise Invalid(str(error)) from error
        for part in parts:
            deliver(platform="stripe", account_id=part.account_id, body=part.body)
        return Response({})
