from typing import Any

from django.db import models

from shared_apps.core.ids import uuid7


class Outcome(models.TextChoices):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    # Another worker was at it.
    SKIPPED = "skipped"


class Trigger(models.TextChoices):
    CLOCK = "clock"
    HAND = "hand"


class JobRun(models.Model):
    """One run of a job. `counts` says how much it did, by name.

    One without an end goes on, or was cut off with its worker: the job's next run says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=60)
    trigger = models.CharField(max_length=5, choices=Trigger)
    by_name = models.TextField(default="", blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.RUNNING)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    duration_ms = models.PositiveIntegerField(null=True)
    counts: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    error = models.TextField(default="", blank=True)

    objects: "models.Manager[JobRun]" = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["name", "-started_at"], name="job_run_by_name")]
