from rest_framework import serializers

from tenant_apps.knowledge.entries.models import (
    MAX_ANSWER_CHARS,
    MAX_OTHER_WORDS,
    MAX_QUESTION_CHARS,
    EntryOrigin,
    EntryStatus,
)


class EntrySerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    question = serializers.CharField()
    answer = serializers.CharField()
    phrasings = serializers.ListField(child=serializers.CharField())
    origin = serializers.ChoiceField(EntryOrigin.choices)
    status = serializers.ChoiceField(EntryStatus.choices)
    reason = serializers.CharField()
    updated_by = serializers.CharField()
    updated_at = serializers.DateTimeField()
    rev = serializers.IntegerField()


class EntryListSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = EntrySerializer(many=True)


class NewEntrySerializer(serializers.Serializer[object]):
    question = serializers.CharField(max_length=MAX_QUESTION_CHARS)
    answer = serializers.CharField(max_length=MAX_ANSWER_CHARS)
    phrasings = serializers.ListField(
        child=serializers.CharField(max_length=MAX_QUESTION_CHARS), max_length=MAX_OTHER_WORDS, required=False
    )


class EntriesQuerySerializer(serializers.Serializer[object]):
    q = serializers.CharField(default="", allow_blank=True, max_length=100)


class TableSerializer(serializers.Serializer[object]):
    file = serializers.FileField()


class RowErrorSerializer(serializers.Serializer[object]):
    row = serializers.IntegerField()
    reason = serializers.CharField()


class TableImportedSerializer(serializers.Serializer[object]):
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    errors = RowErrorSerializer(many=True)  # type: ignore[assignment]  # a field of ours, not DRF's property


class SuggestionSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    question = serializers.CharField()
    answer = serializers.CharField()
    times = serializers.IntegerField(help_text="In how many conversations it was asked.")
    conversation = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()


class SuggestionListSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = SuggestionSerializer(many=True)


class AcceptSerializer(serializers.Serializer[object]):
    question = serializers.CharField(max_length=MAX_QUESTION_CHARS, required=False)
    answer = serializers.CharField(max_length=MAX_ANSWER_CHARS, required=False)
