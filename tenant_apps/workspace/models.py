"""The business card and the price list, in the words that customers use."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from shared_apps.core.ids import uuid7
from tenants.models import Language


class Workspace(models.Model):
    """The one row of this schema; `slug` follows the tenant's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    is_only = models.BooleanField(default=True, unique=True, editable=False)
    name = models.TextField()
    slug = models.SlugField(max_length=40)
    timezone = models.TextField(default="Europe/Kyiv")
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    currency = models.CharField(max_length=3, default="UAH")
    about = models.TextField(default="", blank=True)
    phone = models.TextField(default="", blank=True)
    address = models.TextField(default="", blank=True)
    website = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(is_only=True), name="one_workspace_per_schema")]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """A line of the price list. No price means "on request"; `price_to` makes it a range."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.TextField()
    category = models.TextField(default="", blank=True)
    description = models.TextField(default="", blank=True)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    price_to = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="UAH")
    duration_min = models.PositiveIntegerField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    aliases = ArrayField(models.TextField(), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["category", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gte=0), name="service_price_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(price_to__isnull=True) | Q(price_to__gte=F("price")),
                name="service_price_range_ascends",
            ),
        ]
        indexes = [models.Index(fields=["category", "name", "id"], name="service_in_order")]

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """One timetable. `channels` are the accounts it holds for; the default one holds for all others.

    `week` is seven lists from Monday of ["09:00", "13:00"] pairs; `holidays` are {date, name, every_year, hours}
    with the same pairs, none meaning closed. No time zone means the workspace's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.TextField(default="", blank=True)
    is_default = models.BooleanField(default=False)
    timezone = models.TextField(default="", blank=True)
    week = models.JSONField(default=list)
    holidays = models.JSONField(default=list)
    channels = ArrayField(models.UUIDField(), default=list, blank=True)
    away_is_on = models.BooleanField(default=False)
    away_text_en = models.TextField(default="", blank=True)
    away_text_uk = models.TextField(default="", blank=True)
    rev = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_default_timetable"
            )
        ]
