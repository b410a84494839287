from datetime import datetime

from django.db import models
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7


class Step(models.TextChoices):
    """The steps in their order; their numbers count from one."""

    BRAND = "brand"
    PERSONA = "persona"
    CHANNELS = "channels"
    PLAN = "plan"
    IMPORT = "import"


class Onboarding(models.Model):
    """The one row of a workspace that was opened with a wizard; older ones have none.

    `steps` says of each step that was left "done" or "skipped". `dismissed_at`: the list in the inbox was put away.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    is_only = models.BooleanField(default=True, unique=True, editable=False)
    steps = models.JSONField(default=dict)
    started_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(db_default=Now())
    finished_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    dismissed_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
