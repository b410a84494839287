"""The intake as the API shows it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from shared_apps.console.intake.selectors import Filter, Stage, key_of, owner_now, shown_body
from shared_apps.facts.models import FactWork
from shared_apps.intake.models import IntakeEvent
from tenants.models import Tenant

STAGES = [stage.value for stage in Stage]


class CompanyRefSerializer(serializers.Serializer[Tenant]):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()


class IntakeRowSerializer(serializers.Serializer[Any]):
    """A row without its body; `company` is whom it was written for."""

    id = serializers.SerializerMethodField()
    received_at = serializers.DateTimeField()
    platform = serializers.CharField()
    account = serializers.CharField(source="account_id")
    state = serializers.ChoiceField(choices=STAGES, source="stage")
    attempts = serializers.IntegerField()
    reason = serializers.CharField()
    due_at = serializers.DateTimeField(help_text="When a failed one is tried again.")
    size = serializers.IntegerField(help_text="Bytes.")
    company = serializers.SerializerMethodField()

    def get_id(self, row: IntakeEvent) -> str:
        return key_of(row)

    @extend_schema_field(CompanyRefSerializer(allow_null=True))
    def get_company(self, row: IntakeEvent) -> Any:
        tenant = self.context["companies"].get(row.schema)
        return CompanyRefSerializer(tenant).data if tenant else None


class IntakeDetailSerializer(IntakeRowSerializer):
    """A row with its body, in which secrets are masked; `owner` has the account today, so a replay goes there."""

    body = serializers.SerializerMethodField()
    owner = serializers.SerializerMethodField()

    def get_body(self, row: IntakeEvent) -> str:
        return shown_body(row)

    @extend_schema_field(CompanyRefSerializer(allow_null=True))
    def get_owner(self, row: IntakeEvent) -> Any:
        tenant = owner_now(row)
        return CompanyRefSerializer(tenant).data if tenant else None


class IntakePageSerializer(serializers.Serializer[Any]):
    """`counts`: stage → platform → rows; `parked_work`: work given up; `before` leads to the next page."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = IntakeRowSerializer(many=True)
    before = serializers.CharField(help_text="Give it as `before` for the next page; empty on the last.")
    counts = serializers.DictField(child=serializers.DictField(child=serializers.IntegerField()))
    parked_work = serializers.IntegerField()


class IntakeFilterSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=STAGES, required=False, default=Stage.FAILED.value)
    platform = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    account = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    company = serializers.CharField(max_length=63, required=False, allow_blank=True, default="")
    q = serializers.CharField(
        max_length=200,
        required=False,
        allow_blank=True,
        default="",
        help_text="Part of a reason or of a company's name; an account or an address as it is.",
    )

    def wanted(self) -> Filter:
        """Return what was asked for; raises ValidationError."""
        self.is_valid(raise_exception=True)
        return wanted_of(self.validated_data)


def wanted_of(asked: dict[str, Any]) -> Filter:
    """Return the filter that a checked form describes."""
    return Filter(
        stage=Stage(asked["state"]),
        platform=asked["platform"],
        account=asked["account"],
        company=asked["company"],
        q=asked["q"],
    )


class ReplaySerializer(serializers.Serializer[Any]):
    """Which rows: those named in `ids`, or with `filter` everything that it finds."""

    ids = serializers.ListField(child=serializers.CharField(max_length=60), max_length=500, required=False)
    filter = IntakeFilterSerializer(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("ids" in attrs) == ("filter" in attrs):
            raise serializers.ValidationError("Name rows in ids, or describe them in filter.")
        if "filter" in attrs and attrs["filter"]["state"] == Stage.DONE:
            raise serializers.ValidationError({"filter": ["What is done is not read again."]})
        return attrs


class ReplayedSerializer(serializers.Serializer[Any]):
    """`left` stay where they are: done already, or nobody has their account."""

    replayed = serializers.IntegerField()
    left = serializers.IntegerField()


class ParkedWorkSerializer(serializers.Serializer[Any]):
    """Work that was given up after six tries: `consumer` failed at `facts` (their names)."""

    id = serializers.IntegerField()
    consumer = serializers.CharField()
    facts = serializers.SerializerMethodField()
    attempts = serializers.IntegerField()
    reason = serializers.CharField()
    due_at = serializers.DateTimeField()
    company = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_facts(self, work: FactWork) -> list[str]:
        return sorted({fact.get("name", "") for fact in work.facts})

    @extend_schema_field(CompanyRefSerializer(allow_null=True))
    def get_company(self, work: FactWork) -> Any:
        tenant = self.context["companies"].get(work.schema)
        return CompanyRefSerializer(tenant).data if tenant else None


class ParkedWorkReplaySerializer(serializers.Serializer[Any]):
    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        max_length=500,
        required=False,
        help_text="Left out: all.",
    )
