"""`/api/log/`: what people did here, for those who may see the log."""

from django.http import StreamingHttpResponse
from django.utils.translation import get_language_from_request
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid, NotFound
from shared_apps.core.pagination import CursorPagination
from shared_apps.core.validation import validated
from tenant_apps.team.api.permissions import IsAdmin, current_member
from tenant_apps.workspace.activity import selectors
from tenant_apps.workspace.activity.export import table
from tenant_apps.workspace.activity.sentences import Area
from tenants.selectors import current_tenant


class LogQuerySerializer(serializers.Serializer[object]):
    who = serializers.UUIDField(required=False, help_text="A member.")
    area = serializers.ChoiceField(list(Area), required=False)
    action = serializers.CharField(required=False, max_length=60, help_text="Such as service.updated.")
    start = serializers.DateTimeField(required=False, help_text="From this moment on.")
    end = serializers.DateTimeField(required=False, help_text="Before this moment.")
    q = serializers.CharField(required=False, allow_blank=True, max_length=100)


class ActorSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class LogEntrySerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    who = ActorSerializer(allow_null=True, help_text="null: the system itself.")
    action = serializers.CharField()
    area = serializers.ChoiceField(list(Area))
    text = serializers.CharField(help_text="In the language that Accept-Language asks for.")
    link = serializers.CharField(allow_null=True, help_text="A path of the web app.")


class LogPageSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = LogEntrySerializer(many=True)


class PageQuerySerializer(LogQuerySerializer):
    cursor = serializers.CharField(required=False)
    limit = serializers.IntegerField(required=False, min_value=1, max_value=100)


def wanted_by(request: Request) -> selectors.Wanted:
    """Return the filter that was asked for; raises ValidationError, Invalid."""
    given = validated(LogQuerySerializer, request.query_params.dict())
    start, end = given.get("start"), given.get("end")
    if start and end and end <= start:
        raise Invalid("The span ends before it begins.", fields={"end": ["Choose a later moment."]})
    return selectors.Wanted(**given)


def language_of(request: Request) -> str:
    return "uk" if get_language_from_request(request).startswith("uk") else "en"


class LogView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="log", parameters=[PageQuerySerializer], responses=LogPageSerializer)
    def get(self, request: Request) -> Response:
        pages = CursorPagination()
        found = pages.paginate_queryset(selectors.entries(wanted_by(request)), request, view=self) or []
        return pages.get_paginated_response(selectors.entry_views(found, language_of(request)))


class LogExportView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(
        operation_id="log_export",
        parameters=[LogQuerySerializer],
        responses={(200, "text/csv"): OpenApiTypes.STR},
        description="The same entries as a CSV table, streamed, newest first.",
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        wanted, tenant = wanted_by(request), current_tenant()
        if tenant is None:
            raise NotFound
        record("log.exported", actor=current_member(request), target_kind="log")
        parts = table(tenant, wanted, language_of(request))
        response = StreamingHttpResponse(parts, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="log-{now().date()}.csv"'
        response["X-Accel-Buffering"] = "no"
        return response
