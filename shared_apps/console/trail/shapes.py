from typing import Any

from rest_framework import serializers


class TrailSerializer(serializers.Serializer[Any]):
    """A line of the platform's own trail."""

    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    actor = serializers.UUIDField(source="actor_id", allow_null=True)
    actor_name = serializers.CharField()
    action = serializers.CharField()
    target_kind = serializers.CharField()
    target_id = serializers.CharField()
    details = serializers.DictField()
