"""Visits as the API shows them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from shared_apps.console.impersonation.models import HowEnded, Impersonation
from shared_apps.console.intake.shapes import CompanyRefSerializer
from shared_apps.core.clock import now
from tenants.models import Role, Tenant


class ConsoleVisitSerializer(serializers.ModelSerializer[Impersonation]):
    """`seen`: the addresses that were read; `ended_how` is empty while the visit lasts."""

    operator = serializers.CharField(source="operator_name")
    member = serializers.CharField(source="member_name")
    company = CompanyRefSerializer(source="tenant")
    is_open = serializers.SerializerMethodField()
    ended_how = serializers.ChoiceField(choices=[*HowEnded.values, ""])
    seen = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Impersonation
        fields = (
            *(
                "id",
                "operator",
                "company",
                "member",
                "reason",
                "may_write",
                "is_open",
                "created_at",
                "entered_at",
            ),
            *("expires_at", "ended_at", "ended_how", "seen", "written", "refused"),
        )

    @extend_schema_field(serializers.BooleanField())
    def get_is_open(self, visit: Impersonation) -> bool:
        return visit.ended_at is None and visit.expires_at > now()


class BeginVisitSerializer(serializers.Serializer[Any]):
    """`member` left out: the owner's eyes. Writing needs a fresh proof of who one is."""

    company = serializers.PrimaryKeyRelatedField(queryset=Tenant.objects.all())
    reason = serializers.CharField(min_length=10, max_length=500)
    minutes = serializers.IntegerField(min_value=5, max_value=60, default=15)
    member = serializers.UUIDField(required=False, allow_null=True, default=None)
    may_write = serializers.BooleanField(default=False)


class BegunVisitSerializer(ConsoleVisitSerializer):
    """`url` opens the visit once, within two minutes; its token is in the fragment, which no server log sees."""

    url = serializers.SerializerMethodField()

    class Meta(ConsoleVisitSerializer.Meta):
        fields = (*ConsoleVisitSerializer.Meta.fields, "url")  # type: ignore[assignment]  # one more

    @extend_schema_field(serializers.CharField())
    def get_url(self, _: Impersonation) -> str:
        return str(self.context["url"])


class VisitableSerializer(serializers.Serializer[Any]):
    """Somebody whose eyes may be borrowed."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)


class VisitTokenSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=100)


class LeftVisitSerializer(serializers.Serializer[Any]):
    console = serializers.CharField(help_text="Where the operator came from.")
