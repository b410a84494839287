from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenant_apps.conversations.models import Conversation
from tenant_apps.team.models import Member


class Kind(models.TextChoices):
    NEW_CONVERSATION = "new_conversation"
    ASSIGNED = "assigned"
    MESSAGE = "message"
    MENTION = "mention"
    PARTICIPATING = "participating"
    SNOOZE_ENDED = "snooze_ended"
    SLA_SOON = "sla_soon"
    SLA_BREACHED = "sla_breached"
    HANDED_OFF = "handed_off"
    CHANNEL_TROUBLE = "channel_trouble"
    CHANNEL_REVIEW = "channel_review"
    PLAN = "plan"
    SEND_FAILED = "send_failed"
    AGENT_BUDGET = "agent_budget"


class Digest(models.TextChoices):
    OFF = "off"
    HOURLY = "hourly"
    DAILY = "daily"


class Alert(models.Model):
    """Something that concerns one member. `about` has the names and texts that the alert is worded with."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE, related_name="+")
    message_id = models.UUIDField(null=True)
    about = models.JSONField(default=dict)
    count = models.IntegerField(default=1)
    at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "conversation"],
                condition=Q(read_at=None, conversation__isnull=False),
                name="one_unread_alert_per_kind_and_conversation",
            )
        ]
        indexes = [
            models.Index(fields=["member", "-at", "-id"], name="alert_of_member"),
            models.Index(fields=["member"], condition=Q(read_at=None), name="alert_unread"),
        ]


class AlertSettings(models.Model):
    """How one member wants to be told; what `kinds` leaves out is as in `choices.DEFAULTS`."""

    member = models.OneToOneField(Member, primary_key=True, on_delete=models.CASCADE, related_name="+")
    kinds = models.JSONField(default=dict)
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)
    timezone = models.TextField(default="", blank=True)
    digest = models.CharField(max_length=6, choices=Digest, default=Digest.OFF)
    digest_hour = models.PositiveSmallIntegerField(default=9)
    digest_sent_at = models.DateTimeField(null=True)


class PushSubscription(models.Model):
    """A browser that may be pushed to: what `PushManager.subscribe()` gave it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    endpoint = models.TextField(unique=True)
    p256dh = models.TextField()
    auth = models.TextField()
    device = models.TextField(default="", blank=True)
    created_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(null=True)
    failures = models.SmallIntegerField(default=0)
