from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from rest_framework import serializers

from tenant_apps.workspace.models import Service, Workspace

MAX_ALIASES = 30


class CurrencyField(serializers.RegexField):
    """An ISO 4217 code such as UAH."""

    def __init__(self, **options: Any) -> None:
        super().__init__(r"^[A-Z]{3}$", **options)


class WorkspaceSerializer(serializers.ModelSerializer[Workspace]):
    name = serializers.CharField(max_length=120)
    currency = CurrencyField(required=False)
    about = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True)
    address = serializers.CharField(max_length=300, required=False, allow_blank=True)
    website = serializers.URLField(max_length=300, required=False, allow_blank=True)

    class Meta:
        model = Workspace
        fields = (
            *("id", "name", "slug", "timezone", "language", "currency"),
            *("about", "phone", "address", "website"),
        )
        read_only_fields = ("id", "slug")

    def validate_timezone(self, value: str) -> str:
        if value not in available_timezones():
            raise serializers.ValidationError("There is no such time zone. Use a name such as Europe/Kyiv.")
        return value


class ServiceSerializer(serializers.ModelSerializer[Service]):
    name = serializers.CharField(max_length=200)
    category = serializers.CharField(max_length=100, required=False, allow_blank=True)
    description = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    price = serializers.DecimalField(12, 2, min_value=Decimal(0), required=False, allow_null=True)
    price_to = serializers.DecimalField(12, 2, min_value=Decimal(0), required=False, allow_null=True)
    currency = CurrencyField(required=False)
    duration_min = serializers.IntegerField(min_value=1, max_value=24 * 60, required=False, allow_null=True)
    aliases = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=MAX_ALIASES, required=False
    )

    class Meta:
        model = Service
        fields = (
            *("id", "name", "category", "description", "price", "price_to", "currency", "duration_min"),
            *("is_active", "aliases"),
        )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        price = attrs.get("price", getattr(self.instance, "price", None))
        price_to = attrs.get("price_to", getattr(self.instance, "price_to", None))
        if price_to is not None and (price is None or price_to < price):
            message = "A range ends at or above its first price."
            raise serializers.ValidationError({"price_to": [message]})
        return attrs
