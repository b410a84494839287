from django.db import models

from shared_apps.core.ids import uuid7
from tenant_apps.team.models import Member


class Session(models.Model):
    """One stretch of a thread; `ended_by` None: it fell asleep, or nobody knows any more."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(fields=["conversation", "started_at"], name="one_session_per_start")
        ]
