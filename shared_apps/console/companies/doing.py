"""What operators do to a business."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.doors import given
from shared_apps.console.api.doors import ConsoleView, operator
from shared_apps.console.companies.api import CompanyDetailSerializer
from shared_apps.console.companies.plan import put_on_plan
from shared_apps.console.companies.selectors import get_company


class CompanyPlanFormSerializer(serializers.Serializer[Any]):
    plan = serializers.SlugField(max_length=60)


class CompanyPlanView(ConsoleView):
    @extend_schema(
        operation_id="console_company_plan",
        request=CompanyPlanFormSerializer,
        responses=CompanyDetailSerializer,
    )
    def put(self, request: Request, id: UUID) -> Response:
        put_on_plan(
            tenant_id=get_company(id).id, actor=operator(request), **given(CompanyPlanFormSerializer, request)
        )
        return Response(CompanyDetailSerializer(get_company(id)).data)
