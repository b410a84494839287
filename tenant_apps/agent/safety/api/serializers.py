from rest_framework import serializers

from tenant_apps.agent.safety.models import Blocked


class BlockedSerializer(serializers.ModelSerializer[Blocked]):
    conversation = serializers.UUIDField(source="conversation_id", read_only=True, allow_null=True)
    contact = serializers.SerializerMethodField()
    turn = serializers.UUIDField(source="turn_id", read_only=True, allow_null=True)

    class Meta:
        model = Blocked
        fields = ("id", "at", "kind", "direction", "conversation", "contact", "turn", "text", "detail")

    def get_contact(self, row: Blocked) -> str:
        return row.conversation.contact.name if row.conversation else ""
