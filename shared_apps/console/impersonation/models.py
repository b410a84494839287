"""Visits of operators in workspaces."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenants.models import Tenant


class HowEnded(models.TextChoices):
    BY_HAND = "by_hand"
    TIME_OVER = "time_over"
    NOT_BEGUN = "not_begun"


class Impersonation(models.Model):
    """One visit. `seen` are the addresses of the API that were read, `refused` counts writes that were not allowed.

    A visit without an end whose `expires_at` has passed is over all the same; the next look writes its end down.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    operator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    operator_name = models.TextField()
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    member_id = models.UUIDField()
    member_name = models.TextField()
    reason = models.TextField()
    may_write = models.BooleanField(default=False)
    # Carries the operator to the workspace's host, once; kept as a hash.
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    entered_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=9, choices=HowEnded, default="", blank=True)
    session_id = models.UUIDField(null=True)
    seen = ArrayField(models.TextField(), default=list)
    written = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    objects: "models.Manager[Impersonation]" = models.Manager()

    class Meta:
        app_label = "console"
        db_table = "console_impersonation"
