"""A connected account of a channel."""

from django.db import models

from shared_apps.core.fields import EncryptedJSONField
from shared_apps.core.ids import uuid7
from tenant_apps.channels.mailboxes.models import Mailbox, MailFolder

__all__ = ["AccountState", "ChannelAccount", "ConnectGrant", "MailFolder", "Mailbox"]


class AccountState(models.TextChoices):
    CONNECTED = "connected"
    ERROR = "error"
    DISCONNECTED = "disconnected"


class ChannelAccount(models.Model):
    """`external_id` is the vendor's id under which webhooks arrive.

    Disconnecting keeps the row, because conversations hang on it, and forgets the credentials.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.TextField()
    name = models.TextField()
    external_id = models.TextField()
    credentials = EncryptedJSONField(default=dict)
    settings = models.JSONField(default=dict)
    state = models.TextField(choices=AccountState, default=AccountState.CONNECTED)
    last_event_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="", blank=True)
    last_error_code = models.TextField(default="", db_default="", blank=True)
    token_expires_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "external_id"], name="one_row_per_channel_account")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_connected(self) -> bool:
        return self.state != AccountState.DISCONNECTED


class ConnectGrant(models.Model):
    """A sign-in at a vendor's that waits for its person to choose an account; gone once used or stale."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.TextField()
    member_id = models.UUIDField()
    secrets = EncryptedJSONField(default=dict)
    expires_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
