from typing import Any

from django.conf import settings
from rest_framework import serializers

from tenant_apps.channels.actions import Health
from tenant_apps.channels.models import AccountState, ChannelAccount


class IntegrationSerializer(serializers.ModelSerializer[ChannelAccount]):
    """A channel account as members see it; its credentials are never shown."""

    webhook_url = serializers.SerializerMethodField()

    class Meta:
        model = ChannelAccount
        fields = ("id", "kind", "name", "external_id", "state", "last_event_at", "last_error", "webhook_url")
        read_only_fields = fields

    def get_webhook_url(self, account: ChannelAccount) -> str:
        scheme = "https" if self.context["request"].is_secure() else "http"
        return f"{scheme}://{settings.BASE_DOMAIN}/webhook/{account.kind}/"


class ConnectWhatsAppSerializer(serializers.Serializer[dict[str, Any]]):
    name = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    phone_number_id = serializers.RegexField(r"^\d{1,40}$", error_messages={"invalid": "Digits only."})
    waba_id = serializers.RegexField(r"^\d{1,40}$", error_messages={"invalid": "Digits only."})
    # Graph tokens are a few hundred characters; anything with spaces or line breaks was copied badly.
    access_token = serializers.RegexField(
        r"^[\x21-\x7e]{1,2000}$",
        write_only=True,
        error_messages={"invalid": "Copy the token without spaces."},
    )


class HealthCheckSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    ok = serializers.BooleanField(source="is_ok")
    text = serializers.CharField()


class HealthSerializer(serializers.Serializer[Health]):
    ok = serializers.BooleanField(source="is_ok")
    state = serializers.ChoiceField(choices=AccountState.choices, source="account.state")
    last_event_at = serializers.DateTimeField(source="account.last_event_at", allow_null=True)
    last_error = serializers.CharField(source="account.last_error")
    checks = HealthCheckSerializer(many=True)
