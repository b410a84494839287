from django.db import models
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenant_apps.team.models import Member


class AssistantMessage(models.Model):
    """One question of a member with its answer; only they read it.

    `facts` are the looked-up figures: {"tool", "period", "rows": [{"label", "value", "conversation"}]}.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    question = models.TextField()
    answer = models.TextField()
    facts = models.JSONField(default=list)
    model = models.TextField(default="", blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["member", "-id"], name="assistant_history")]
