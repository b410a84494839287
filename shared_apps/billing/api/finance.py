"""Money that comes: payments, sums, the business's own account at Stripe."""

import csv
import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.billing import actions, selectors
from shared_apps.billing.api.permissions import OWNER, SEES_MONEY
from shared_apps.billing.api.serializers import (
    ConnectSerializer,
    FinanceSerializer,
    LinkSerializer,
    PaymentRequestSerializer,
    PaymentSerializer,
    RefundSerializer,
    SpanSerializer,
)
from shared_apps.billing.api.views import tenant_in, who
from shared_apps.billing.models import BillingAccount, Payment, PaymentKind
from shared_apps.billing.money import to_decimal
from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid
from shared_apps.core.idempotency import DoneOnce
from shared_apps.core.ids import uuid7
from shared_apps.core.pagination import CursorPagination
from shared_apps.core.validation import validated

USUAL_DAYS, MOST_DAYS = 30, 3 * 366
FINANCE_PAGE = "/settings/finance"


class NewestFirst(CursorPagination):
    ordering = ("-created_at", "-id")  # type: ignore[assignment]  # DRF takes a tuple too


class PaymentsView(ListAPIView[Payment]):
    """Payments to us and from customers; the owner asks a customer for one."""

    serializer_class = PaymentSerializer
    pagination_class = NewestFirst

    def get_permissions(self) -> list[Any]:
        return [
            each() for each in (SEES_MONEY if self.request.method in ("GET", "HEAD", "OPTIONS") else OWNER)
        ]

    def get_queryset(self) -> QuerySet[Payment]:
        return selectors.payments_here(self.request.query_params)

    @extend_schema(
        operation_id="payments_list",
        parameters=[
            OpenApiParameter("kind", str, description="One or several, parted by commas."),
            OpenApiParameter("state", str, description="One or several, parted by commas."),
        ],
    )
    def get(self, request: Request) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="payments_request",
        request=PaymentRequestSerializer,
        responses={201: PaymentSerializer},
        parameters=[OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER)],
    )
    def post(self, request: Request) -> Response:
        form = validated(PaymentRequestSerializer, request.data)
        key = request.headers.get("Idempotency-Key", "")[:200] or str(uuid7())
        made = actions.request_payment(actor=who(request), tenant=tenant_in(request), key=key, **form)
        return Response(PaymentSerializer(made).data, status=201)


