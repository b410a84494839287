from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenant_apps.team.models import Member


class CsatSettings(models.Model):
    """The one row of whether customers are asked, where, and in which words; blank words are the house's own."""

    is_only = models.BooleanField(default=True, unique=True, editable=False)
    is_on = models.BooleanField(default=False)
    channels = ArrayField(models.UUIDField(), default=list, blank=True)
    question_en = models.TextField(default="", blank=True)
    question_uk = models.TextField(default="", blank=True)

    class Meta:
        app_label = "conversations"
        constraints = [models.CheckConstraint(condition=Q(is_only=True), name="one_csat_per_schema")]


class CsatRequest(models.Model):
    """One question of one session, and what the customer said: 1 (bad) to 5 (very good), and in words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="+")
    session_at = models.DateTimeField()
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    message_id = models.UUIDField(null=True)
    score = models.SmallIntegerField(null=True)
    comment = models.TextField(default="", blank=True)
    asked_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(fields=["conversation", "session_at"], name="one_csat_per_session")
        ]
        indexes = [models.Index(fields=["-asked_at", "-id"], name="csat_latest")]
