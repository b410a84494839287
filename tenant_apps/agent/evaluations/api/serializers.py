"""Shapes of the evaluations' API."""

from typing import Any

from rest_framework import serializers

from tenant_apps.agent.api.serializers import CitationSerializer, ReadPassageSerializer
from tenant_apps.agent.evaluations.models import (
    DifferenceKind,
    EvalQuestion,
    EvalResult,
    EvalRun,
    Replay,
    ReplayResult,
    RunState,
    SavedTurn,
    Verdict,
)
from tenant_apps.agent.models import Outcome
from tenant_apps.knowledge.entries.models import MAX_ANSWER_CHARS, MAX_OTHER_WORDS, MAX_QUESTION_CHARS

MAX_QUESTION, MAX_TEXT, MAX_ENTRIES = 1_000, 2_000, 50


def _text(most: int = MAX_TEXT) -> serializers.CharField:
    return serializers.CharField(max_length=most)


class EvalQuestionSerializer(serializers.ModelSerializer[EvalQuestion]):
    question = serializers.CharField(max_length=MAX_QUESTION)
    expected_answer = serializers.CharField(max_length=MAX_TEXT, allow_blank=True, default="")
    note = serializers.CharField(max_length=MAX_TEXT, allow_blank=True, default="")
    must_contain = serializers.ListField(
        child=serializers.ListField(child=_text(), min_length=1, max_length=MAX_ENTRIES),
        max_length=MAX_ENTRIES,
        default=list,
        help_text="Groups; of each at least one text must be said.",
    )
    must_not_contain = serializers.ListField(child=_text(), max_length=MAX_ENTRIES, default=list)
    sources = serializers.ListField(child=_text(200), max_length=MAX_ENTRIES, default=list)
    quotes = serializers.ListField(child=_text(), max_length=MAX_ENTRIES, default=list)
    verdict = serializers.ChoiceField(choices=Verdict.choices, read_only=True, allow_null=True)

    class Meta:
        model = EvalQuestion
        fields = (
            "id", "question", "is_answerable", "expected_answer", "must_contain", "must_not_contain", "sources",
            "quotes", "kind", "language", "note", "verdict", "created_by_name", "created_at",
        )  # fmt: skip
        read_only_fields = ("id", "kind", "language", "verdict", "created_by_name", "created_at")


class CorrectionSerializer(serializers.Serializer[Any]):
    question = serializers.CharField(max_length=MAX_QUESTION_CHARS)
    answer = serializers.CharField(max_length=MAX_ANSWER_CHARS)
    phrasings = serializers.ListField(
        child=serializers.CharField(max_length=MAX_QUESTION_CHARS), max_length=MAX_OTHER_WORDS, default=list
    )
    must_say = serializers.ListField(
        child=serializers.CharField(max_length=MAX_TEXT),
        max_length=MAX_ENTRIES,
        default=list,
        help_text="Keep it as a question whose answer must say all of these; for those who manage the agent.",
    )


class CorrectedSerializer(serializers.Serializer[Any]):
    entry = serializers.UUIDField(source="entry.id", help_text="The answer in the knowledge base.")
    question = serializers.UUIDField(
        source="question.id", allow_null=True, help_text="The evaluation's question."
    )


class ImportFormSerializer(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="Lines of JSON in the evaluation set's format.")


class ImportedSerializer(serializers.Serializer[Any]):
    added = serializers.IntegerField()
    changed = serializers.IntegerField()


class EvalRunSerializer(serializers.ModelSerializer[EvalRun]):
    class Meta:
        model = EvalRun
        fields = (
            "id", "kind", "state", "total", "done", "answerable", "right", "wrong", "refused", "false_answers",
            "with_sources", "found_first", "found_in_five", "planner", "prompt_version", "threshold",
            "fitted_threshold", "started_by_name", "created_at", "finished_at",
        )  # fmt: skip
        read_only_fields = fields


class EvalResultSerializer(serializers.ModelSerializer[EvalResult]):
    question = EvalQuestionSerializer()
    passage = ReadPassageSerializer(allow_null=True)
    lacks = serializers.ListField(child=serializers.CharField())
    said_wrongly = serializers.ListField(child=serializers.CharField())
    before = serializers.ChoiceField(
        choices=Verdict.choices,
        allow_null=True,
        help_text="The verdict of the run before; null: not asked then.",
    )

    class Meta:
        model = EvalResult
        fields = (
            "id", "question", "verdict", "before", "answer", "lacks", "said_wrongly", "rank", "all_found", "confidence",
            "passage", "planner", "ms",
        )  # fmt: skip


class EvalRunDetailSerializer(serializers.Serializer[Any]):
    run = EvalRunSerializer()
    before = EvalRunSerializer(allow_null=True)
    results = EvalResultSerializer(many=True)


class FittedSerializer(serializers.Serializer[Any]):
    threshold = serializers.FloatField()


class SavedTurnSerializer(serializers.ModelSerializer[SavedTurn]):
    turn = serializers.UUIDField(source="turn_id")
    question = serializers.CharField(source="turn.question", read_only=True)
    answer = serializers.CharField(source="turn.answer", read_only=True)
    contact = serializers.CharField(source="turn.conversation.contact.name", read_only=True, default="")

    class Meta:
        model = SavedTurn
        fields = ("id", "turn", "question", "answer", "contact", "saved_by_name", "created_at")
        read_only_fields = ("id", "saved_by_name", "created_at")


class CandidateSerializer(serializers.Serializer[Any]):
    prompt = serializers.CharField(max_length=20_000, allow_blank=True, allow_null=True, default=None)
    model = serializers.CharField(max_length=200, allow_blank=True, default="")


class DifferenceSerializer(serializers.ModelSerializer[ReplayResult]):
    turn = serializers.UUIDField(source="turn_id")
    question = serializers.CharField(source="turn.question")
    before = serializers.CharField(source="turn.answer")
    was_handed_off = serializers.SerializerMethodField()
    contact = serializers.CharField(source="turn.conversation.contact.name", default="")
    conversation = serializers.UUIDField(source="turn.conversation_id", allow_null=True)
    kind = serializers.ChoiceField(choices=DifferenceKind.choices, allow_null=True)
    citations = CitationSerializer(many=True)

    class Meta:
        model = ReplayResult
        fields = (
            "turn", "conversation", "contact", "question", "kind", "before", "after", "was_handed_off", "is_handed_off",
            "citations",
        )  # fmt: skip

    def get_was_handed_off(self, row: ReplayResult) -> bool:
        return row.turn.outcome == Outcome.HANDED_OFF


class ReplaySerializer(serializers.ModelSerializer[Replay]):
    state = serializers.ChoiceField(choices=RunState.choices)

    class Meta:
        model = Replay
        fields = (
            "id",
            "state",
            "prompt",
            "model",
            "total",
            "done",
            "reason",
            "started_by_name",
            "created_at",
        )
        read_only_fields = fields


class ReplayDetailSerializer(serializers.Serializer[Any]):
    replay = ReplaySerializer()
    differences = DifferenceSerializer(many=True)
