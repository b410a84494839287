from typing import Any

from rest_framework import serializers

from tenant_apps.webchat.widget import DEFAULTS

Plain = serializers.Serializer[dict[str, Any]]
MAX_TEXT = 10_000
# A detail is a line of a form, not a letter.
MAX_DETAIL, MAX_DETAILS, MAX_QUESTIONS = 500, 20, 10


class BilingualSerializer(Plain):
    en = serializers.CharField(max_length=500, allow_blank=True, default="")
    uk = serializers.CharField(max_length=500, allow_blank=True, default="")


class PreChatFieldSerializer(Plain):
    name = serializers.RegexField(r"^[a-z][a-z0-9_]{0,30}$")
    type = serializers.ChoiceField(["text", "email", "phone"], default="text")
    label = BilingualSerializer()  # type: ignore[assignment]  # DRF keeps declared fields apart from its own
    required = serializers.BooleanField(default=False)  # type: ignore[assignment]  # as above


class PreChatSerializer(Plain):
    is_on = serializers.BooleanField(default=False)
    questions = PreChatFieldSerializer(many=True, default=list)

    def validate_questions(self, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len(questions) > MAX_QUESTIONS:
            raise serializers.ValidationError(f"Ask at most {MAX_QUESTIONS} things.")
        return questions


class OfflineSerializer(Plain):
    asks_email = serializers.BooleanField(default=True)
    text = BilingualSerializer()


class AppearanceSerializer(Plain):
    """What the widget shows."""

    color = serializers.RegexField(r"^#[0-9a-fA-F]{6}$", default=DEFAULTS["color"])
    text_color = serializers.RegexField(r"^#[0-9a-fA-F]{6}$", default=DEFAULTS["text_color"])
    theme = serializers.ChoiceField(["auto", "light", "dark"], default="auto")
    position = serializers.ChoiceField(["right", "left"], default="right")
    greeting = BilingualSerializer()
    pre_chat = PreChatSerializer()
    office_hours = BilingualSerializer()
    offline = OfflineSerializer()


class WidgetChangeSerializer(AppearanceSerializer):
    name = serializers.CharField(max_length=200)
    allowed_origins = serializers.ListField(
        child=serializers.RegexField(
            r"^(https?://)?(\*\.)?[a-zA-Z0-9.-]{1,250}(:\d{1,5})?/?$",
            error_messages={"invalid": "Give a website such as https://shop.example."},
        ),
        max_length=50,
    )


class WidgetSerializer(WidgetChangeSerializer):
    id = serializers.UUIDField()
    key = serializers.CharField()
    script_url = serializers.CharField()
    chat_url = serializers.CharField()
    snippet = serializers.CharField()
    has_identity_secret = serializers.BooleanField()


class IdentitySecretSerializer(Plain):
    identity_secret = serializers.CharField()


class WebsiteSerializer(AppearanceSerializer):
    key = serializers.CharField()
    name = serializers.CharField()
    language = serializers.CharField()
    is_online = serializers.BooleanField()
    max_file_bytes = serializers.IntegerField()


class VisitSerializer(Plain):
    token = serializers.CharField()
    name = serializers.CharField()
    is_verified = serializers.BooleanField()
    is_known = serializers.BooleanField()
    is_online = serializers.BooleanField()


class IdentifySerializer(Plain):
    user_id = serializers.CharField(max_length=200)
    hash = serializers.RegexField(r"^[0-9a-fA-F]{64}$", error_messages={"invalid": "64 hex digits."})
    name = serializers.CharField(max_length=200, allow_blank=True, default="")
    email = serializers.EmailField(allow_blank=True, default="")


class ChoiceSerializer(Plain):
    id = serializers.CharField(max_length=256)
    title = serializers.CharField(max_length=200)


class SayingSerializer(Plain):
    client_id = serializers.UUIDField()
    text = serializers.CharField(max_length=MAX_TEXT, allow_blank=True, default="", trim_whitespace=False)
    attachments = serializers.ListField(
        child=serializers.CharField(max_length=400), max_length=10, default=list
    )
    choice = ChoiceSerializer(allow_null=True, default=None)
    reply_to = serializers.UUIDField(allow_null=True, default=None)
    details = serializers.DictField(
        child=serializers.CharField(max_length=MAX_DETAIL, allow_blank=True), default=dict
    )
    page = serializers.CharField(max_length=1000, allow_blank=True, default="")
    language = serializers.RegexField(r"^[a-z]{0,5}$", allow_blank=True, default="")

    def validate_details(self, details: dict[str, str]) -> dict[str, str]:
        if len(details) > MAX_DETAILS:
            raise serializers.ValidationError("These are too many.")
        return details


class AcceptedSerializer(Plain):
    client_id = serializers.UUIDField()


class VisitorChoiceSerializer(ChoiceSerializer):
    url = serializers.CharField()
    note = serializers.CharField()


class VisitorFileSerializer(Plain):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(allow_null=True)
    url = serializers.CharField(allow_null=True)
    state = serializers.CharField()


class VisitorQuoteSerializer(Plain):
    id = serializers.UUIDField()
    text = serializers.CharField()


class VisitorReactionSerializer(Plain):
    emoji = serializers.CharField()
    by = serializers.CharField()


class VisitorMessageSerializer(Plain):
    """A message as its visitor sees it; `from` is visitor, agent or team."""

    id = serializers.UUIDField()
    client_id = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    kind = serializers.CharField()
    text = serializers.CharField()
    attachments = VisitorFileSerializer(many=True)
    choices = VisitorChoiceSerializer(many=True)
    reply_to = VisitorQuoteSerializer(allow_null=True)
    reactions = VisitorReactionSerializer(many=True)
    status = serializers.CharField()
    edited = serializers.BooleanField()
    deleted = serializers.BooleanField()
    at = serializers.DateTimeField()
    rev = serializers.IntegerField()

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "from": serializers.CharField()}


class VisitorThreadSerializer(Plain):
    results = VisitorMessageSerializer(many=True)
    has_older = serializers.BooleanField()


class ThreadQuerySerializer(Plain):
    before = serializers.UUIDField(required=False)
    after = serializers.UUIDField(required=False)
    limit = serializers.IntegerField(min_value=1, max_value=100, default=50)


class VisitorUploadSerializer(Plain):
    file = serializers.FileField()


class VisitorUploadedSerializer(Plain):
    id = serializers.CharField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()


class ReactionSerializer(Plain):
    emoji = serializers.CharField(max_length=16, allow_blank=True)


class AskSerializer(Plain):
    org = serializers.CharField(max_length=40, allow_blank=True, default="")
    session = serializers.CharField(max_length=200)
    message = serializers.CharField(max_length=MAX_TEXT)


class AnswerSerializer(Plain):
    answer = serializers.CharField(allow_blank=True)
    handed_off = serializers.BooleanField()
    conversation = serializers.UUIDField(source="conversation_id")
    message_id = serializers.UUIDField(allow_null=True)


class PendingSerializer(Plain):
    poll = serializers.CharField()
