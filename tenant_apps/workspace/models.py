"""The business card and the price list, in the words that customers use."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from shared_apps.core.ids import uuid7
from tenant_apps.files.models import StoredFile
from tenant_apps.team.models import Member
from tenants.models import Language

YEAR_DAYS = 365


class Workspace(models.Model):
    """The one row of this schema; `slug` follows the tenant's.

    `languages` are ISO 639-1 codes of what customers can speak here; `language` is what the business itself writes in.
    `social` is {network: address}. The logo is kept as two PNGs, 512 and 128 pixels on their longer side.
    """

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
    tagline = models.TextField(default="", db_default="", blank=True)
    email = models.TextField(default="", db_default="", blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list, db_default=[], blank=True)
    social = models.JSONField(default=dict, db_default={}, blank=True)
    brand_colour = models.CharField(max_length=7, default="", db_default="", blank=True)
    accent_colour = models.CharField(max_length=7, default="", db_default="", blank=True)
    logo = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    logo_small = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    log_days = models.PositiveIntegerField(default=YEAR_DAYS, db_default=YEAR_DAYS)

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
    photo = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    # Where it stands when somebody put the list into order; all alike: by category and name.
    position = models.PositiveIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "category", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gte=0), name="service_price_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(price_to__isnull=True) | Q(price_to__gte=F("price")),
                name="service_price_range_ascends",
            ),
        ]
        indexes = [models.Index(fields=["position", "category", "name", "id"], name="service_in_order")]

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


class Location(models.Model):
    """Where customers come to. Without hours of its own the default timetable holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.TextField()
    address = models.TextField(default="", blank=True)
    phone = models.TextField(default="", blank=True)
    map_url = models.TextField(default="", blank=True)
    hours = models.ForeignKey(
        OpeningHours, null=True, blank=True, on_delete=models.SET_NULL, related_name="locations"
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_location_per_name")]

    def __str__(self) -> str:
        return self.name


class ServiceStaff(models.Model):
    """A member who gives a service; at the named locations, without any at all of them."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="staff")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    locations = models.ManyToManyField(Location, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "member"], name="one_place_per_service_and_member")
        ]
