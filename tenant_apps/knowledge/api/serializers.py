from rest_framework import serializers

from tenant_apps.knowledge.models import Chunk, DocumentKind, DocumentStatus
from tenant_apps.knowledge.selectors import MAX_PASSAGES, MAX_QUESTION_CHARS


class NewerDocumentSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class DocumentSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(DocumentKind.choices)
    name = serializers.CharField()
    status = serializers.ChoiceField(DocumentStatus.choices)
    reason = serializers.CharField(allow_blank=True)
    reason_code = serializers.CharField(allow_blank=True)
    reason_data = serializers.DictField(child=serializers.IntegerField())
    pages = serializers.IntegerField(allow_null=True)
    page_errors = serializers.IntegerField(help_text="Pages that could not be read.")
    chunks = serializers.IntegerField()
    searchable = serializers.BooleanField(
        help_text="Passages of it are found; while it is read for the first time, by their words."
    )
    size = serializers.IntegerField()
    content_type = serializers.CharField()
    file = serializers.UUIDField(allow_null=True, help_text="For /api/attachments/{id}/.")
    progress = serializers.IntegerField(min_value=0, max_value=100)
    effective_on = serializers.DateField(allow_null=True)
    is_superseded = serializers.BooleanField()
    superseded_by = NewerDocumentSerializer(allow_null=True)
    version = serializers.IntegerField()
    is_kept = serializers.BooleanField(help_text="It counts beside newer versions.")
    named_like = NewerDocumentSerializer(
        allow_null=True,
        help_text="A newer one of this name that says other things: both count until someone decides.",
    )
    created_at = serializers.DateTimeField()
    rev = serializers.IntegerField()


class DocumentChangeSerializer(serializers.Serializer[object]):
    is_kept = serializers.BooleanField(required=False)
    is_outdated = serializers.BooleanField(
        required=False, help_text="Newer ones of this name replace it, whatever they say."
    )


class UsedSerializer(serializers.Serializer[object]):
    used = serializers.IntegerField()
    most = serializers.IntegerField()


class KnowledgeUsageSerializer(serializers.Serializer[object]):
    documents = UsedSerializer()
    photos = UsedSerializer()
    bytes = UsedSerializer()


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
    url = serializers.CharField(help_text="Where people can read it themselves: pages and posts.")


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