class PaymentView(APIView):
    permission_classes = SEES_MONEY

    @extend_schema(operation_id="payment", responses=PaymentSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(PaymentSerializer(selectors.payment_here(id)).data)


class RefundView(DoneOnce):
    """Give a customer's money back, all of it or a part."""

    permission_classes = OWNER

    @extend_schema(operation_id="payment_refund", request=RefundSerializer, responses=PaymentSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        payment = selectors.payment_here(id)
        form = validated(RefundSerializer, request.data)
        if payment.kind != PaymentKind.SERVICE:
            raise Invalid("What was paid to us is given back by us. Write to us.")
        given = actions.refund(actor=who(request), payment=payment, amount=form["amount"])
        return Response(PaymentSerializer(given).data)


class CsvRenderer(BaseRenderer):
    """Rows of dicts as a spreadsheet reads them, with the mark by which Excel knows UTF-8."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self, data: Any, media_type: str | None = None, context: Mapping[str, Any] | None = None
    ) -> str:
        if not isinstance(data, list):
            return str(data.get("message", "")) if isinstance(data, dict) else ""
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(data)
        return "\ufeff" + out.getvalue()


COLUMNS = [
    "date", "kind", "state", "description", "number", "payer", "email", "amount", "tax", "fee", "refunded", "currency",
]  # fmt: skip


def row_of(payment: Payment) -> dict[str, str]:
    money = {
        name: str(to_decimal(getattr(payment, name), payment.currency))
        for name in ("amount", "tax", "fee", "refunded")
    }
    shown = {
        "date": (payment.paid_at or payment.created_at).isoformat(timespec="seconds"),
        "kind": payment.kind,
        "state": payment.state,
        "description": payment.description,
        "number": payment.number,
        "payer": payment.payer_name,
        "email": payment.payer_email,
        "currency": payment.currency.upper(),
    }
    return {name: defused(value) for name, value in shown.items()} | money


def defused(text: str) -> str:
    """Keep a spreadsheet from running what a customer typed as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


class FinanceView(APIView):
    permission_classes = SEES_MONEY
    renderer_classes = (JSONRenderer, CsvRenderer)

    @extend_schema(
        operation_id="finance_data",
        responses=FinanceSerializer,
        parameters=[
            OpenApiParameter("from", OpenApiTypes.DATE),
            OpenApiParameter("to", OpenApiTypes.DATE),
            OpenApiParameter("format", str, enum=["json", "csv"]),
        ],
    )
    def get(self, request: Request) -> Response:
        form = validated(SpanSerializer, request.query_params)
        zone = tenant_in(request).timezone
        ends_on = form.get("to") or now().astimezone(ZoneInfo(zone)).date()
        starts_on = form.get("from") or ends_on - timedelta(days=USUAL_DAYS - 1)
        if not 0 <= (ends_on - starts_on).days <= MOST_DAYS:
            raise Invalid("The span ends before it begins, or is longer than three years.")
        if request.accepted_renderer.format == "csv":
            rows = [row_of(payment) for payment in selectors.in_span(starts_on, ends_on, zone).iterator()]
            name = f"payments-{starts_on}-{ends_on}.csv"
            return Response(rows, headers={"Content-Disposition": f'attachment; filename="{name}"'})
        made = selectors.report(starts_on, ends_on, zone)
        course = [{"day": day, **_sums(sums)} for day, sums in made.course]
        body = {"starts_on": made.starts_on, "ends_on": made.ends_on, "unit": made.unit, "course": course}
        return Response(FinanceSerializer({**body, "sums": made.sums}).data)


def _sums(sums: selectors.Sums) -> dict[str, Any]:
    names = ("currency", "taken", "refunded", "fees", "net", "paid", "payments")
    return {name: getattr(sums, name) for name in names}


def connect_body(account: BillingAccount | None) -> dict[str, Any]:
    names = ("charges_enabled", "payouts_enabled", "details_submitted")
    shown = {name: bool(account and getattr(account, name)) for name in names}
    requirements = account.requirements if account else []
    is_begun = bool(account and account.connect_id)
    return {
        **shown,
        "is_begun": is_begun,
        "requirements": requirements,
        "fee_percent": settings.CONNECT_FEE_PERCENT,
    }


class ConnectView(APIView):
    permission_classes = SEES_MONEY

    @extend_schema(operation_id="connect", responses=ConnectSerializer)
    def get(self, request: Request) -> Response:
        return Response(ConnectSerializer(connect_body(selectors.overview_here().account)).data)


class OnboardView(APIView):
    permission_classes = OWNER

    @extend_schema(operation_id="connect_onboard", request=None, responses=LinkSerializer)
    def post(self, request: Request) -> Response:
        return Response({"url": actions.onboarding_url(actor=who(request), tenant=tenant_in(request))})


class DashboardView(APIView):
    permission_classes = OWNER

    @extend_schema(operation_id="connect_dashboard", request=None, responses=LinkSerializer)
    def post(self, request: Request) -> Response:
        return Response({"url": actions.dashboard_url(tenant=tenant_in(request))})


class ConnectSuccessView(APIView):
    """Where Stripe sends the owner back to; whether all is done is read from Stripe, not from coming here."""

    permission_classes = OWNER

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponseBase:
        account = selectors.overview_here().account
        if account is not None:
            actions.sync_connect(account)
        return HttpResponseRedirect(f"{FINANCE_PAGE}?connect=back")


class ConnectRefreshView(APIView):
    """Where Stripe sends an owner whose link has run out: on to a fresh one."""

    permission_classes = OWNER

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponseBase:
        return HttpResponseRedirect(actions.onboarding_url(actor=who(request), tenant=tenant_in(request)))
