from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from shared_apps.core.ids import uuid7

DOCUMENT = "knowledge.Document"
MAX_QUESTION_CHARS = 500
MAX_ANSWER_CHARS = 4000
MAX_OTHER_WORDS = 10


class EntryStatus(models.TextChoices):
    QUEUED = "queued"
    READY = "ready"
    FAILED = "failed"


class EntryOrigin(models.TextChoices):
    WRITTEN = "written"
    IMPORTED = "imported"
    SUGGESTED = "suggested"


class Entry(models.Model):
    """A question and its answer. `phrasings` are other words for the same question.

    `fingerprint` is the question without endings and order, so that the same one is not kept twice.
    """

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.CharField(max_length=MAX_QUESTION_CHARS)
    answer = models.TextField()
    phrasings = ArrayField(models.CharField(max_length=MAX_QUESTION_CHARS), default=list, blank=True)
    fingerprint = models.CharField(max_length=64, unique=True)
    origin = models.CharField(max_length=9, choices=EntryOrigin, default=EntryOrigin.WRITTEN)
    document = models.OneToOneField(DOCUMENT, on_delete=models.SET_NULL, related_name="+", null=True)
    status = models.CharField(max_length=6, choices=EntryStatus, default=EntryStatus.QUEUED)
    reason = models.TextField(blank=True, default="")
    touched_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    updated_by_name = models.TextField(blank=True, default="")
    created_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    updated_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "knowledge"
        indexes = [
            models.Index(fields=["touched_at"], condition=models.Q(status="queued"), name="entry_to_read")
        ]

    def __str__(self) -> str:
        return self.question


class SuggestionState(models.TextChoices):
    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class Suggestion(models.Model):
    """What a person answered when the knowledge could not; nobody's private data (see `privacy`).

    A settled one keeps only its fingerprint, so that it is not suggested again. `times` counts conversations.
    """

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.CharField(max_length=MAX_QUESTION_CHARS)
    answer = models.TextField()
    fingerprint = models.CharField(max_length=64, unique=True)
    conversation_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True)
    times = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=9, choices=SuggestionState, default=SuggestionState.OPEN)
    created_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    settled_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    class Meta:
        app_label = "knowledge"
        indexes = [
            models.Index(fields=["-times", "-id"], condition=models.Q(state="open"), name="suggestion_open")
        ]

    def __str__(self) -> str:
        return self.question
