from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from shared_apps.intake.models import EventState, IntakeEvent
from tenant_apps.channels.actions import Health, can_sync
from tenant_apps.channels.adapters.protocol import DerivesSecret, SignsIn
from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.gate import hold_of
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.channels.registry import ADAPTERS, get
from tenant_apps.channels.selectors import address_of


class CapabilitiesSerializer(serializers.Serializer[Capabilities]):
    """What the composer may offer on the channel; lengths are counted in `text_unit`."""

    max_text = serializers.IntegerField()
    max_caption = serializers.IntegerField()
    text_unit = serializers.CharField()
    forms = serializers.SerializerMethodField()
    max_buttons = serializers.IntegerField()
    max_list_rows = serializers.IntegerField()
    max_attachments = serializers.IntegerField()
    max_file_bytes = serializers.SerializerMethodField(help_text="Of one file that members attach.")
    reply_window_hours = serializers.IntegerField(allow_null=True)
    person_window_hours = serializers.IntegerField(allow_null=True)
    formatting = serializers.SerializerMethodField()
    can_quote = serializers.BooleanField()
    can_react = serializers.BooleanField()
    can_mark_read = serializers.BooleanField()
    reports_delivery = serializers.BooleanField()
    has_templates = serializers.BooleanField()
    has_subject = serializers.BooleanField()
    can_sign_in = serializers.SerializerMethodField()

    def get_forms(self, capabilities: Capabilities) -> list[str]:
        return sorted(capabilities.forms)

    def get_max_file_bytes(self, _: Capabilities) -> int:
        return settings.UPLOAD_MAX_BYTES

    def get_formatting(self, capabilities: Capabilities) -> list[str]:
        return sorted(capabilities.formatting)

    def get_can_sign_in(self, capabilities: Capabilities) -> bool:
        return any(a.capabilities is capabilities and isinstance(a, SignsIn) for a in ADAPTERS.values())


class HoldSerializer(serializers.Serializer[Any]):
    """Why nothing leaves by a channel although its account is well."""

    code = serializers.ChoiceField(["pending", "rejected", "off"])
    reason = serializers.CharField(help_text="An operator's words; may be empty.")


class IntegrationSerializer(serializers.ModelSerializer[ChannelAccount]):
    """A channel account as members see it; its credentials are never shown."""

    webhook_url = serializers.SerializerMethodField()
    address = serializers.SerializerMethodField(help_text="The link under which customers write.")
    capabilities = serializers.SerializerMethodField()
    can_sync = serializers.SerializerMethodField()
    hold = serializers.SerializerMethodField(help_text="What the platform holds it back for; null mostly.")

    class Meta:
        model = ChannelAccount
        fields = (
            "id",
            "kind",
            "name",
            "external_id",
            "state",
            "last_event_at",
            "last_error",
            "last_error_code",
            "token_expires_at",
            "webhook_url",
            "address",
            "capabilities",
            "can_sync",
            "hold",
        )
        read_only_fields = fields

    def get_webhook_url(self, account: ChannelAccount) -> str:
        scheme = "https" if self.context["request"].is_secure() else "http"
        own = f"{account.external_id}/" if isinstance(get(account.kind), DerivesSecret) else ""
        return f"{scheme}://{settings.BASE_DOMAIN}/webhook/{account.kind}/{own}"

    def get_address(self, account: ChannelAccount) -> str:
        return address_of(account)

    @extend_schema_field(CapabilitiesSerializer)
    def get_capabilities(self, account: ChannelAccount) -> Any:
        return CapabilitiesSerializer(get(account.kind).capabilities).data

    def get_can_sync(self, account: ChannelAccount) -> bool:
        return can_sync(account)

    @extend_schema_field(HoldSerializer(allow_null=True))
    def get_hold(self, account: ChannelAccount) -> Any:
        hold = hold_of(account.kind, account.id)
        return HoldSerializer(hold).data if hold else None


class AuthorizeSerializer(serializers.Serializer[Any]):
    via = serializers.ChoiceField(
        ["facebook", "instagram", "whatsapp"],
        required=False,
        write_only=True,
        help_text="Whose sign-in, where a channel has two: Instagram's own, or Facebook's with its pages.",
    )
    url = serializers.URLField(read_only=True, help_text="The vendor's page to send the browser to.")


class ReturnSerializer(serializers.Serializer[Any]):
    """What the vendor's page gave the browser."""

    code = serializers.CharField(max_length=4000)
    state = serializers.CharField(max_length=4000)


class ChoiceSerializer(serializers.Serializer[Any]):
    external_id = serializers.CharField()
    name = serializers.CharField()
    detail = serializers.CharField()
    picture = serializers.CharField()
    note = serializers.CharField(help_text="Why it cannot be chosen; empty when it can.")
    note_code = serializers.CharField(help_text="The note, for the interface to translate; may be empty.")


class GrantSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    choices = ChoiceSerializer(many=True)


class ChosenSerializer(serializers.Serializer[Any]):
    choice = serializers.CharField(max_length=200, help_text="The external_id of a choice.")


class WebhookSerializer(serializers.Serializer[IntakeEvent]):
    """One body as it came; long ones are cut after SHOWN bytes."""

    SHOWN = 8_000

    id = serializers.IntegerField()
    received_at = serializers.DateTimeField()
    state = serializers.SerializerMethodField()
    reason = serializers.CharField()
    attempts = serializers.IntegerField()
    size = serializers.SerializerMethodField(help_text="Bytes.")
    body = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(["pending", "done", "failed", "unrouted"]))
    def get_state(self, event: IntakeEvent) -> str:
        return EventState(event.state).name.lower()

    def get_size(self, event: IntakeEvent) -> int:
        return len(event.payload)

    def get_body(self, event: IntakeEvent) -> str:
        return bytes(event.payload[: self.SHOWN]).decode("utf-8", "replace")


class TemplateSlotSerializer(serializers.Serializer[Any]):
    part = serializers.ChoiceField(["header", "file", "body", "button"])
    name = serializers.CharField(help_text="Its number or name; of a file its kind, of a button its title.")
    index = serializers.IntegerField(help_text="The button's place.")
    sub_type = serializers.CharField(help_text="The button's: url, copy_code; else empty.")
    example = serializers.CharField()


class ApprovedTemplateSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    language = serializers.CharField()
    category = serializers.CharField()
    header = serializers.CharField()
    body = serializers.CharField(help_text="With its gaps as {{1}} or {{name}}.")
    footer = serializers.CharField()
    buttons = serializers.ListField(child=serializers.CharField())
    slots = TemplateSlotSerializer(many=True)


class HealthCheckSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    ok = serializers.BooleanField(source="is_ok")
    text = serializers.CharField()
    code = serializers.CharField(
        help_text="What the text says, for the interface to translate; may be empty."
    )
    values = serializers.DictField(
        child=serializers.CharField(), help_text="What stands inside the translation; “at” is a moment."
    )


class HealthSerializer(serializers.Serializer[Health]):
    ok = serializers.BooleanField(source="is_ok")
    state = serializers.ChoiceField(choices=AccountState.choices, source="account.state")
    last_event_at = serializers.DateTimeField(source="account.last_event_at", allow_null=True)
    last_error = serializers.CharField(source="account.last_error")
    checks = HealthCheckSerializer(many=True)
