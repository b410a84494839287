"""A draft of the agent and what became of it."""

from django.db import models
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenant_apps.agent.models import Turn
from tenant_apps.conversations.models import Conversation


class DraftState(models.TextChoices):
    OPEN = "open"
    APPROVED = "approved"
    DISCARDED = "discarded"
    REPLACED = "replaced"


class AgentDraft(models.Model):
    """What the agent would answer. Without a text it had nothing to say, and `reason` says why.

    `last_message_id` and `asked_at` name the newest message it answers, `takeover_version` what no person had done
    since. The answer as the agent wrote it stays with the turn.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    turn = models.OneToOneField(Turn, on_delete=models.CASCADE, related_name="draft")
    text = models.TextField(default="", blank=True)
    reason = models.TextField(default="", blank=True)
    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.OPEN)
    last_message_id = models.UUIDField()
    asked_at = models.DateTimeField()
    takeover_version = models.IntegerField()
    is_edited = models.BooleanField(default=False)
    decided_by_id = models.UUIDField(null=True)
    decided_by_name = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    message_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=models.Q(state=DraftState.OPEN),
                name="one_open_draft_per_conversation",
            )
        ]
