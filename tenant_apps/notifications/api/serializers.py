from typing import Any
from zoneinfo import available_timezones

from rest_framework import serializers

from shared_apps.core.pagination import WholePageSerializer
from tenant_apps.notifications.models import Digest, Kind


class AlertSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(Kind.choices)
    conversation = serializers.UUIDField(allow_null=True)
    message = serializers.UUIDField(allow_null=True)
    about = serializers.DictField(
        help_text="contact, channel, text, by, reason: what the alert is worded with."
    )
    count = serializers.IntegerField()
    at = serializers.DateTimeField()
    read = serializers.BooleanField()


class AlertPageSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = AlertSerializer(many=True)


class AlertsQuerySerializer(serializers.Serializer[object]):
    unread = serializers.BooleanField(default=False)
    kind = serializers.ChoiceField(Kind.choices, required=False, default="", allow_blank=True)


class UnreadSerializer(serializers.Serializer[object]):
    unread = serializers.IntegerField()


class ReadAllSerializer(serializers.Serializer[object]):
    conversation = serializers.UUIDField(required=False, allow_null=True, default=None)


class WaysSerializer(serializers.Serializer[object]):
    in_app = serializers.BooleanField(required=False)
    push = serializers.BooleanField(required=False)
    email = serializers.BooleanField(required=False)
    sound = serializers.BooleanField(required=False)


class QuietSerializer(serializers.Serializer[object]):
    start = serializers.TimeField(allow_null=True, format="%H:%M")
    end = serializers.TimeField(allow_null=True, format="%H:%M")


class PreferencesSerializer(serializers.Serializer[object]):
    kinds = serializers.DictField(child=WaysSerializer(), required=False, help_text="By kind of alert.")
    quiet = QuietSerializer(required=False, help_text="Nothing is pushed and nothing sounds between these.")
    timezone = serializers.CharField(required=False, allow_blank=True, max_length=64)
    digest = serializers.ChoiceField(Digest.choices, required=False)
    digest_hour = serializers.IntegerField(min_value=0, max_value=23, required=False)

    def validate_timezone(self, value: str) -> str:
        if value and value not in available_timezones():
            raise serializers.ValidationError("There is no such time zone. Use a name such as Europe/Kyiv.")
        return value

    def validate_kinds(self, value: dict[str, Any]) -> dict[str, Any]:
        unknown = [kind for kind in value if kind not in Kind.values]
        if unknown:
            raise serializers.ValidationError(f"There is no kind {unknown[0]}.")
        return value


class PushKeySerializer(serializers.Serializer[object]):
    public_key = serializers.CharField(allow_null=True, help_text="applicationServerKey; null: no push here.")


class PushKeysSerializer(serializers.Serializer[object]):
    p256dh = serializers.CharField(max_length=200)
    auth = serializers.CharField(max_length=100)


class NewSubscriptionSerializer(serializers.Serializer[object]):
    endpoint = serializers.URLField(max_length=2000)
    keys = PushKeysSerializer()
    device = serializers.CharField(max_length=200, allow_blank=True, default="")


class SubscriptionSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    device = serializers.CharField()
    created_at = serializers.DateTimeField()
    used_at = serializers.DateTimeField(allow_null=True)


class SubscriptionListSerializer(WholePageSerializer):
    results = SubscriptionSerializer(many=True)
