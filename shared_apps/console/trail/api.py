"""The platform's trail: who looked at what, who changed what."""

from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.audit.actions import record
from shared_apps.audit.models import AuditEntry
from shared_apps.console.api.doors import ConsoleView, operator
from shared_apps.console.api.pages import NewestFirst
from shared_apps.console.trail.selectors import as_csv, names_of, trail
from shared_apps.console.trail.shapes import TrailSerializer

FILTERS = [
    OpenApiParameter("actor", description="Part of the name."),
    OpenApiParameter("action", description="The action or its beginning."),
    OpenApiParameter("target", description="The id of what was changed."),
    OpenApiParameter("from", OpenApiTypes.DATE),
    OpenApiParameter("to", OpenApiTypes.DATE),
    OpenApiParameter("views", OpenApiTypes.BOOL, description="False leaves out who only looked."),
]


class TrailFilterSerializer(serializers.Serializer[Any]):
    actor = serializers.CharField(required=False, allow_blank=True, default="", max_length=100)
    action = serializers.CharField(required=False, allow_blank=True, default="", max_length=60)
    target = serializers.CharField(required=False, allow_blank=True, default="", max_length=64)
    views = serializers.BooleanField(required=False, default=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # "from" cannot be written as an attribute.
        days = {name: serializers.DateField(required=False, default=None) for name in ("from", "to")}
        return {**super().get_fields(), **days}


def wanted(request: Request) -> QuerySet[AuditEntry]:
    """Return what the address asks for; raises ValidationError."""
    params = {name: value for name, value in request.query_params.items() if value != ""}
    form = TrailFilterSerializer(data=params)
    form.is_valid(raise_exception=True)
    asked = form.validated_data
    return trail(
        actor=asked["actor"],
        action=asked["action"],
        target=asked["target"],
        since=asked["from"],
        until=asked["to"],
        with_views=asked["views"],
    )


class TrailView(ConsoleView, ListAPIView[AuditEntry]):
    serializer_class = TrailSerializer
    pagination_class = NewestFirst

    def get_queryset(self) -> QuerySet[AuditEntry]:
        return wanted(self.request)

    @extend_schema(operation_id="console_audit", parameters=FILTERS)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        lines = self.paginate_queryset(self.get_queryset()) or []
        shown = TrailSerializer(lines, many=True, context={"names": names_of(lines)})
        return self.get_paginated_response(shown.data)


class TrailFileView(ConsoleView):
    @extend_schema(
        operation_id="console_audit_csv", parameters=FILTERS, responses={(200, "text/csv"): OpenApiTypes.STR}
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        rows = wanted(request)
        asked = dict(request.query_params.items())
        record("audit.exported", actor=operator(request), target_kind="console", details=asked)
        answer = StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="audit.csv"'
        return answer
