from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenant_apps.team.models import Member


class Mode(models.TextChoices):
    REPLY = "reply"
    NOTE = "note"


class Draft(models.Model):
    """The unsent text of one member in one conversation and mode.

    `written_at` is the clock of the device that wrote it. `other_text` is what another device had written when two
    of them met: the later writing won, the other text waits here until the member writes on.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="+")
    mode = models.CharField(max_length=5, choices=Mode)
    text = models.TextField(default="")
    attachments = ArrayField(models.UUIDField(), default=list)
    reply_to = models.UUIDField(null=True)
    channel = models.UUIDField(null=True)
    written_at = models.DateTimeField()
    other_text = models.TextField(default="")
    other_written_at = models.DateTimeField(null=True)
    rev = models.IntegerField(default=1)
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(
                fields=["member", "conversation", "mode"], name="one_draft_per_member_and_mode"
            )
        ]
