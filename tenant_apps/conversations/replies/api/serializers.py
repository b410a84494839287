from typing import Any

from rest_framework import serializers

from shared_apps.core.pagination import WholePageSerializer
from tenant_apps.conversations.api.serializers import NamedSerializer
from tenant_apps.conversations.replies.models import CannedReply, Macro, Scope


class CannedFileSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField(source="file_id")
    name = serializers.CharField(source="file.name")
    content_type = serializers.CharField(source="file.content_type")
    size = serializers.IntegerField(source="file.size")
    url = serializers.SerializerMethodField()

    def get_url(self, link: Any) -> str:
        return f"/api/attachments/{link.file_id}/"


class CannedReplySerializer(serializers.Serializer[CannedReply]):
    id = serializers.UUIDField()
    shortcut = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()
    scope = serializers.ChoiceField(Scope.choices)
    team = NamedSerializer(allow_null=True)
    channel = NamedSerializer(source="channel_account", allow_null=True)
    attachments = CannedFileSerializer(source="files", many=True)
    usage_count = serializers.IntegerField()
    used_at = serializers.DateTimeField(allow_null=True)
    rev = serializers.IntegerField()


class CannedReplyListSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = CannedReplySerializer(many=True)


class NewReplySerializer(serializers.Serializer[object]):
    shortcut = serializers.RegexField(r"^[\w-]{1,40}$", help_text="Letters, digits, - and _.")
    title = serializers.CharField(max_length=120, allow_blank=True, required=False)
    text = serializers.CharField(max_length=10_000, allow_blank=True, trim_whitespace=False, required=False)
    scope = serializers.ChoiceField(Scope.choices, required=False)
    team = serializers.UUIDField(allow_null=True, required=False)
    channel = serializers.UUIDField(allow_null=True, required=False)
    attachments = serializers.ListField(child=serializers.UUIDField(), max_length=10, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not self.partial and not attrs.get("text", "").strip() and not attrs.get("attachments"):
            raise serializers.ValidationError({"text": ["A reply needs text or a file."]})
        return attrs


class PreviewRequestSerializer(serializers.Serializer[object]):
    conversation = serializers.UUIDField()
    reply = serializers.UUIDField(
        required=False, help_text="A canned reply, counted as used when `use` is true."
    )
    text = serializers.CharField(required=False, allow_blank=True, max_length=10_000, trim_whitespace=False)
    use = serializers.BooleanField(default=False)


class PreviewSerializer(serializers.Serializer[object]):
    text = serializers.CharField()
    missing = serializers.ListField(child=serializers.CharField(), help_text="Variables without a value.")
    attachments = CannedFileSerializer(many=True)


class MacroSerializer(serializers.Serializer[Macro]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    shared = serializers.SerializerMethodField()
    steps = serializers.ListField(child=serializers.DictField())
    position = serializers.IntegerField()
    usage_count = serializers.IntegerField()
    rev = serializers.IntegerField()

    def get_shared(self, macro: Macro) -> bool:
        return macro.owner_id is None


class MacroListSerializer(WholePageSerializer):
    results = MacroSerializer(many=True)


class NewMacroSerializer(serializers.Serializer[object]):
    name = serializers.CharField(max_length=120, required=False)
    shared = serializers.BooleanField(required=False)
    steps = serializers.ListField(child=serializers.DictField(), required=False, help_text="[{type, value}]")
    position = serializers.IntegerField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        missing = [name for name in ("name", "steps") if name not in attrs]
        if missing and not self.partial:
            raise serializers.ValidationError({missing[0]: ["This field is required."]})
        return attrs


class RunRequestSerializer(serializers.Serializer[object]):
    conversations = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=50)


class OutcomeSerializer(serializers.Serializer[object]):
    conversation = serializers.UUIDField()
    done = serializers.BooleanField()
    step = serializers.IntegerField(allow_null=True, help_text="The step that was refused, from 1.")
    code = serializers.CharField()
    message = serializers.CharField()


class RunReportSerializer(serializers.Serializer[object]):
    done = serializers.IntegerField()
    failed = serializers.IntegerField()
    results = OutcomeSerializer(many=True)
