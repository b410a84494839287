"""A workspace's plan: bought, changed, ended."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.billing import actions, selectors
from shared_apps.billing.api.permissions import OWNER, SEES_MONEY
from shared_apps.billing.api.serializers import (
    ActivationSerializer,
    CheckoutRequestSerializer,
    CheckoutSerializer,
    LinkSerializer,
    OverviewSerializer,
    PlanChangeSerializer,
    PlanChoiceSerializer,
    PlanPreviewSerializer,
    PortalSerializer,
)
from shared_apps.core.errors import AppError, ErrorCode
from shared_apps.core.idempotency import DoneOnce
from shared_apps.core.keys import tenant_key
from shared_apps.core.ratelimit import take
from shared_apps.core.validation import validated
from tenants.models import Tenant

BILLING_PAGE = "/settings/billing"
# Codes cannot be guessed at: ten tries, then one every half minute.
CODE_TRIES, CODE_TRIES_PER_S = 10, 1 / 30


def tenant_in(request: Request) -> Tenant:
    tenant: Tenant = request.tenant  # type: ignore[attr-defined]  # set by the tenant middleware
    return tenant


def who(request: Request) -> Any:
    """Return the member, for the trail; the default permission has put them there."""
    return request.member  # type: ignore[attr-defined]  # set by the permission


def overview() -> Response:
    return Response(OverviewSerializer(selectors.overview_here()).data)


class BillingView(APIView):
    permission_classes = SEES_MONEY

    @extend_schema(operation_id="billing_overview", responses=OverviewSerializer)
    def get(self, request: Request) -> Response:
        return overview()


class RefreshView(APIView):
    """Read from Stripe how things stand, without waiting for its message; for who comes back from its pages."""

    permission_classes = OWNER

    @extend_schema(operation_id="billing_refresh", request=None, responses=OverviewSerializer)
    def post(self, request: Request) -> Response:
        account = selectors.overview_here().account
        if account is not None:
            actions.sync_all(account)
        return overview()


class CheckoutView(DoneOnce):
    permission_classes = OWNER

    @extend_schema(
        operation_id="billing_checkout",
        request=CheckoutRequestSerializer,
        responses={201: CheckoutSerializer},
    )
    def post(self, request: Request) -> Response:
        form = validated(CheckoutRequestSerializer, request.data)
        made = actions.open_checkout(actor=who(request), tenant=tenant_in(request), **form)
        return Response(CheckoutSerializer(made).data, status=201)


class CheckoutAlias(CheckoutView):
    schema = None


class PreviewView(APIView):
    permission_classes = OWNER

    @extend_schema(
        operation_id="billing_preview", request=PlanChoiceSerializer, responses=PlanPreviewSerializer
    )
    def post(self, request: Request) -> Response:
        form = validated(PlanChoiceSerializer, request.data)
        return Response(PlanPreviewSerializer(actions.preview(tenant=tenant_in(request), **form)).data)


class ChangeView(DoneOnce):
    permission_classes = OWNER

    @extend_schema(operation_id="billing_change", request=PlanChangeSerializer, responses=OverviewSerializer)
    def post(self, request: Request) -> Response:
        form = validated(PlanChangeSerializer, request.data)
        actions.change(actor=who(request), tenant=tenant_in(request), **form)
        return overview()


class CancelView(DoneOnce):
    permission_classes = OWNER

    @extend_schema(operation_id="billing_cancel", request=None, responses=OverviewSerializer)
    def post(self, request: Request) -> Response:
        actions.cancel(actor=who(request), tenant=tenant_in(request))
        return overview()


class CancelAlias(CancelView):
    schema = None


class ResumeView(DoneOnce):
    permission_classes = OWNER

    @extend_schema(operation_id="billing_resume", request=None, responses=OverviewSerializer)
    def post(self, request: Request) -> Response:
        actions.resume(actor=who(request), tenant=tenant_in(request))
        return overview()


class PortalView(APIView):
    permission_classes = OWNER

    @extend_schema(operation_id="billing_portal", request=PortalSerializer, responses=LinkSerializer)
    def post(self, request: Request) -> Response:
        form = validated(PortalSerializer, request.data)
        url = actions.portal_url(
            tenant=tenant_in(request),
            for_card=form["for_card"],
            back=BILLING_PAGE + "?portal=1",
        )
        return Response({"url": url})


class ActivateView(DoneOnce):
    permission_classes = OWNER

    @extend_schema(
        operation_id="billing_activate_code", request=ActivationSerializer, responses=OverviewSerializer
    )
    def post(self, request: Request) -> Response:
        form = validated(ActivationSerializer, request.data)
        if wait := take(tenant_key("activation-code"), per_second=CODE_TRIES_PER_S, burst=CODE_TRIES):
            message = "Too many codes were tried. Wait a minute."
            raise AppError(ErrorCode.THROTTLED, message, status=429, data={"retry_after_s": round(wait)})
        actions.redeem(actor=who(request), tenant=tenant_in(request), code=form["code"])
        return overview()
