from django.db import models
from django.db.models.functions import Now


class AwayNotice(models.Model):
    """That a session was told; one row a session, whoever asks twice."""

    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="+")
    session_at = models.DateTimeField()
    sent_at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(fields=["conversation", "session_at"], name="one_away_notice_per_session")
        ]
