"""The log of facts, how far the relay has read it, and the work that it handed out."""

from django.db import models
from django.db.models.functions import Now


class FactRow(models.Model):
    """One fact. `xid` and `xmin_at` come from PostgreSQL and let readers know what may still be missing."""

    id = models.BigAutoField(primary_key=True)
    xid = models.BigIntegerField(editable=False)
    xmin_at = models.BigIntegerField(editable=False)
    schema = models.TextField()
    name = models.TextField()
    payload = models.JSONField()
    actor = models.TextField(default="")
    cause = models.BigIntegerField(null=True)
    depth = models.SmallIntegerField(default=0)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "fact"
        indexes = [
            models.Index(fields=["xid", "id"], name="fact_in_commit_order"),
            models.Index(fields=["schema", "id"], name="fact_of_a_tenant"),
        ]


class RelayCursor(models.Model):
    """The last fact whose work was handed out, in commit-safe order."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    xid = models.BigIntegerField(default=0)
    fact_id = models.BigIntegerField(default=0)


class WorkState(models.TextChoices):
    WAITING = "waiting"
    PARKED = "parked"


class FactWork(models.Model):
    """Facts of one tenant for one consumer, kept until the consumer's transaction deletes the row.

    The row outlives a flushed broker and a killed worker; the sweeper sends it again.
    """

    id = models.BigAutoField(primary_key=True)
    schema = models.TextField()
    consumer = models.TextField()
    facts = models.JSONField()
    state = models.TextField(choices=WorkState, default=WorkState.WAITING)
    attempts = models.SmallIntegerField(default=0)
    reason = models.TextField(default="")
    due_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "fact_work"
        indexes = [models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="fact_work_due")]
