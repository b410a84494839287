"""`/api/agent/usage/`: what models took and cost, by day, feature and model, beside the month's budget."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid
from tenant_apps.agent.usage import selectors
from tenant_apps.team.api.permissions import IsAdmin, MemberRequest
from tenant_apps.workspace.selectors import current_workspace

DEFAULT_DAYS = 30


class UsedSerializer(serializers.Serializer[Any]):
    calls = serializers.IntegerField()
    failed = serializers.IntegerField()
    prompt_tokens = serializers.IntegerField()
    completion_tokens = serializers.IntegerField()
    cost = serializers.FloatField(allow_null=True, help_text="US dollars, null when no price is known.")
    ms_p50 = serializers.IntegerField()
    ms_p95 = serializers.IntegerField()


class UsedDaySerializer(UsedSerializer):
    day = serializers.DateField()


class UsedFeatureSerializer(UsedSerializer):
    feature = serializers.CharField()


class UsedModelSerializer(UsedSerializer):
    model = serializers.CharField()


class SpendingSerializer(serializers.Serializer[Any]):
    month = serializers.CharField()
    spent = serializers.FloatField()
    soft = serializers.FloatField(allow_null=True)
    hard = serializers.FloatField(allow_null=True)
    state = serializers.ChoiceField(choices=["ok", "soft", "hard"])


class AgentUsageSerializer(serializers.Serializer[Any]):
    days = UsedDaySerializer(many=True)
    features = UsedFeatureSerializer(many=True)
    models = UsedModelSerializer(many=True)
    month = SpendingSerializer()


class UsageView(APIView):
    """Money is the owners' and admins' matter."""

    permission_classes = (IsAdmin,)

    @extend_schema(
        operation_id="agent_usage",
        parameters=[OpenApiParameter("from", date), OpenApiParameter("to", date)],
        responses=AgentUsageSerializer,
    )
    def get(self, request: MemberRequest) -> Response:
        today = now().astimezone(ZoneInfo(current_workspace().timezone)).date()
        end = _day(request.query_params.get("to"), "to") or today
        start = _day(request.query_params.get("from"), "from") or end - timedelta(days=DEFAULT_DAYS - 1)
        if end < start or (end - start).days >= selectors.MOST_DAYS:
            raise Invalid(
                "This span cannot be shown.",
                fields={"from": [f"Choose at most {selectors.MOST_DAYS} days, the first one first."]},
            )
        shown = {
            "days": selectors.usage_by_day(start, end),
            "features": selectors.usage_by_feature(start, end),
            "models": selectors.usage_by_model(start, end),
            "month": selectors.spending(),
        }
        return Response(AgentUsageSerializer(shown).data)


def _day(text: str | None, field: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Invalid("This is not a day.", fields={field: ["Write it as 2026-11-21."]}) from error
