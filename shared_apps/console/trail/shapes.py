from typing import Any

from rest_framework import serializers

from shared_apps.audit.models import AuditEntry


class TrailSerializer(serializers.Serializer[Any]):
    """A line of the platform's own trail; a list of everything tells `target_name` too."""

    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    actor = serializers.UUIDField(source="actor_id", allow_null=True)
    actor_name = serializers.CharField()
    action = serializers.CharField()
    target_kind = serializers.CharField()
    target_id = serializers.CharField()
    target_name = serializers.SerializerMethodField(
        help_text="Of a company or a person that is there; else empty."
    )
    details = serializers.DictField()

    def get_target_name(self, line: AuditEntry) -> str:
        names: dict[str, str] = self.context.get("names", {})
        return names.get(line.target_id, "")
