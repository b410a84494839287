"""What operators look at without entering anybody's schema. All in the public schema."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenants.models import Tenant


class Company(models.Model):
    """A business in numbers, as `companies.counting` last counted them; a new business has no row for minutes.

    `messages` and `conversations` are totals of all time, `…_month` those of the business's own month.
    """

    tenant = models.OneToOneField(Tenant, primary_key=True, on_delete=models.CASCADE, related_name="counts")
    members = models.PositiveIntegerField(default=0)
    channels = models.PositiveIntegerField(default=0)
    channels_failing = models.PositiveIntegerField(default=0)
    messages = models.BigIntegerField(default=0)
    conversations = models.BigIntegerField(default=0)
    messages_month = models.BigIntegerField(default=0)
    # When messages were last seen to have become more.
    last_active_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(db_default=Now())

    objects: "models.Manager[Company]" = models.Manager()


class CompanyDay(models.Model):
    """What a business did on a day (UTC)."""

    pk = models.CompositePrimaryKey("tenant", "day")
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    messages = models.IntegerField()
    conversations = models.IntegerField()

    objects: "models.Manager[CompanyDay]" = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["day"], name="console_days")]


class Review(models.TextChoices):
    APPROVED = "approved"
    PENDING = "pending"
    REJECTED = "rejected"


class Channel(models.Model):
    """A business's channel as its own schema last told; `review` is the platform's word about it.

    What is pending or rejected receives and keeps messages, but nothing leaves by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    account_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    name = models.TextField()
    external_id = models.TextField()
    state = models.CharField(max_length=12)
    last_error = models.TextField(default="", blank=True)
    review = models.CharField(max_length=8, choices=Review, default=Review.APPROVED)
    reason = models.TextField(default="", blank=True)
    decided_by_name = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    connected_at = models.DateTimeField()
    changed_at = models.DateTimeField(auto_now=True)

    objects: "models.Manager[Channel]" = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "account_id"], name="one_row_per_channel_of_a_company")
        ]
        indexes = [models.Index(fields=["review", "state"], name="channels_by_review")]


class KindRule(models.Model):
    """What holds for all channels of a kind; without a row it is open and needs no review."""

    kind = models.CharField(max_length=20, primary_key=True)
    is_open = models.BooleanField(default=True)
    needs_review = models.BooleanField(default=False)
    reason = models.TextField(default="", blank=True)
    changed_by_name = models.TextField(default="", blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects: "models.Manager[KindRule]" = models.Manager()


class Severity(models.TextChoices):
    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


class Audience(models.TextChoices):
    EVERYBODY = "everybody"
    OWNERS = "owners"


class Announcement(models.Model):
    """What the platform tells people in their workspaces, from `starts_at` until `ends_at`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    severity = models.CharField(max_length=8, choices=Severity, default=Severity.INFO)
    audience = models.CharField(max_length=9, choices=Audience, default=Audience.EVERYBODY)
    title_en = models.CharField(max_length=120)
    text_en = models.TextField(default="", blank=True)
    title_uk = models.CharField(max_length=120)
    text_uk = models.TextField(default="", blank=True)
    link = models.URLField(max_length=500, default="", blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    created_by_name = models.TextField()
    created_at = models.DateTimeField(db_default=Now())

    objects: "models.Manager[Announcement]" = models.Manager()


class Dismissal(models.Model):
    """A person has read an announcement and wants it out of the way, in all their workspaces."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="dismissals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects: "models.Manager[Dismissal]" = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "user"], name="one_dismissal_per_person")
        ]


# The rooms' tables are this app's too.
from shared_apps.console.impersonation.models import Impersonation  # noqa: E402, F401
