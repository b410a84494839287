"""Who the agent is, what it was told, which turn runs, and the trace of every turn."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from shared_apps.core.fields import EncryptedTextField
from shared_apps.core.ids import uuid7
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.models import Conversation

# What plans call answers by voice.
SPOKEN_ANSWERS = "voice_cloning"


class Mode(models.TextChoices):
    """Autopilot answers, copilot writes drafts that a member approves."""

    AUTOPILOT = "autopilot"
    COPILOT = "copilot"
    OFF = "off"


class PersonaLanguage(models.TextChoices):
    CUSTOMER = "auto"
    UKRAINIAN = "uk"
    ENGLISH = "en"


class ModelApi(models.TextChoices):
    OPENAI = "openai"
    GEMINI = "gemini"


def _dollars() -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)


class AgentSettings(models.Model):
    """The one row of this schema. An empty text means the built-in one in the customer's language.

    `mode_when_closed` holds outside the hours of a channel's timetable; empty means that hours make no difference.
    `guidelines` are rules in the owner's words, `blocked_topics` are left to people, `never_say` stays unsaid, and
    `tools_off` are the names of tools that are not offered. Prices are US dollars per million tokens, budgets US
    dollars a month; nothing means unknown, and no limit. `speaks` answers a voice message by voice.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    is_only = models.BooleanField(default=True, unique=True, editable=False)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.AUTOPILOT)
    mode_when_closed = models.CharField(max_length=10, choices=Mode, default="", blank=True)
    persona_name = models.TextField(default="", blank=True)
    persona_tone = models.TextField(default="friendly", blank=True)
    persona_language = models.CharField(
        max_length=10, choices=PersonaLanguage, default=PersonaLanguage.CUSTOMER
    )
    greeting = models.TextField(default="", blank=True)
    fallback = models.TextField(default="", blank=True)
    handoff_message = models.TextField(default="", blank=True)
    guidelines = ArrayField(models.TextField(), default=list, blank=True)
    blocked_topics = ArrayField(models.TextField(), default=list, blank=True)
    never_say = ArrayField(models.TextField(), default=list, blank=True)
    tools_off = ArrayField(models.TextField(), default=list, blank=True)
    model_base_url = models.TextField(default="", blank=True)
    model_name = models.TextField(default="", blank=True)
    model_key = EncryptedTextField(default="", blank=True)
    model_api = models.CharField(max_length=10, choices=ModelApi, default=ModelApi.OPENAI)
    model_prompt_price = _dollars()
    model_completion_price = _dollars()
    fallback_base_url = models.TextField(default="", blank=True)
    fallback_name = models.TextField(default="", blank=True)
    fallback_key = EncryptedTextField(default="", blank=True)
    fallback_api = models.CharField(max_length=10, choices=ModelApi, default=ModelApi.OPENAI)
    fallback_prompt_price = _dollars()
    fallback_completion_price = _dollars()
    budget_soft = _dollars()
    budget_hard = _dollars()
    speaks = models.BooleanField(default=False)
    voice = models.TextField(default="", blank=True)
    threshold = models.FloatField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)


class AccountOverride(models.Model):
    """What is different about the agent on one channel account; empty means as everywhere."""

    channel_account = models.OneToOneField(
        ChannelAccount, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    mode = models.CharField(max_length=10, choices=Mode, default="", blank=True)
    mode_when_closed = models.CharField(max_length=10, choices=Mode, default="", blank=True)
    persona_name = models.TextField(default="", blank=True)
    persona_tone = models.TextField(default="", blank=True)
    persona_language = models.CharField(max_length=10, choices=PersonaLanguage, default="", blank=True)
    greeting = models.TextField(default="", blank=True)
    fallback = models.TextField(default="", blank=True)
    guidelines = ArrayField(models.TextField(), default=list, blank=True)
    updated_at = models.DateTimeField(auto_now=True)


class PromptVersion(models.Model):
    """What the owner told the agent; versions are never changed, only followed by the next."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.PositiveIntegerField(unique=True)
    text = models.TextField(blank=True)
    created_by_id = models.UUIDField(null=True)
    created_by_name = models.TextField(default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]


class LeaseState(models.TextChoices):
    IDLE = "idle"
    WAITING = "waiting"
    RUNNING = "running"


class Lease(models.Model):
    """The right to answer a conversation. `version` grows with every message, so an older turn knows it is late.

    `pending` are the messages that still want an answer; they leave the row only when one was given.
    """

    conversation = models.OneToOneField(
        Conversation, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    version = models.IntegerField(default=0)
    state = models.CharField(max_length=10, choices=LeaseState, default=LeaseState.IDLE)
    pending = ArrayField(models.UUIDField(), default=list)
    waiting_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    holder = models.UUIDField(null=True)
    expires_at = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(state__in=["waiting", "running"]), name="lease_at_work"
            )
        ]


class Outcome(models.TextChoices):
    SENT = "sent"
    DRAFTED = "drafted"
    HANDED_OFF = "handed_off"
    ABORTED = "aborted"
    FAILED = "failed"


class Turn(models.Model):
    """One try to answer, with everything it read. Without a conversation it was played in the playground.

    What a member plays there belongs together by `session_id`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE, related_name="+")
    player_id = models.UUIDField(null=True)
    session_id = models.UUIDField(null=True)
    message_ids = ArrayField(models.UUIDField(), default=list)
    question = models.TextField()
    answer = models.TextField(default="", blank=True)
    language = models.CharField(max_length=10, default="")
    intent = models.CharField(max_length=20, default="other")
    mood = models.CharField(max_length=10, default="neutral")
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(default="", blank=True)
    summary = models.TextField(default="", blank=True)
    model = models.TextField(default="", blank=True)
    cost = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    citations = models.JSONField(default=list)
    trace = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "-created_at"], name="turn_of_a_conversation"),
            models.Index(
                fields=["player_id", "session_id"],
                condition=models.Q(player_id__isnull=False),
                name="turn_of_the_playground",
            ),
        ]
