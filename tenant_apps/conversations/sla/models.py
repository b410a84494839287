from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from shared_apps.core.ids import uuid7


class SlaPolicy(models.Model):
    """Targets in minutes, for conversations that fit every filter given; the first policy that fits holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.TextField()
    is_on = models.BooleanField(default=True)
    position = models.IntegerField(default=0)
    first_response_min = models.PositiveIntegerField(null=True)
    next_response_min = models.PositiveIntegerField(null=True)
    resolution_min = models.PositiveIntegerField(null=True)
    in_opening_hours = models.BooleanField(default=True)
    labels = ArrayField(models.UUIDField(), default=list, blank=True)
    priorities = ArrayField(models.TextField(), default=list, blank=True)
    channels = ArrayField(models.UUIDField(), default=list, blank=True)
    teams = ArrayField(models.UUIDField(), default=list, blank=True)

    class Meta:
        app_label = "conversations"


class SlaKind(models.TextChoices):
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"


class SlaClock(models.Model):
    """What a conversation owes next. No `due_at`: the clock stands still, or nothing is owed."""

    conversation = models.OneToOneField(
        "conversations.Conversation", primary_key=True, on_delete=models.CASCADE, related_name="sla_clock"
    )
    policy = models.ForeignKey(SlaPolicy, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=14, choices=SlaKind, blank=True, default="")
    due_at = models.DateTimeField(null=True)
    soon_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    # Of this session: how long it was snoozed, and since when it is.
    session_at = models.DateTimeField()
    paused_s = models.FloatField(default=0)
    paused_since = models.DateTimeField(null=True)

    class Meta:
        app_label = "conversations"
        indexes = [
            models.Index(fields=["soon_at"], condition=Q(warned_at=None), name="sla_to_warn"),
            models.Index(fields=["due_at"], condition=Q(breached_at=None), name="sla_to_breach"),
        ]
