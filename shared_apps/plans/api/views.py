"""The catalogue, what this workspace has of it, and the wish for more."""

from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import CursorPagination, whole_page
from shared_apps.core.validation import validated
from shared_apps.plans import selectors
from shared_apps.plans.actions import ask_for_plan, withdraw_request
from shared_apps.plans.api.permissions import MEMBER, OWNER, OWNER_OR_READ
from shared_apps.plans.api.serializers import (
    CurrentSerializer,
    PlanListSerializer,
    PlanRequestSerializer,
    PlanSerializer,
    PlanWishSerializer,
    UsageSerializer,
)
from shared_apps.plans.models import PlanRequest
from shared_apps.plans.presentation import current_view, usage_view
from shared_apps.plans.selectors import current_subscription


class CatalogueView(APIView):
    """What anybody can buy; for the public site."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return Response(whole_page(PlanSerializer(selectors.plans(), many=True).data))


class PlansView(APIView):
    """The catalogue and what was made for this business."""

    permission_classes = MEMBER

    @extend_schema(operation_id="plans_list", responses=PlanListSerializer)
    def get(self, request: Request) -> Response:
        rows = selectors.plans_for(current_subscription().tenant_id)
        return Response(whole_page(PlanSerializer(rows, many=True).data))


class CurrentView(APIView):
    permission_classes = MEMBER

    @extend_schema(operation_id="plan_current", responses=CurrentSerializer)
    def get(self, request: Request) -> Response:
        return Response(CurrentSerializer(current_view()).data)


class UsageView(APIView):
    permission_classes = MEMBER

    @extend_schema(operation_id="plan_usage", responses=UsageSerializer)
    def get(self, request: Request) -> Response:
        return Response(UsageSerializer(usage_view()).data)


class NewestFirst(CursorPagination):
    ordering = ("-asked_at", "-id")  # type: ignore[assignment]  # DRF takes a tuple too


class PlanRequestsView(ListAPIView[PlanRequest]):
    """Wishes for another plan; the owner has them."""

    permission_classes = OWNER_OR_READ
    serializer_class = PlanRequestSerializer
    pagination_class = NewestFirst

    def get_queryset(self) -> QuerySet[PlanRequest]:
        return selectors.requests_here()

    @extend_schema(operation_id="plan_requests_list")
    def get(self, request: Request) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="plan_requests_create",
        request=PlanWishSerializer,
        responses={201: PlanRequestSerializer},
    )
    def post(self, request: Request) -> Response:
        form = validated(PlanWishSerializer, request.data)
        made = ask_for_plan(actor=request.member, **form)  # type: ignore[attr-defined]  # set by the permission
        return Response(PlanRequestSerializer(made).data, status=201)


class PlanRequestView(APIView):
    permission_classes = OWNER

    @extend_schema(operation_id="plan_requests_withdraw", responses=PlanRequestSerializer)
    def delete(self, request: Request, id: UUID) -> Response:
        withdrawn = withdraw_request(actor=request.member, request_id=id)  # type: ignore[attr-defined]  # set by the permission
        return Response(PlanRequestSerializer(withdrawn).data)


class PlansAlias(PlansView):
    schema = None


class CurrentAlias(CurrentView):
    schema = None

    def post(self, request: Request) -> Response:
        """The same question, as the other product asks it."""
        return self.get(request)
