from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from shared_apps.core.pagination import WholePageSerializer
from shared_apps.plans.choices import Limit, Meter, Period, RequestState, Source, State
from shared_apps.plans.models import Plan, PlanRequest

NAMES = [*Meter, *Limit]


class LimitsSerializer(serializers.Serializer[Any]):
    """Null is without limit."""

    users = serializers.IntegerField(allow_null=True)
    documents = serializers.IntegerField(allow_null=True)
    photos = serializers.IntegerField(allow_null=True, help_text="A month.")
    messages = serializers.IntegerField(allow_null=True, help_text="A month, received and sent.")
    conversations = serializers.IntegerField(allow_null=True, help_text="A month.")
    integrations = serializers.IntegerField(allow_null=True, help_text="The website's chat is not counted.")
    storage_mb = serializers.IntegerField(allow_null=True)


class PlanSerializer(serializers.ModelSerializer[Plan]):
    limits = serializers.SerializerMethodField()
    kinds = serializers.ListField(
        child=serializers.CharField(),
        allow_null=True,
        help_text="Channels that may be connected; null means every one.",
    )

    class Meta:
        model = Plan
        fields = (
            "code", "name", "price_month", "price_year", "currency", "limits", "kinds", "features",
            "has_watermark", "is_custom",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(LimitsSerializer)
    def get_limits(self, plan: Plan) -> dict[str, int | None]:
        return {name: plan.limits.get(name) for name in NAMES}


class PlanListSerializer(WholePageSerializer):
    results = PlanSerializer(many=True)


class OverSerializer(serializers.Serializer[Any]):
    what = serializers.CharField(help_text="A limit, or kinds: channels that the plan does not include.")
    used = serializers.IntegerField()
    limit = serializers.IntegerField()
    names = serializers.ListField(child=serializers.CharField(), help_text="Kinds of channels.")


class CurrentSerializer(serializers.Serializer[Any]):
    plan = PlanSerializer(help_text="What holds now.")
    paid_plan = serializers.CharField(help_text="What was chosen; smaller than `plan` while a reward holds.")
    bonus_plan = serializers.CharField(allow_null=True, help_text="Earned by referrals.")
    state = serializers.ChoiceField(State.choices)
    period = serializers.ChoiceField(Period.choices)
    source = serializers.ChoiceField(Source.choices)  # type: ignore[assignment]  # a field of ours of that name
    period_ends_at = serializers.DateTimeField(allow_null=True)
    trial_ends_at = serializers.DateTimeField(allow_null=True)
    cancel_at = serializers.DateTimeField(allow_null=True)
    grace_ends_at = serializers.DateTimeField(allow_null=True)
    month_starts_at = serializers.DateTimeField()
    month_ends_at = serializers.DateTimeField()
    features = serializers.ListField(child=serializers.CharField())
    paused_by = serializers.ChoiceField(
        [str(Meter.MESSAGES), str(Meter.CONVERSATIONS)],
        allow_null=True,
        help_text="Which allowance is used up, so that the agent and what is sent wait.",
    )


class GaugeSerializer(serializers.Serializer[Any]):
    name = serializers.ChoiceField([str(name) for name in NAMES])
    used = serializers.IntegerField()
    limit = serializers.IntegerField(allow_null=True)
    percent = serializers.IntegerField(
        allow_null=True, help_text="Of the limit, above 100 too; null without one."
    )
    condition = serializers.ChoiceField(["fine", "near", "reached", "over"])
    resets_at = serializers.DateTimeField(allow_null=True, help_text="Null for what stands as it is.")


class UsageSerializer(serializers.Serializer[Any]):
    results = GaugeSerializer(many=True)
    over = OverSerializer(
        many=True, help_text="What a smaller plan left above its limits; none of it is taken away."
    )
    paused_by = serializers.ChoiceField([str(Meter.MESSAGES), str(Meter.CONVERSATIONS)], allow_null=True)
    month_ends_at = serializers.DateTimeField()


class PlanRequestSerializer(serializers.ModelSerializer[PlanRequest]):
    plan = serializers.CharField(source="plan.code", allow_null=True, default=None, read_only=True)
    plan_name = serializers.CharField(source="plan.name", allow_null=True, default=None, read_only=True)
    state = serializers.ChoiceField(RequestState.choices)
    period = serializers.ChoiceField(Period.choices)

    class Meta:
        model = PlanRequest
        fields = (
            "id", "plan", "plan_name", "period", "message", "state", "answer", "asked_by_name", "asked_at",
            "decided_at",
        )  # fmt: skip
        read_only_fields = fields


class PlanWishSerializer(serializers.Serializer[Any]):
    plan = serializers.SlugField(
        max_length=60, allow_null=True, default=None, help_text="Null for a plan that the message describes."
    )
    period = serializers.ChoiceField([Period.MONTH, Period.YEAR], default=Period.MONTH)
    message = serializers.CharField(max_length=2000, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["plan"] is None and not attrs["message"].strip():
            raise serializers.ValidationError({"message": ["Say what you need, or choose a plan."]})
        return attrs
