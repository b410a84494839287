from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tenant_apps.files.selectors import file_url
from tenant_apps.workspace.logo import logo_view
from tenant_apps.workspace.models import Service, Workspace
from tenant_apps.workspace.staffing import Post, staff_view

MAX_ALIASES = 30
MIN_LOG_DAYS, MAX_LOG_DAYS = 30, 3650


class CurrencyField(serializers.RegexField):
    """An ISO 4217 code such as UAH."""

    def __init__(self, **options: Any) -> None:
        super().__init__(r"^[A-Z]{3}$", **options)


class ColourField(serializers.RegexField):
    """A colour such as #c2410c; empty for none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(r"^#[0-9a-f]{6}$", **options)


class LogoSerializer(serializers.Serializer[object]):
    large = serializers.CharField(help_text="Where anybody gets it, 512 pixels on its longer side.")
    small = serializers.CharField(help_text="The same, 128 pixels.")


class SocialSerializer(serializers.Serializer[object]):
    instagram = serializers.URLField(required=False, max_length=300, allow_blank=True)
    facebook = serializers.URLField(required=False, max_length=300, allow_blank=True)
    tiktok = serializers.URLField(required=False, max_length=300, allow_blank=True)
    telegram = serializers.URLField(required=False, max_length=300, allow_blank=True)
    youtube = serializers.URLField(required=False, max_length=300, allow_blank=True)
    viber = serializers.URLField(required=False, max_length=300, allow_blank=True)
    whatsapp = serializers.URLField(required=False, max_length=300, allow_blank=True)
    google_maps = serializers.URLField(required=False, max_length=300, allow_blank=True)


class WorkspaceSerializer(serializers.ModelSerializer[Workspace]):
    name = serializers.CharField(max_length=120)
    tagline = serializers.CharField(max_length=160, required=False, allow_blank=True)
    currency = CurrencyField(required=False)
    about = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    address = serializers.CharField(max_length=300, required=False, allow_blank=True)
    website = serializers.URLField(max_length=300, required=False, allow_blank=True)
    languages = serializers.ListField(
        child=serializers.RegexField(r"^[a-z]{2}$"),
        max_length=30,
        required=False,
        help_text="What customers can speak here, as ISO 639-1 codes.",
    )
    social = SocialSerializer(required=False)
    brand_colour = ColourField(required=False, allow_blank=True)
    accent_colour = ColourField(required=False, allow_blank=True)
    log_days = serializers.IntegerField(
        min_value=MIN_LOG_DAYS,
        max_value=MAX_LOG_DAYS,
        required=False,
        help_text="How long the activity log is kept.",
    )
    logo = serializers.SerializerMethodField()

    class Meta:
        model = Workspace
        fields = (
            *("id", "name", "slug", "timezone", "language", "currency"),
            *("tagline", "about", "phone", "email", "address", "website"),
            *("languages", "social", "brand_colour", "accent_colour", "logo", "log_days"),
        )
        read_only_fields = ("id", "slug")

    def validate_timezone(self, value: str) -> str:
        if value not in available_timezones():
            raise serializers.ValidationError("There is no such time zone. Use a name such as Europe/Kyiv.")
        return value

    def validate_languages(self, value: list[str]) -> list[str]:
        return list(dict.fromkeys(value))

    def validate_social(self, value: dict[str, str]) -> dict[str, str]:
        return {network: address for network, address in value.items() if address}

    @extend_schema_field(LogoSerializer(allow_null=True))
    def get_logo(self, workspace: Workspace) -> dict[str, str] | None:
        return logo_view(workspace)


class PostSerializer(serializers.Serializer[object]):
    """A member who gives the service; no locations means all of them."""

    id = serializers.UUIDField()
    name = serializers.CharField(read_only=True)
    locations = serializers.ListField(
        child=serializers.UUIDField(), required=False, default=list, max_length=200
    )


class StaffField(serializers.ListField):
    child = PostSerializer()

    def to_internal_value(self, data: Any) -> list[Post]:
        rows = super().to_internal_value(data)
        return [Post(row["id"], tuple(row["locations"])) for row in rows]

    def get_attribute(self, instance: Service) -> Any:
        return staff_view(instance)

    def to_representation(self, data: Any) -> Any:
        return data


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
    photo = serializers.SerializerMethodField()
    staff = StaffField(required=False, max_length=200)

    class Meta:
        model = Service
        fields = (
            *("id", "name", "category", "description", "price", "price_to", "currency", "duration_min"),
            *("is_active", "aliases", "photo", "staff"),
        )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        price = attrs.get("price", getattr(self.instance, "price", None))
        price_to = attrs.get("price_to", getattr(self.instance, "price_to", None))
        if price_to is not None and (price is None or price_to < price):
            message = "A range ends at or above its first price."
            raise serializers.ValidationError({"price_to": [message]})
        return attrs

    def get_photo(self, service: Service) -> str | None:
        return file_url(service.photo_id) if service.photo_id else None


class ServiceOrderSerializer(serializers.Serializer[object]):
    ids = serializers.ListField(
        child=serializers.UUIDField(), max_length=2000, help_text="Each service once."
    )


class ServiceQuerySerializer(serializers.Serializer[object]):
    q = serializers.CharField(required=False, allow_blank=True, max_length=100)
    staff = serializers.UUIDField(required=False, help_text="Given by this member.")
    location = serializers.UUIDField(required=False, help_text="To be had at this location.")
    is_active = serializers.BooleanField(required=False, allow_null=True, default=None)


class GivenFileSerializer(serializers.Serializer[object]):
    file = serializers.FileField()


class ServiceRowErrorSerializer(serializers.Serializer[object]):
    row = serializers.IntegerField()
    reason = serializers.CharField()


class ServicesImportedSerializer(serializers.Serializer[object]):
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    errors = ServiceRowErrorSerializer(many=True)  # type: ignore[assignment]  # DRF's own `errors` is for what is given
