from django.db import models
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenant_apps.team.models import Member


class SavedView(models.Model):
    """A filter and a sort under a name; a shared one is everybody's to look at, its maker's and admins' to change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    name = models.TextField()
    icon = models.TextField(default="", db_default="", blank=True)
    is_shared = models.BooleanField(default=False, db_default=False)
    filter = models.JSONField()
    sort = models.TextField(default="latest", db_default="latest")
    position = models.IntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "conversations"
        indexes = [models.Index(fields=["owner", "position"], name="view_by_owner")]
