"""The ledger and the routing table, both in the public schema."""

from django.db import models
from django.db.models.functions import Now


class EventState(models.IntegerChoices):
    PENDING = 0
    DONE = 1
    FAILED = 2
    UNROUTED = 3


class IntakeEvent(models.Model):
    """One body, or the part of it that concerns one account, exactly as it came.

    Partitioned by day of `received_at`; the key holds both columns because PostgreSQL demands it.
    """

    pk = models.CompositePrimaryKey("received_at", "id")
    id = models.BigIntegerField()
    received_at = models.DateTimeField(db_default=Now())
    platform = models.TextField()
    account_id = models.TextField()
    schema = models.TextField(default="")
    payload = models.BinaryField()
    state = models.SmallIntegerField(choices=EventState, default=EventState.PENDING)
    attempts = models.SmallIntegerField(default=0)
    reason = models.TextField(default="")
    due_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "intake_event"


class Route(models.Model):
    """Which tenant a platform account belongs to; one account has one owner."""

    platform = models.TextField()
    account_id = models.TextField()
    schema_name = models.TextField()

    class Meta:
        db_table = "intake_route"
        constraints = [
            models.UniqueConstraint(fields=["platform", "account_id"], name="one_tenant_per_account")
        ]
