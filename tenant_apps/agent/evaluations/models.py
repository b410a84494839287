from datetime import datetime

from django.db import models
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenant_apps.agent.models import Turn


class EvalQuestion(models.Model):
    """What a customer may ask, and what a good answer has; the fields of the exchange format (`exchange.py`)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # The question's name in the file it came from, so that importing again changes it instead of doubling it.
    external_id = models.CharField(max_length=100, blank=True, default="")
    question = models.TextField()
    language = models.CharField(max_length=10, blank=True, default="")
    kind = models.CharField(max_length=40, blank=True, default="single")
    is_answerable = models.BooleanField(default=True)
    expected_answer = models.TextField(blank=True, default="", help_text="For people to read; not compared.")
    must_contain = models.JSONField(default=list, help_text="Groups; of each at least one text must be said.")
    must_not_contain = models.JSONField(default=list)
    sources = models.JSONField(default=list, help_text="Names of the documents that hold the answer.")
    quotes = models.JSONField(default=list, help_text="What must stand in a passage, one text per fact.")
    alternatives = models.JSONField(default=list, help_text="Other places of a fact: {doc, quote, for}.")
    note = models.TextField(blank=True, default="")
    created_by_name = models.TextField(blank=True, default="")
    created_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"], condition=~models.Q(external_id=""), name="eval_question_of_a_file"
            )
        ]

    def __str__(self) -> str:
        return self.question[:60]


class RunState(models.TextChoices):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class RunKind(models.TextChoices):
    MANUAL = "manual"
    NIGHTLY = "nightly"


class EvalRun(models.Model):
    """All questions asked once. The counts are written when it is done."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=RunKind, default=RunKind.MANUAL)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.RUNNING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    answerable = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    false_answers = models.PositiveIntegerField(
        default=0, help_text="Answers to what should not be answered."
    )
    with_sources = models.PositiveIntegerField(default=0, help_text="Questions whose passage is known.")
    found_first = models.PositiveIntegerField(default=0)
    found_in_five = models.PositiveIntegerField(default=0)
    planner = models.TextField(blank=True, default="")
    prompt_version = models.PositiveIntegerField(default=0)
    threshold = models.FloatField(null=True)
    fitted_threshold = models.FloatField(null=True)
    started_by_name = models.TextField(blank=True, default="")
    # Whoever runs it shows a sign of life here; a silent one is replaced.
    touched_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    created_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(db_default=Now())
    finished_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="running"), name="eval_one_run_at_a_time"
            )
        ]


class Verdict(models.TextChoices):
    RIGHT = "right"
    WRONG = "wrong"
    REFUSED = "refused"
    DECLINED = "declined", "Rightly not answered"
    FALSE_ANSWER = "false_answer"


class EvalResult(models.Model):
    """One question's answer in one run, with the passage it read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(EvalRun, on_delete=models.CASCADE, related_name="results")
    question = models.ForeignKey(EvalQuestion, on_delete=models.CASCADE, related_name="results")
    verdict = models.CharField(max_length=12, choices=Verdict)
    answer = models.TextField(blank=True, default="")
    lacks = models.JSONField(default=list, help_text="What the answer should have said, first of each group.")
    said_wrongly = models.JSONField(default=list)
    rank = models.PositiveSmallIntegerField(
        null=True, help_text="Place of the first expected passage, from 1."
    )
    all_found = models.BooleanField(null=True, help_text="Are all facts in the first five; null: not known.")
    confidence = models.FloatField(null=True)
    passage = models.JSONField(
        null=True, help_text="What was read: document, name, page, row, text, score, used."
    )
    planner = models.TextField(blank=True, default="")
    ms = models.FloatField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "question"], name="eval_result_once")]


class SavedTurn(models.Model):
    """An answer of the agent that is replayed before a prompt or a model goes live."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    turn = models.OneToOneField(Turn, on_delete=models.CASCADE, related_name="+")
    saved_by_name = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())


class Replay(models.Model):
    """Saved conversations answered by a candidate; an empty model means the one in force."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.RUNNING)
    prompt = models.TextField(null=True)
    model = models.TextField(blank=True, default="")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True, default="")
    started_by_name = models.TextField(blank=True, default="")
    touched_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-id"]


class DifferenceKind(models.TextChoices):
    SAME = "same"
    REWORDED = "reworded", "Other words, the same facts"
    DIFFERENT = "different"
    HANDS_OFF = "hands_off", "Answered before, calls a person now"
    ANSWERS = "answers", "Called a person before, answers now"


class ReplayResult(models.Model):
    """What the candidate says where the agent said `turn.answer`; null kind: not answered yet."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    replay = models.ForeignKey(Replay, on_delete=models.CASCADE, related_name="results")
    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=DifferenceKind, null=True)
    after = models.TextField(blank=True, default="")
    is_handed_off = models.BooleanField(default=False)
    citations = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["replay", "turn"], name="replay_result_once")]
