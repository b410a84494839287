from django.db import models
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7


class Feature(models.TextChoices):
    """What a model was asked for."""

    TURN = "turn"
    SUGGEST = "suggest"
    REWRITE = "rewrite"
    TRANSLATE = "translate"
    SUMMARIZE = "summarize"
    ASSISTANT = "assistant"
    EVALUATION = "evaluation"
    VISION = "vision"
    SPEECH = "speech"
    SUGGESTED_ANSWERS = "suggested_answers"


class AgentCall(models.Model):
    """One request to a model, whether it helped or not. `cost` is US dollars, nothing when no price is known."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(db_default=Now())
    feature = models.CharField(max_length=20, choices=Feature)
    provider = models.CharField(max_length=20)
    model = models.TextField()
    turn_id = models.UUIDField(null=True)
    prompt_tokens = models.PositiveIntegerField(default=0)
    completion_tokens = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    ms = models.PositiveIntegerField(default=0)
    is_ok = models.BooleanField(default=True)
    error = models.CharField(max_length=20, default="", blank=True)

    class Meta:
        app_label = "agent"
        # The month's spending is asked before every call: the index answers it alone.
        indexes = [models.Index(fields=["at"], include=["cost"], name="agent_call_spending")]


class BudgetNotice(models.Model):
    """That the owners were told of a limit in a month ("2026-11"): once each."""

    month = models.CharField(max_length=7)
    level = models.CharField(max_length=4)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "agent"
        constraints = [
            models.UniqueConstraint(fields=["month", "level"], name="one_budget_notice_per_month_and_level")
        ]
