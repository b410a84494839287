"""Conversations and messages.

Columns with a `db_default` can be left out by the set-based inserts of the message path.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.lists.keys import has_unread, priority_rank, waits_since
from tenant_apps.files.models import StoredFile
from tenant_apps.team.models import Member, Team


class Status(models.TextChoices):
    OPEN = "open"
    PENDING = "pending"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


class AgentMode(models.TextChoices):
    """How far the agent may go in this thread; copilot writes drafts for whoever has it."""

    AUTOPILOT = "autopilot"
    COPILOT = "copilot"
    OFF = "off"


class Direction(models.TextChoices):
    IN = "in"
    OUT = "out"


class SenderKind(models.TextChoices):
    CONTACT = "contact"
    MEMBER = "member"
    AGENT = "agent"
    SYSTEM = "system"


class Priority(models.TextChoices):
    NONE = ""
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"


class Conversation(models.Model):
    """The one continuous thread of a contact, over all channels.

    `channel_account` is where the customer wrote last and where an answer goes by itself. Unread count, last message
    and who waits since when are kept on the row, so that a list is one query. A session begins when the customer
    writes after the thread was resolved. `takeover_version` grows whenever a person takes over, writes or hands
    back; the agent checks it when it sends.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="conversations")
    channel_account = models.ForeignKey(ChannelAccount, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=10, choices=Status, default=Status.PENDING, db_default=Status.PENDING
    )
    assignee = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    priority = models.CharField(
        max_length=6, choices=Priority, default=Priority.NONE, db_default=Priority.NONE, blank=True
    )
    agent_mode = models.CharField(
        max_length=10, choices=AgentMode, default=AgentMode.AUTOPILOT, db_default=AgentMode.AUTOPILOT
    )
    takeover_version = models.IntegerField(default=0, db_default=0)
    session_started_at = models.DateTimeField(db_default=Now())
    snoozed_until = models.DateTimeField(null=True)
    snooze_until_reply = models.BooleanField(default=False, db_default=False)
    resolved_at = models.DateTimeField(null=True)

    unread = models.IntegerField(default=0, db_default=0)
    last_inbound_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    first_reply_at = models.DateTimeField(null=True)
    last_message_text = models.TextField(default="", db_default="")
    last_message_at = models.DateTimeField(db_default=Now())
    last_message_direction = models.CharField(max_length=3, default="", db_default="")
    last_message_kind = models.TextField(default="", db_default="")
    last_message_sender = models.CharField(max_length=10, default="", db_default="")

    rev = models.IntegerField(default=1, db_default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact"], name="one_thread_per_contact")]
        indexes = [
            models.Index(fields=["-last_message_at", "-id"], name="conversation_latest"),
            models.Index(fields=["status", "-last_message_at", "-id"], name="conversation_by_status"),
            models.Index(fields=["assignee", "-last_message_at", "-id"], name="conversation_by_assignee"),
            models.Index(fields=["team", "-last_message_at", "-id"], name="conversation_by_team"),
            # Most conversations are resolved; what people work on is found without passing them.
            models.Index(
                fields=["-last_message_at", "-id"],
                condition=~Q(status="resolved"),
                name="conversation_active",
            ),
            models.Index(waits_since(), "id", name="conversation_by_wait"),
            models.Index(
                priority_rank().desc(),
                F("last_message_at").desc(),
                F("id").desc(),
                name="conversation_by_rank",
            ),
            models.Index(
                has_unread().desc(),
                F("last_message_at").desc(),
                F("id").desc(),
                name="conversation_by_unread",
            ),
            models.Index(
                fields=["snoozed_until"], condition=Q(status="snoozed"), name="conversation_to_wake"
            ),
        ]


class ConversationChannel(models.Model):
    """What one channel of a thread needs to be answered: the newest message, the windows, the vendor's context.

    `person_closes_at` is until when a person may still answer where the platform gives people longer.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="channels")
    channel_account = models.ForeignKey(ChannelAccount, on_delete=models.PROTECT, related_name="+")
    last_inbound_at = models.DateTimeField(null=True)
    last_inbound_external_id = models.TextField(default="", db_default="")
    window_closes_at = models.DateTimeField(null=True)
    person_closes_at = models.DateTimeField(null=True)
    context = models.JSONField(default=dict, db_default={})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "channel_account"], name="one_row_per_thread_and_channel"
            )
        ]


class MessageStatus(models.TextChoices):
    SCHEDULED = "scheduled"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


# Meta sends "read" before "delivered" now and then; a status may only move forward. A failure is final for its
# attempt, but a receipt that says the message did arrive outranks it.
RANK = {
    MessageStatus.SCHEDULED: -1,
    MessageStatus.QUEUED: 0,
    MessageStatus.SENDING: 1,
    MessageStatus.SENT: 2,
    MessageStatus.FAILED: 3,
    MessageStatus.DELIVERED: 4,
    MessageStatus.READ: 5,
}


class Message(models.Model):
    """One message. Its place is (provider_at, provider_seq, id): the platform's time, not ours."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    channel_account = models.ForeignKey(ChannelAccount, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField(null=True, unique=True)
    external_id = models.TextField(null=True)
    direction = models.CharField(max_length=3, choices=Direction)
    kind = models.TextField()
    text = models.TextField(default="", db_default="")
    payload = models.JSONField(default=dict, db_default={})
    sender_kind = models.CharField(max_length=10, choices=SenderKind)
    sender_id = models.UUIDField(null=True)
    sender_name = models.TextField(default="", db_default="")
    private = models.BooleanField(default=False, db_default=False)
    status = models.CharField(max_length=10, choices=MessageStatus)
    error_code = models.TextField(default="", db_default="")
    error_message = models.TextField(default="", db_default="")
    reply_to_external_id = models.TextField(default="", db_default="")
    reply_to = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    trace_id = models.UUIDField(null=True)
    provider_at = models.DateTimeField()
    provider_seq = models.IntegerField(default=0, db_default=0)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    # Not before: the end of the time to undo, of a pause between tries, or the hour it is scheduled for.
    due_at = models.DateTimeField(null=True)
    rev = models.IntegerField(default=1, db_default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel_account", "external_id"],
                condition=Q(external_id__isnull=False),
                name="one_message_per_external_id",
            )
        ]
        indexes = [
            models.Index(
                fields=["conversation", "provider_at", "provider_seq", "id"], name="message_in_thread"
            ),
            models.Index(
                fields=["conversation", "created_at"],
                condition=Q(status__in=["queued", "sending"]),
                name="message_to_deliver",
            ),
            models.Index(fields=["due_at"], condition=Q(status="scheduled"), name="message_scheduled"),
            models.Index(
                fields=["channel_account", "reply_to_external_id"],
                condition=Q(reply_to=None) & ~Q(reply_to_external_id=""),
                name="message_quoting_unknown",
            ),
        ]


