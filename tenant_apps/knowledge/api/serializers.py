from rest_framework import serializers

from tenant_apps.knowledge.models import Chunk, DocumentStatus
from tenant_apps.knowledge.selectors import MAX_PASSAGES, MAX_QUESTION_CHARS


class DocumentSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    status = serializers.ChoiceField(DocumentStatus.choices)
    reason = serializers.CharField()
    pages = serializers.IntegerField(allow_null=True)
    chunks = serializers.IntegerField()
    size = serializers.IntegerField()
    content_type = serializers.CharField()
    progress = serializers.IntegerField(min_value=0, max_value=100)
    effective_on = serializers.DateField(allow_null=True)
    is_superseded = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    rev = serializers.IntegerField()


class DocumentPageSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = DocumentSerializer(many=True)


class DocumentUploadSerializer(serializers.Serializer[object]):
    files = serializers.ListField(child=serializers.FileField(allow_empty_file=True))


class UploadedSerializer(serializers.Serializer[object]):
    results = DocumentSerializer(many=True)


class ChunkSerializer(serializers.ModelSerializer[Chunk]):
    class Meta:
        model = Chunk
        fields = ["id", "ord", "text", "page", "row"]


class ChunkPageSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = ChunkSerializer(many=True)


class KnowledgeQuestionSerializer(serializers.Serializer[object]):
    q = serializers.CharField(max_length=MAX_QUESTION_CHARS)
    k = serializers.IntegerField(default=5, min_value=1, max_value=MAX_PASSAGES)


class PassageSourceSerializer(serializers.Serializer[object]):
    document = serializers.UUIDField()
    name = serializers.CharField()
    page = serializers.IntegerField(allow_null=True)
    row = serializers.IntegerField(allow_null=True)


class PassageSerializer(serializers.Serializer[object]):
    text = serializers.CharField()
    source = PassageSourceSerializer()  # type: ignore[assignment]  # a field of ours, not DRF's option
    score = serializers.FloatField(min_value=0, max_value=1)
    heading = serializers.CharField()
    highlight = serializers.CharField()
    effective_on = serializers.DateField(allow_null=True)


class FoundSerializer(serializers.Serializer[object]):
    confidence = serializers.FloatField(min_value=0, max_value=1)
    results = PassageSerializer(many=True)
