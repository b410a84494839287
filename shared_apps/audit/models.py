"""One line of the trail. Rows are added, never changed; what is older than a workspace keeps is forgotten."""

from typing import Any

from django.db import models

from shared_apps.core.ids import uuid7


class AuditEntry(models.Model):
    """`actor_id` is a user's or member's id without a foreign key: the trail outlives the person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.TextField(default="")
    action = models.CharField(max_length=60, db_index=True)
    target_kind = models.CharField(max_length=40, default="")
    target_id = models.CharField(max_length=64, default="")
    details: "models.JSONField[Any, Any]" = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["actor_id", "-id"], name="audit_by_actor"),
            models.Index(fields=["at"], name="audit_by_time"),
            models.Index(fields=["target_id", "-id"], name="audit_by_target"),
        ]
