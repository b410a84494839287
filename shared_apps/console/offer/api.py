"""Plans, wishes for other plans, and switches. Some paths are those of another product."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.doors import given
from shared_apps.console.api.doors import ConsoleView, operator
from shared_apps.console.api.pages import ConsolePages
from shared_apps.console.offer import selectors
from shared_apps.console.offer.actions import change_plan, grant
from shared_apps.core.pagination import WholePageSerializer, whole_page
from shared_apps.plans import actions
from shared_apps.plans.api.serializers import LimitsSerializer, PlanRequestSerializer, PlanSerializer
from shared_apps.plans.choices import RequestState
from shared_apps.plans.models import Plan, PlanRequest
from shared_apps.plans.selectors import mark_of, plan_requests
from tenant_apps.channels import registry


class OfferedPlanSerializer(PlanSerializer):
    mark = serializers.SerializerMethodField(help_text="Of what the plan is now; goes back with a change.")
    companies = serializers.IntegerField()
    company = serializers.UUIDField(source="tenant_id", allow_null=True)
    company_name = serializers.CharField(source="tenant.name", allow_null=True, default=None)

    class Meta:
        model = Plan
        fields = (
            *PlanSerializer.Meta.fields,
            "companies",
            "company",
            "company_name",
            "archived_at",
            "created_at",
            "mark",
        )
        read_only_fields = fields

    def get_mark(self, plan: Plan) -> str:
        return mark_of(plan)


class OfferedPlanListSerializer(WholePageSerializer):
    results = OfferedPlanSerializer(many=True)


class NewLimitsSerializer(LimitsSerializer):
    """Null, or left out, is without limit."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        names = super().get_fields()
        return {
            name: serializers.IntegerField(
                min_value=0, max_value=1_000_000_000, allow_null=True, required=False, default=None
            )
            for name in names
        }


class CustomPlanSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80)
    price_month = serializers.DecimalField(max_digits=10, decimal_places=2, min_value=0)
    price_year = serializers.DecimalField(max_digits=10, decimal_places=2, min_value=0)
    limits = NewLimitsSerializer()
    features = serializers.ListField(child=serializers.SlugField(max_length=40), default=list, max_length=50)
    kinds = serializers.ListField(
        child=serializers.ChoiceField(registry.kinds()),
        allow_null=True,
        default=None,
        help_text="Channels that may be connected; null means every one.",
    )
    has_watermark = serializers.BooleanField(default=False)
    company = serializers.UUIDField(
        source="tenant_id", allow_null=True, default=None, help_text="For this business only."
    )


class ChangedPlanSerializer(CustomPlanSerializer):
    """Whose plan it is stays."""

    company = None  # type: ignore[assignment]  # how a serializer leaves out a field
    seen = serializers.CharField(max_length=16, help_text="The plan's `mark` when you looked.")


class PlansView(ConsoleView):
    @extend_schema(operation_id="console_plans", responses=OfferedPlanListSerializer)
    def get(self, request: Request) -> Response:
        return Response(whole_page(OfferedPlanSerializer(selectors.plans(), many=True).data))


class PlanView(ConsoleView):
    @extend_schema(
        operation_id="console_plan_change",
        description="Change a custom plan; what it allows holds at once for who is on it.",
        request=ChangedPlanSerializer,
        responses=OfferedPlanSerializer,
    )
    def put(self, request: Request, code: str) -> Response:
        form = given(ChangedPlanSerializer, request)
        changed = change_plan(plan=code, actor=operator(request), **form)
        return Response(OfferedPlanSerializer(selectors.plans().get(id=changed.id)).data)

    @extend_schema(
        operation_id="console_plan_archive",
        description="Offer a custom plan no longer; who has it keeps it.",
        responses=OfferedPlanListSerializer,
    )
    def delete(self, request: Request, code: str) -> Response:
        actions.archive_plan(plan=code, actor=operator(request))
        return Response(whole_page(OfferedPlanSerializer(selectors.plans(), many=True).data))


class CreateCustomPlanView(ConsoleView):
    @extend_schema(
        operation_id="console_plan_create",
        request=CustomPlanSerializer,
        responses={201: OfferedPlanSerializer},
    )
    def post(self, request: Request) -> Response:
        made = actions.create_custom_plan(actor=operator(request), **given(CustomPlanSerializer, request))
        return Response(OfferedPlanSerializer(selectors.plans().get(id=made.id)).data, status=201)


