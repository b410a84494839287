"""A workspace's link, what it brought, and who came by it. For those who run the workspace."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import CursorPagination
from shared_apps.plans.api.permissions import MANAGER
from shared_apps.referrals import selectors
from shared_apps.referrals.actions import code_of
from shared_apps.referrals.api.serializers import (
    MyCodeSerializer,
    ReferralSerializer,
    ReferralStatsSerializer,
)
from shared_apps.referrals.models import Referral


class MyCodeView(APIView):
    permission_classes = MANAGER

    @extend_schema(operation_id="referral_code", responses=MyCodeSerializer)
    def get(self, request: Request) -> Response:
        code = code_of(selectors.tenant_here()).code
        return Response({"code": code, "link": selectors.link_of(code)})


class StatsView(APIView):
    permission_classes = MANAGER

    @extend_schema(operation_id="referral_stats", responses=ReferralStatsSerializer)
    def get(self, request: Request) -> Response:
        return Response(ReferralStatsSerializer(selectors.stats_here()).data)


class NewestFirst(CursorPagination):
    ordering = ("-created_at", "-id")  # type: ignore[assignment]  # DRF takes a tuple too


class ReferralsView(ListAPIView[Referral]):
    permission_classes = MANAGER
    serializer_class = ReferralSerializer
    pagination_class = NewestFirst

    def get_queryset(self) -> QuerySet[Referral]:
        return selectors.referrals_here()

    @extend_schema(operation_id="referrals_list")
    def get(self, request: Request) -> Response:
        return self.list(request)
