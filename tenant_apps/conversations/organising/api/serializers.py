from rest_framework import serializers

from shared_apps.core.pagination import WholePageSerializer
from tenant_apps.conversations.api.serializers import ConversationSerializer, NamedSerializer
from tenant_apps.conversations.organising.actions.changes import CHANGES
from tenant_apps.conversations.organising.models import BulkState


class SnoozeSerializer(serializers.Serializer[object]):
    until = serializers.DateTimeField(required=False, allow_null=True, default=None)
    text = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=80, help_text="“in 2 hours”, “завтра о 9”."
    )
    until_reply = serializers.BooleanField(default=False)


class UnderstoodSerializer(serializers.Serializer[object]):
    until = serializers.DateTimeField(allow_null=True)
    until_reply = serializers.BooleanField()


class SnoozedSerializer(UnderstoodSerializer):
    conversation = ConversationSerializer()


class ParticipantsSerializer(serializers.Serializer[object]):
    members = serializers.ListField(child=serializers.UUIDField(), max_length=100)


class ParticipantListSerializer(WholePageSerializer):
    results = NamedSerializer(many=True)


class InboxSettingsSerializer(serializers.Serializer[object]):
    auto_resolve_hours = serializers.IntegerField(
        min_value=1, max_value=24 * 365, allow_null=True, required=False, help_text="Null: never."
    )
    auto_resolve_message = serializers.CharField(max_length=4000, allow_blank=True, required=False)
    keeps_assignee = serializers.BooleanField(
        required=False, help_text="Who had a resolved conversation has it again when the customer writes."
    )


class BulkSerializer(serializers.Serializer[object]):
    client_id = serializers.UUIDField(help_text="Made by the client; the same again returns the same job.")
    action = serializers.ChoiceField([*CHANGES])
    value = serializers.JSONField(required=False, allow_null=True, default=None)
    ids = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=10_000)
    filter = serializers.DictField(
        required=False, help_text="Instead of ids: everything that a list with these words shows, any number."
    )

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        if ("ids" in attrs) == ("filter" in attrs):
            raise serializers.ValidationError({"ids": "Give either ids or a filter."})
        return attrs


class BulkJobSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    action = serializers.CharField()
    value = serializers.JSONField(allow_null=True)
    state = serializers.ChoiceField(BulkState.choices)
    total = serializers.IntegerField()
    changed = serializers.IntegerField()
    skipped = serializers.IntegerField(help_text="Hidden from the member, or the value was gone by then.")
    undone = serializers.IntegerField()
    undo_until = serializers.DateTimeField(allow_null=True)