class WishSerializer(PlanRequestSerializer):
    company = serializers.UUIDField(source="tenant_id")
    company_name = serializers.CharField(source="tenant.name")
    current_plan = serializers.CharField(
        source="tenant.subscription.plan.name", default=None, allow_null=True
    )

    class Meta:
        model = PlanRequest
        fields = (
            *PlanRequestSerializer.Meta.fields,
            "company",
            "company_name",
            "current_plan",
            "decided_by_name",
        )
        read_only_fields = fields


class OldestFirst(ConsolePages):
    ordering = ("asked_at", "id")  # type: ignore[assignment]  # DRF takes a tuple too


class WishesView(ConsoleView, ListAPIView[PlanRequest]):
    """Wishes for another plan, the oldest first; `state` is pending unless said otherwise."""

    serializer_class = WishSerializer
    pagination_class = OldestFirst

    def get_queryset(self) -> QuerySet[PlanRequest]:
        state = self.request.query_params.get("state", RequestState.PENDING)
        rows = plan_requests(None if state == "all" else state)
        return rows.select_related("tenant__subscription__plan", "plan")

    @extend_schema(
        operation_id="console_plan_requests",
        parameters=[OpenApiParameter("state", enum=[*RequestState.values, "all"])],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request)


class WishAnswerSerializer(serializers.Serializer[Any]):
    request = serializers.UUIDField()
    approve = serializers.BooleanField()
    plan = serializers.SlugField(
        max_length=60, allow_null=True, default=None, help_text="Another plan than the one asked for."
    )
    answer = serializers.CharField(
        max_length=1000, allow_blank=True, default="", help_text="Why not; the owner reads it."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["approve"] and not attrs["answer"].strip():
            raise serializers.ValidationError({"answer": ["Say why, for the owner."]})
        return attrs


class AnswerWishView(ConsoleView):
    """Grant a wish, or say why not."""

    @extend_schema(
        operation_id="console_plan_request_answer", request=WishAnswerSerializer, responses=WishSerializer
    )
    def post(self, request: Request) -> Response:
        form, actor = given(WishAnswerSerializer, request), operator(request)
        if form["approve"]:
            done = grant(request_id=form["request"], actor=actor, plan=form["plan"])
        else:
            done = actions.reject_request(request_id=form["request"], actor=actor, answer=form["answer"])
        return Response(WishSerializer(plan_requests().get(id=done.id)).data)


class SwitchedCompanySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    is_on = serializers.BooleanField()


class FeatureSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    plans = serializers.ListField(child=serializers.CharField(), help_text="Plans that include it.")
    everywhere = serializers.BooleanField(allow_null=True, help_text="Off here is off for everybody.")
    by_plan = serializers.DictField(child=serializers.BooleanField())
    companies = SwitchedCompanySerializer(many=True)


class FeatureListSerializer(WholePageSerializer):
    results = FeatureSerializer(many=True)


class SwitchSerializer(serializers.Serializer[Any]):
    feature = serializers.RegexField(r"^[a-z][a-z0-9_]*$", max_length=40)
    is_on = serializers.BooleanField(allow_null=True, help_text="Null leaves it to the plans again.")
    company = serializers.UUIDField(source="tenant_id", allow_null=True, default=None)
    plan = serializers.SlugField(max_length=60, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["tenant_id"] and attrs["plan"]:
            raise serializers.ValidationError({"plan": ["A switch is for a company or for a plan."]})
        return attrs


class FeaturesView(ConsoleView):
    """Features: which plans have them, and the switches for everybody, a plan, or a company."""

    @extend_schema(operation_id="console_features", responses=FeatureListSerializer)
    def get(self, request: Request) -> Response:
        return Response(FeatureListSerializer(whole_page(selectors.features())).data)

    @extend_schema(
        operation_id="console_feature_switch", request=SwitchSerializer, responses=FeatureListSerializer
    )
    def put(self, request: Request) -> Response:
        actions.set_flag(actor=operator(request), **given(SwitchSerializer, request))
        return Response(FeatureListSerializer(whole_page(selectors.features())).data)
