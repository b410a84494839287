from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from shared_apps.core.ids import uuid7
from tenant_apps.files.models import StoredFile


class ItemKind(models.TextChoices):
    PRODUCT = "product"
    PROPERTY = "property"
    OTHER = "other"


class Availability(models.TextChoices):
    AVAILABLE = "available"
    ON_ORDER = "on_order"
    UNAVAILABLE = "unavailable"


class CatalogueItem(models.Model):
    """One thing that is sold or let. No price means "on request"; `price_to` makes it a range.

    `attributes` are [{name, value}] in the order in which they are shown.
    """

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=8, choices=ItemKind, default=ItemKind.PRODUCT)
    name = models.CharField(max_length=200)
    sku = models.CharField(max_length=64, blank=True, default="")
    category = models.CharField(max_length=100, blank=True, default="")
    description = models.TextField(blank=True, default="")
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    price_to = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="UAH")
    attributes = models.JSONField(default=list, blank=True)
    availability = models.CharField(max_length=11, choices=Availability, default=Availability.AVAILABLE)
    url = models.TextField(blank=True, default="")
    photo = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    is_active = models.BooleanField(default=True)
    created_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    updated_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "knowledge"
        constraints = [
            models.UniqueConstraint(fields=["sku"], condition=~Q(sku=""), name="one_item_per_sku"),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gte=0), name="item_price_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(price_to__isnull=True) | Q(price_to__gte=F("price")),
                name="item_price_range_ascends",
            ),
        ]
        indexes = [models.Index(fields=["kind", "category", "name", "id"], name="item_in_order")]

    def __str__(self) -> str:
        return self.name
