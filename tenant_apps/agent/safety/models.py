from django.db import models
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7


class Kind(models.TextChoices):
    """What was wrong with what a customer, a document or a model said."""

    ORDER = "order"
    DOCUMENT_ORDER = "document_order"
    UNGROUNDED = "ungrounded"
    PROMISE = "promise"
    OWN_INSTRUCTIONS = "own_instructions"
    SECRET = "secret"  # noqa: S105 - a kind, not a secret
    CONTACT_DATA = "contact_data"
    OBEYED = "obeyed"
    HARASSMENT = "harassment"
    SELF_HARM = "self_harm"
    TOPIC = "topic"


class Way(models.TextChoices):
    IN = "in"
    OUT = "out"


class Blocked(models.Model):
    """Something that was not followed (`in`) or not said (`out`)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(db_default=Now())
    kind = models.CharField(max_length=20, choices=Kind)
    direction = models.CharField(max_length=3, choices=Way)
    conversation = models.ForeignKey(
        "conversations.Conversation", null=True, on_delete=models.CASCADE, related_name="+"
    )
    turn_id = models.UUIDField(null=True)
    text = models.TextField()
    detail = models.TextField(default="", blank=True)

    class Meta:
        app_label = "agent"
        indexes = [models.Index(fields=["kind", "-id"], name="blocked_by_kind")]
