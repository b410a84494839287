from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.core.pagination import CursorPagination
from tenant_apps.team.api.serializers import MemberSerializer
from tenant_apps.team.models import Member
from tenant_apps.team.selectors import members


class ByName(CursorPagination):
    ordering = ("name", "id")  # type: ignore[assignment]  # DRF takes a tuple too


class EmployeesView(ListAPIView[Member]):
    serializer_class = MemberSerializer
    pagination_class = ByName

    def get_queryset(self) -> QuerySet[Member]:
        return members()

    @extend_schema(operation_id="employees")
    def get(self, request: Request) -> Response:
        return self.list(request)