class AttachmentState(models.TextChoices):
    PENDING = "pending"
    READY = "ready"
    FAILED = "failed"


class Attachment(models.Model):
    """A file of a message; `media_id` is what the platform calls it until it is fetched."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    kind = models.TextField()
    media_id = models.TextField(default="", db_default="")
    name = models.TextField(default="", db_default="")
    content_type = models.TextField(default="", db_default="")
    size = models.BigIntegerField(null=True)
    is_voice = models.BooleanField(default=False, db_default=False)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=AttachmentState, default=AttachmentState.PENDING)
    reason = models.TextField(default="", db_default="")
    attempts = models.SmallIntegerField(default=0, db_default=0)
    due_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(state="pending"), name="attachment_to_fetch")]


class Reaction(models.Model):
    """One emoji of one person on one message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions")
    by_kind = models.CharField(max_length=10, choices=SenderKind)
    by_id = models.UUIDField()
    emoji = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "by_kind", "by_id"], name="one_reaction_per_person")
        ]


class DeliveryAttempt(models.Model):
    """One try to hand a message to its platform. An attempt without an outcome was cut off in the middle."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attempts")
    number = models.SmallIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.TextField(default="", db_default="")
    code = models.TextField(default="", db_default="")
    reason = models.TextField(default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="one_attempt_per_number")]


class PendingReceipt(models.Model):
    """A status that came before its message was known; it waits for it."""

    channel_account = models.ForeignKey(ChannelAccount, on_delete=models.CASCADE, related_name="+")
    external_id = models.TextField()
    status = models.CharField(max_length=10, choices=MessageStatus)
    error_code = models.TextField(default="", db_default="")
    error_message = models.TextField(default="", db_default="")
    at = models.DateTimeField()
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel_account", "external_id", "status"], name="one_receipt_per_status"
            )
        ]


class PendingChange(models.Model):
    """A reaction, edit or deletion that came before its message; it is applied when the message comes."""

    channel_account = models.ForeignKey(ChannelAccount, on_delete=models.CASCADE, related_name="+")
    external_id = models.TextField()
    kind = models.TextField()
    event = models.JSONField()
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["channel_account", "external_id"], name="change_waiting_for_message")]


# The rooms' tables are this app's too; they point at those above, so they come last.
from tenant_apps.conversations.assignment import models as assignment_tables  # noqa: E402, F401
from tenant_apps.conversations.lists import models as lists_tables  # noqa: E402, F401
from tenant_apps.conversations.organising import models as organising_tables  # noqa: E402, F401
from tenant_apps.conversations.sessions import models as sessions_tables  # noqa: E402, F401
from tenant_apps.conversations.transcripts import models as transcripts_tables  # noqa: E402, F401
