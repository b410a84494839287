"""The console's first page and its charts."""

from datetime import timedelta
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.console.api.doors import ConsoleView
from shared_apps.console.channels.shapes import ReviewedChannelSerializer
from shared_apps.console.overview import selectors
from shared_apps.core.clock import now


class CompaniesNowSerializer(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    suspended = serializers.IntegerField()
    active = serializers.IntegerField(help_text="Had messages within a week.")
    new_today = serializers.IntegerField()
    new_week = serializers.IntegerField()
    new_week_before = serializers.IntegerField()
    new_month = serializers.IntegerField()
    new_month_before = serializers.IntegerField()


class PeopleNowSerializer(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    active_day = serializers.IntegerField()
    active_week = serializers.IntegerField()


class MessagesNowSerializer(serializers.Serializer[Any]):
    today = serializers.IntegerField()
    week = serializers.IntegerField()
    week_before = serializers.IntegerField()
    month = serializers.IntegerField()
    month_before = serializers.IntegerField()


class PlanNowSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    currency = serializers.CharField()
    companies = serializers.IntegerField()
    trials = serializers.IntegerField()
    paying = serializers.IntegerField()
    mrr = serializers.DecimalField(max_digits=14, decimal_places=2)


class FailingSerializer(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    channels = ReviewedChannelSerializer(many=True)


class IntakeNowSerializer(serializers.Serializer[Any]):
    waiting = serializers.IntegerField()
    oldest_s = serializers.IntegerField()
    failed = serializers.IntegerField()
    unrouted = serializers.IntegerField()


class WaitingSerializer(serializers.Serializer[Any]):
    plan_requests = serializers.IntegerField()
    channels = serializers.IntegerField()


class ConsoleDashboardSerializer(serializers.Serializer[Any]):
    companies = CompaniesNowSerializer()
    people = PeopleNowSerializer()
    messages = MessagesNowSerializer()
    plans = PlanNowSerializer(many=True)
    failing = FailingSerializer()
    intake = IntakeNowSerializer()
    waiting = WaitingSerializer()
    counted_at = serializers.DateTimeField(allow_null=True)


class DashboardView(ConsoleView):
    @extend_schema(operation_id="console_dashboard", responses=ConsoleDashboardSerializer)
    def get(self, request: Request) -> Response:
        return Response(ConsoleDashboardSerializer(selectors.overview(now())).data)


class PlatformDaySerializer(serializers.Serializer[Any]):
    day = serializers.DateField()
    signups = serializers.IntegerField()
    active = serializers.IntegerField(help_text="Companies with messages.")
    messages = serializers.IntegerField()
    conversations = serializers.IntegerField()
    taken = serializers.IntegerField(help_text="Paid for plans in US cents, less refunds.")


class PlatformSumSerializer(serializers.Serializer[Any]):
    signups = serializers.IntegerField()
    messages = serializers.IntegerField()
    conversations = serializers.IntegerField()
    taken = serializers.IntegerField()


class BusiestSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    messages = serializers.IntegerField()


class LanguageShareSerializer(serializers.Serializer[Any]):
    language = serializers.CharField()
    companies = serializers.IntegerField()


class KindShareSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    channels = serializers.IntegerField()
    companies = serializers.IntegerField()


class PlatformCourseSerializer(serializers.Serializer[Any]):
    days = PlatformDaySerializer(many=True)
    now = PlatformSumSerializer()
    before = PlatformSumSerializer(help_text="As many days before.")
    busiest = BusiestSerializer(many=True)
    languages = LanguageShareSerializer(many=True)
    channels = KindShareSerializer(many=True)


class PeriodSerializer(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # "from" cannot be written as an attribute.
        return {name: serializers.DateField(required=False, default=None) for name in ("from", "to")}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        until = attrs["to"] or now().date()
        since = attrs["from"] or until - timedelta(days=29)
        if since > until or (until - since).days >= selectors.MOST_DAYS:
            raise serializers.ValidationError(
                {"from": [f"Choose up to {selectors.MOST_DAYS} days, the first day first."]}
            )
        return {"since": since, "until": until}


class CourseView(ConsoleView):
    """What each day brought: the last thirty days unless said otherwise."""

    @extend_schema(
        operation_id="console_analytics",
        parameters=[OpenApiParameter("from", OpenApiTypes.DATE), OpenApiParameter("to", OpenApiTypes.DATE)],
        responses=PlatformCourseSerializer,
    )
    def get(self, request: Request) -> Response:
        form = PeriodSerializer(data={name: value for name, value in request.query_params.items() if value})
        form.is_valid(raise_exception=True)
        return Response(PlatformCourseSerializer(selectors.course(**form.validated_data)).data)
