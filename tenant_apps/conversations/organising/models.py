from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenant_apps.contacts.models import Label
from tenant_apps.team.models import Member, Team

CONVERSATION = "conversations.Conversation"


class ConversationLabel(models.Model):
    """A label on a conversation; the set is the contacts' own."""

    conversation = models.ForeignKey(CONVERSATION, on_delete=models.CASCADE, related_name="label_links")
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="conversation_links")

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(fields=["conversation", "label"], name="one_label_once_per_conversation")
        ]
        indexes = [models.Index(fields=["label", "conversation"], name="conversation_by_label")]


class Participant(models.Model):
    """A member who watches a conversation without having it."""

    conversation = models.ForeignKey(CONVERSATION, on_delete=models.CASCADE, related_name="participants")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(fields=["conversation", "member"], name="one_seat_per_participant")
        ]
        indexes = [models.Index(fields=["member", "conversation"], name="conversation_by_participant")]


class Mention(models.Model):
    """A member who was called in a private note, by name or with their team."""

    message = models.ForeignKey("conversations.Message", on_delete=models.CASCADE, related_name="mentions")
    conversation = models.ForeignKey(CONVERSATION, on_delete=models.CASCADE, related_name="mentions")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(fields=["message", "member"], name="one_mention_per_note_and_member")
        ]
        indexes = [models.Index(fields=["member", "conversation"], name="conversation_by_mention")]


class InboxSettings(models.Model):
    """The one row of how this workspace's inbox keeps itself in order."""

    is_only = models.BooleanField(default=True, unique=True, editable=False)
    # Nobody wrote for so many hours: the conversation is resolved by itself. None: never.
    auto_resolve_hours = models.PositiveIntegerField(null=True)
    auto_resolve_message = models.TextField(default="", db_default="", blank=True)
    # Whether a resolved conversation comes back to who had it, when the customer writes again.
    keeps_assignee = models.BooleanField(default=True, db_default=True)

    class Meta:
        app_label = "conversations"
        constraints = [models.CheckConstraint(condition=Q(is_only=True), name="one_inbox_per_schema")]


class BulkState(models.TextChoices):
    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class BulkJob(models.Model):
    """One change of many conversations at once; its chunks hold which, and what they were before."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    client_id = models.UUIDField(null=True)
    action = models.TextField()
    value = models.JSONField(null=True)
    state = models.CharField(max_length=8, choices=BulkState, default=BulkState.RUNNING)
    total = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    skipped = models.IntegerField(default=0)
    undone = models.IntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(fields=["member", "client_id"], name="one_bulk_job_per_request")
        ]


class BulkChunk(models.Model):
    """A few conversations of a job, done in one transaction; `previous` is id → what to put back."""

    job = models.ForeignKey(BulkJob, on_delete=models.CASCADE, related_name="chunks")
    ids = models.JSONField()
    previous = models.JSONField(default=dict, db_default={})
    is_done = models.BooleanField(default=False, db_default=False)
    is_undone = models.BooleanField(default=False, db_default=False)

    class Meta:
        app_label = "conversations"
