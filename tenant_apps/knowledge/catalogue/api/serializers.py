from decimal import Decimal
from typing import Any

from rest_framework import serializers

from tenant_apps.knowledge.catalogue.actions import MAX_ATTRIBUTES
from tenant_apps.knowledge.catalogue.models import Availability, CatalogueItem, ItemKind
from tenant_apps.workspace.api.serializers import MAX_ALIASES, CurrencyField


class AttributeSerializer(serializers.Serializer[object]):
    name = serializers.CharField(max_length=60)
    value = serializers.CharField(max_length=300)


class CatalogueItemSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(ItemKind.choices)
    name = serializers.CharField()
    sku = serializers.CharField()
    category = serializers.CharField()
    description = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    price = serializers.DecimalField(12, 2, allow_null=True)
    price_to = serializers.DecimalField(12, 2, allow_null=True)
    currency = serializers.CharField()
    attributes = AttributeSerializer(many=True)
    availability = serializers.ChoiceField(Availability.choices)
    url = serializers.CharField()
    photo = serializers.CharField(allow_null=True, help_text="Where the picture is served from.")
    is_active = serializers.BooleanField()
    updated_at = serializers.DateTimeField()
    rev = serializers.IntegerField()


class CatalogueListSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = CatalogueItemSerializer(many=True)


class NewItemSerializer(serializers.Serializer[CatalogueItem]):
    kind = serializers.ChoiceField(ItemKind.choices, default=ItemKind.PRODUCT)
    name = serializers.CharField(max_length=200)
    sku = serializers.CharField(max_length=64, required=False, allow_blank=True)
    category = serializers.CharField(max_length=100, required=False, allow_blank=True)
    description = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    aliases = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=MAX_ALIASES, required=False
    )
    price = serializers.DecimalField(12, 2, min_value=Decimal(0), required=False, allow_null=True)
    price_to = serializers.DecimalField(12, 2, min_value=Decimal(0), required=False, allow_null=True)
    currency = CurrencyField(required=False)
    attributes = serializers.ListField(child=AttributeSerializer(), required=False, max_length=MAX_ATTRIBUTES)
    availability = serializers.ChoiceField(Availability.choices, default=Availability.AVAILABLE)
    url = serializers.URLField(max_length=1000, required=False, allow_blank=True)
    is_active = serializers.BooleanField(default=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        price = attrs.get("price", getattr(self.instance, "price", None))
        price_to = attrs.get("price_to", getattr(self.instance, "price_to", None))
        if price_to is not None and (price is None or price_to < price):
            raise serializers.ValidationError({"price_to": ["A range ends at or above its first price."]})
        return attrs


class CatalogueQuerySerializer(serializers.Serializer[object]):
    q = serializers.CharField(default="", allow_blank=True, max_length=100)
    kind = serializers.ChoiceField(ItemKind.choices, required=False)


class CatalogueLookupSerializer(serializers.Serializer[object]):
    text = serializers.CharField(max_length=500, help_text="A customer's words.")


class LookedUpSerializer(serializers.Serializer[object]):
    results = CatalogueItemSerializer(many=True)


class PhotoSerializer(serializers.Serializer[object]):
    file = serializers.FileField()
