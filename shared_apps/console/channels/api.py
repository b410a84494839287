"""Channels to look at: approve, reject, switch a kind off. The first three paths are those of another product."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.doors import given
from shared_apps.console.api.doors import ConsoleView, operator
from shared_apps.console.api.pages import NewestFirst
from shared_apps.console.channels import selectors
from shared_apps.console.channels.actions import decide, set_kind_rule
from shared_apps.console.channels.shapes import ReviewedChannelSerializer
from shared_apps.console.models import Channel, Review
from shared_apps.core.pagination import WholePageSerializer, whole_page


class DecisionSerializer(serializers.Serializer[Any]):
    channel = serializers.UUIDField()
    seen = serializers.ChoiceField(
        Review.choices, required=False, default="", help_text="What the channel's review was when you looked."
    )


class RefusalSerializer(DecisionSerializer):
    reason = serializers.CharField(max_length=500, help_text="The owner reads it.")


class KindRuleSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    is_open = serializers.BooleanField()
    needs_review = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)
    changed_by_name = serializers.CharField()
    changed_at = serializers.DateTimeField(allow_null=True)
    channels = serializers.IntegerField()


class KindRuleListSerializer(WholePageSerializer):
    results = KindRuleSerializer(many=True)


class KindRuleFormSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(max_length=20)
    is_open = serializers.BooleanField()
    needs_review = serializers.BooleanField(default=False)
    reason = serializers.CharField(max_length=500, allow_blank=True, default="")
    seen_at = serializers.DateTimeField(
        allow_null=True, required=False, help_text="`changed_at` of the rule when you looked."
    )


class ChannelsView(ConsoleView, ListAPIView[Channel]):
    serializer_class = ReviewedChannelSerializer
    pagination_class = NewestFirst

    def get_queryset(self) -> QuerySet[Channel]:
        params = self.request.query_params
        names = ("q", "review", "kind", "state")
        return selectors.channels(**{name: params.get(name, "").strip()[:100] for name in names})

    @extend_schema(
        operation_id="console_channels",
        parameters=[OpenApiParameter(name) for name in ("q", "review", "kind", "state")],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request)


class ApproveChannelView(ConsoleView):
    @extend_schema(
        operation_id="console_channel_approve",
        request=DecisionSerializer,
        responses=ReviewedChannelSerializer,
    )
    def post(self, request: Request) -> Response:
        form = given(DecisionSerializer, request)
        return _decided(request, form["channel"], Review.APPROVED, "", form["seen"])


class RejectChannelView(ConsoleView):
    @extend_schema(
        operation_id="console_channel_reject", request=RefusalSerializer, responses=ReviewedChannelSerializer
    )
    def post(self, request: Request) -> Response:
        form = given(RefusalSerializer, request)
        return _decided(request, form["channel"], Review.REJECTED, form["reason"], form["seen"])


def _decided(request: Request, channel: UUID, review: Review, reason: str, seen: str) -> Response:
    row = decide(channel_id=channel, review=review, reason=reason, actor=operator(request), seen=seen)
    return Response(ReviewedChannelSerializer(row).data)


class EnableChannelsView(ConsoleView):
    """What holds for each kind of channel, on the whole platform."""

    @extend_schema(operation_id="console_channel_kinds", responses=KindRuleListSerializer)
    def get(self, request: Request) -> Response:
        return Response(KindRuleListSerializer(whole_page(selectors.kind_rules())).data)

    @extend_schema(
        operation_id="console_channel_kind_set",
        request=KindRuleFormSerializer,
        responses=KindRuleListSerializer,
    )
    def put(self, request: Request) -> Response:
        set_kind_rule(actor=operator(request), **given(KindRuleFormSerializer, request))
        return Response(KindRuleListSerializer(whole_page(selectors.kind_rules())).data)
