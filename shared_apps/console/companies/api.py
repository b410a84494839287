"""The list of businesses, and one of them in full."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.console.api.doors import ConsoleView
from shared_apps.console.api.pages import ConsolePages
from shared_apps.console.channels.shapes import ReviewedChannelSerializer
from shared_apps.console.companies import selectors
from shared_apps.console.companies.plan import plan_view, usage_of
from shared_apps.console.trail.shapes import TrailSerializer
from shared_apps.core.rendering import RowsRenderer
from shared_apps.plans.api.serializers import GaugeSerializer
from tenants.domains import domains_of
from tenants.hosts import url_of
from tenants.models import Domain, DomainState, Role, Tenant, TenantState

View = dict[str, Any]


class CompanySerializer(serializers.Serializer[Tenant]):
    """A row of the list. Written out by hand: a thousand rows have to be there at once."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    url = serializers.URLField()
    language = serializers.CharField()
    state = serializers.ChoiceField(TenantState.choices)
    health = serializers.ChoiceField(selectors.HEALTH)
    plan = serializers.CharField(allow_null=True)
    plan_name = serializers.CharField(allow_null=True)
    subscription_state = serializers.CharField(allow_null=True)
    members = serializers.IntegerField()
    channels = serializers.IntegerField()
    channels_failing = serializers.IntegerField()
    messages_month = serializers.IntegerField()
    message_limit = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()
    last_active_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, row: Tenant | View) -> View:
        """Show a row of values, or a tenant that carries the same."""
        of = row if isinstance(row, dict) else {name: getattr(row, name) for name in selectors.LISTED}
        return {
            "id": of["id"],
            "slug": of["slug"],
            "name": of["name"],
            "url": url_of(of["slug"]),
            "language": of["language"],
            "state": of["state"],
            "health": of["health"],
            "plan": of["plan_code"],
            "plan_name": of["plan_name"],
            "subscription_state": of["subscription_state"],
            "members": of["people"],
            "channels": of["attached"],
            "channels_failing": of["failing"],
            "messages_month": of["used"],
            "message_limit": of["message_limit"],
            "created_at": of["created_at"],
            "last_active_at": of["last_active_at"],
        }


class CompanyPages(ConsolePages):
    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        order = request.query_params.get("order", "newest")
        return selectors.ORDERS.get(order, selectors.ORDERS["newest"])


class CompaniesView(ConsoleView, ListAPIView[Any]):
    """Filters: `q` (name, address, owner's e-mail), `state`, `plan`, `health`; `order`."""

    serializer_class = CompanySerializer
    pagination_class = CompanyPages
    renderer_classes = (RowsRenderer,)

    def get_queryset(self) -> QuerySet[Any]:
        names, order = selectors.LISTED, self.request.query_params.get("order")
        # A cursor reads what it is ordered by off the row.
        return selectors.companies(**self._asked()).values(
            *names, *(["active_at"] if order == "active" else [])
        )

    def _asked(self) -> dict[str, str]:
        params = self.request.query_params
        return {name: params.get(name, "").strip()[:100] for name in ("q", "state", "plan", "health")}

    @extend_schema(
        operation_id="console_companies",
        parameters=[
            OpenApiParameter("q"),
            OpenApiParameter("state"),
            OpenApiParameter("plan"),
            OpenApiParameter("health", enum=selectors.HEALTH),
            OpenApiParameter("order", enum=sorted(selectors.ORDERS)),
        ],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request)


class CompanyPersonSerializer(serializers.Serializer[Any]):
    user = serializers.UUIDField(source="user_id")
    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")
    role = serializers.ChoiceField(Role.choices)
    is_active = serializers.BooleanField(source="user.is_active")
    since = serializers.DateTimeField(source="created_at")


class CompanyPlanSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    state = serializers.CharField()
    period = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # a field of ours of that name
    bonus_plan = serializers.CharField(allow_null=True)
    period_ends_at = serializers.DateTimeField(allow_null=True)
    trial_ends_at = serializers.DateTimeField(allow_null=True)
    cancel_at = serializers.DateTimeField(allow_null=True)
    grace_ends_at = serializers.DateTimeField(allow_null=True)


class DaySerializer(serializers.Serializer[Any]):
    day = serializers.DateField()
    messages = serializers.IntegerField()
    conversations = serializers.IntegerField()


class EventSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    at = serializers.DateTimeField()
    actor = serializers.CharField()


class CompanyDomainSerializer(serializers.ModelSerializer[Domain]):
    state = serializers.ChoiceField(DomainState.choices)

    class Meta:
        model = Domain
        fields = (
            "id",
            "domain",
            "state",
            "problem",
            "record_name",
            "record_value",
            "checked_at",
            "verified_at",
        )
        read_only_fields = fields


class CompanyDetailSerializer(serializers.Serializer[Any]):
    """Everything about one business that operators may see; nothing of what its customers wrote."""

    company = CompanySerializer(source="*")
    timezone = serializers.CharField()
    state_reason = serializers.CharField(help_text="Why it is closed.")
    state_at = serializers.DateTimeField(allow_null=True)
    purge_at = serializers.DateTimeField(allow_null=True, help_text="When it is removed for good.")
    plan = serializers.SerializerMethodField()
    usage = serializers.SerializerMethodField()
    people = serializers.SerializerMethodField()
    channels = serializers.SerializerMethodField()
    domains = serializers.SerializerMethodField()
    days = serializers.SerializerMethodField()
    events = serializers.SerializerMethodField()
    trail = serializers.SerializerMethodField()

    @extend_schema_field(CompanyPlanSerializer(allow_null=True))
    def get_plan(self, tenant: Tenant) -> View | None:
        return plan_view(tenant)

    @extend_schema_field(GaugeSerializer(many=True))
    def get_usage(self, tenant: Tenant) -> list[View]:
        return [dict(GaugeSerializer(row).data) for row in usage_of(tenant)]

    @extend_schema_field(CompanyPersonSerializer(many=True))
    def get_people(self, tenant: Tenant) -> Any:
        return CompanyPersonSerializer(selectors.people_of(tenant), many=True).data

    @extend_schema_field(ReviewedChannelSerializer(many=True))
    def get_channels(self, tenant: Tenant) -> Any:
        return ReviewedChannelSerializer(selectors.channels_of(tenant), many=True).data

    @extend_schema_field(CompanyDomainSerializer(many=True))
    def get_domains(self, tenant: Tenant) -> Any:
        return CompanyDomainSerializer(domains_of(tenant.id), many=True).data

    @extend_schema_field(DaySerializer(many=True))
    def get_days(self, tenant: Tenant) -> Any:
        return DaySerializer(selectors.days_of(tenant), many=True).data

    @extend_schema_field(EventSerializer(many=True))
    def get_events(self, tenant: Tenant) -> Any:
        return EventSerializer(selectors.facts_of(tenant), many=True).data

    @extend_schema_field(TrailSerializer(many=True))
    def get_trail(self, tenant: Tenant) -> Any:
        return TrailSerializer(selectors.trail_of(tenant), many=True).data


class CompanyView(ConsoleView):
    @extend_schema(operation_id="console_company", responses=CompanyDetailSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(CompanyDetailSerializer(selectors.get_company(id)).data)
