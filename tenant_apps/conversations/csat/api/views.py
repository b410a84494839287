"""`/api/csat/`: what customers said, its summary, and the settings."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import CursorPagination
from shared_apps.core.validation import validated
from tenant_apps.conversations.api.serializers import NamedSerializer
from tenant_apps.conversations.csat.actions import save_settings
from tenant_apps.conversations.csat.models import CsatRequest, CsatSettings
from tenant_apps.conversations.csat.selectors import csat_settings, questions_for, summary
from tenant_apps.team.api.permissions import IsAdminOrReadOnly, current_member
from tenant_apps.team.models import Member


class CsatQuerySerializer(serializers.Serializer[object]):
    member = serializers.UUIDField(required=False)
    score = serializers.IntegerField(required=False, min_value=1, max_value=5)
    is_answered = serializers.BooleanField(required=False, allow_null=True, default=None)

    def get_fields(self) -> dict[str, Any]:
        # "from" is a word of Python, so it cannot stand above.
        times = {
            "from": serializers.DateTimeField(required=False),
            "to": serializers.DateTimeField(required=False),
        }
        return {**super().get_fields(), **times}


class CsatSerializer(serializers.Serializer[CsatRequest]):
    id = serializers.UUIDField()
    conversation = serializers.UUIDField(source="conversation_id")
    contact = NamedSerializer(source="conversation.contact")
    member = NamedSerializer(allow_null=True)
    score = serializers.IntegerField(allow_null=True)
    comment = serializers.CharField()
    asked_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)


class CsatPageSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = CsatSerializer(many=True)


class CsatSummarySerializer(serializers.Serializer[object]):
    asked = serializers.IntegerField()
    answered = serializers.IntegerField()
    average = serializers.FloatField(allow_null=True)
    satisfied = serializers.IntegerField(help_text="Scores of 4 and 5.")
    scores = serializers.DictField(child=serializers.IntegerField())


class CsatSettingsSerializer(serializers.Serializer[CsatSettings]):
    is_on = serializers.BooleanField()
    channels = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=200)
    question_en = serializers.CharField(allow_blank=True, default="", max_length=1000)
    question_uk = serializers.CharField(allow_blank=True, default="", max_length=1000)


def _asked(member: Member, query: dict[str, Any]) -> QuerySet[CsatRequest]:
    given = validated(CsatQuerySerializer, query)
    return questions_for(
        member,
        since=given.get("from"),
        until=given.get("to"),
        of_member=given.get("member"),
        score=given.get("score"),
        is_answered=given["is_answered"],
    )


class Latest(CursorPagination):
    ordering = ("-asked_at", "-id")  # type: ignore[assignment]  # DRF takes a tuple too


class CsatView(APIView):
    permission_classes = [IsAdminOrReadOnly]

    @extend_schema(
        operation_id="csat_list",
        parameters=[
            CsatQuerySerializer,
            OpenApiParameter("from", str),
            OpenApiParameter("to", str),
            OpenApiParameter("limit", int),
            OpenApiParameter("cursor", str),
        ],
        responses=CsatPageSerializer,
    )
    def get(self, request: Request) -> Response:
        rows = _asked(current_member(request), request.query_params.dict())
        pages = Latest()
        loaded = rows.select_related("conversation__contact", "member")
        page: Any = pages.paginate_queryset(loaded, request, view=self)
        return pages.get_paginated_response(CsatSerializer(page, many=True).data)


class CsatSummaryView(APIView):
    permission_classes = [IsAdminOrReadOnly]

    @extend_schema(
        operation_id="csat_summary",
        parameters=[CsatQuerySerializer, OpenApiParameter("from", str), OpenApiParameter("to", str)],
        responses=CsatSummarySerializer,
    )
    def get(self, request: Request) -> Response:
        rows = _asked(current_member(request), request.query_params.dict())
        return Response(CsatSummarySerializer(summary(rows)).data)


class CsatSettingsView(APIView):
    permission_classes = [IsAdminOrReadOnly]

    @extend_schema(operation_id="csat_settings_get", responses=CsatSettingsSerializer)
    def get(self, request: Request) -> Response:
        return Response(CsatSettingsSerializer(csat_settings()).data)

    @extend_schema(
        operation_id="csat_settings_write", request=CsatSettingsSerializer, responses=CsatSettingsSerializer
    )
    def put(self, request: Request) -> Response:
        form = validated(CsatSettingsSerializer, request.data)
        return Response(CsatSettingsSerializer(save_settings(fields=form)).data)
