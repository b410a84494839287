from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class TranscriptState(models.TextChoices):
    PENDING = "pending"
    READY = "ready"
    FAILED = "failed"


class Transcript(models.Model):
    """The words of an audio attachment. `reason` is a code: why there are none."""

    attachment = models.OneToOneField(
        "conversations.Attachment", on_delete=models.CASCADE, related_name="transcript", primary_key=True
    )
    state = models.CharField(max_length=10, choices=TranscriptState, default=TranscriptState.PENDING)
    text = models.TextField(default="", db_default="")
    language = models.TextField(default="", db_default="")
    reason = models.TextField(default="", db_default="")
    attempts = models.SmallIntegerField(default=0, db_default=0)
    due_at = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(state="pending"), name="transcript_to_make")]
