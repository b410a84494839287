"""Shapes of the inbox API. Responses are made by `presentation`; a test holds the two together."""

from datetime import datetime, timedelta
from typing import Any

from rest_framework import serializers

from shared_apps.core.clock import now
from tenant_apps.contacts.labels.api.serializers import LabelChipSerializer
from tenant_apps.conversations.contents import FILE_KINDS, KINDS
from tenant_apps.conversations.models import AgentMode, Direction, Priority, SenderKind, Status


class NamedSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class ChannelSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    name = serializers.CharField()


class LastMessageSerializer(serializers.Serializer[object]):
    text = serializers.CharField()
    at = serializers.DateTimeField()
    direction = serializers.ChoiceField(Direction.choices)
    kind = serializers.CharField()
    sender_kind = serializers.ChoiceField(SenderKind.choices)


class WindowSerializer(serializers.Serializer[object]):
    open = serializers.BooleanField()
    closes_at = serializers.DateTimeField(allow_null=True)
    open_to_people = serializers.BooleanField(help_text="Members may write where the agent may no longer.")
    person_closes_at = serializers.DateTimeField(allow_null=True)


class EnvelopeSerializer(serializers.Serializer[object]):
    subject = serializers.CharField(allow_blank=True)
    cc = serializers.ListField(child=serializers.CharField())


class ThreadChannelSerializer(ChannelSerializer):
    window = WindowSerializer()
    mail = EnvelopeSerializer(
        allow_null=True, help_text="What a reply by e-mail carries unless it is told otherwise."
    )


class SlaSerializer(serializers.Serializer[object]):
    policy = NamedSerializer()
    kind = serializers.ChoiceField(["first_response", "next_response", "resolution"])
    due_at = serializers.DateTimeField()
    breached = serializers.BooleanField()


class ConversationSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    status = serializers.ChoiceField(Status.choices)
    contact = NamedSerializer()
    channel = ChannelSerializer(help_text="Where the customer wrote last.")
    channels = ThreadChannelSerializer(many=True)
    assignee = NamedSerializer(allow_null=True)
    team = NamedSerializer(allow_null=True)
    priority = serializers.CharField(allow_null=True)
    labels = LabelChipSerializer(many=True)
    unread = serializers.IntegerField()
    agent_mode = serializers.ChoiceField(AgentMode.choices)
    last_message = LastMessageSerializer(allow_null=True)
    window = WindowSerializer()
    snoozed_until = serializers.DateTimeField(allow_null=True)
    snooze_until_reply = serializers.BooleanField()
    waiting_since = serializers.DateTimeField(allow_null=True)
    sla = SlaSerializer(allow_null=True)
    session_started_at = serializers.DateTimeField()
    created_at = serializers.DateTimeField()
    rev = serializers.IntegerField()


class ConversationChangeSerializer(serializers.Serializer[object]):
    status = serializers.ChoiceField(Status.choices, required=False)
    assignee = serializers.CharField(
        required=False, allow_null=True, help_text='A member\'s id, "me", or null for nobody.'
    )
    team = serializers.UUIDField(required=False, allow_null=True)
    priority = serializers.ChoiceField([*filter(None, Priority.values)], required=False, allow_null=True)
    agent_mode = serializers.ChoiceField(AgentMode.choices, required=False)
    snoozed_until = serializers.DateTimeField(required=False, allow_null=True)
    labels = serializers.ListField(
        child=serializers.UUIDField(), max_length=50, required=False, help_text="Exactly these labels."
    )
    add_labels = serializers.ListField(
        child=serializers.UUIDField(),
        max_length=50,
        required=False,
        help_text="These, beside those it wears.",
    )
    remove_labels = serializers.ListField(child=serializers.UUIDField(), max_length=50, required=False)

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        if "labels" in attrs and attrs.keys() & {"add_labels", "remove_labels"}:
            raise serializers.ValidationError({"labels": ["Give all labels, or those to add and remove."]})
        return attrs


class TranscriptSerializer(serializers.Serializer[object]):
    state = serializers.ChoiceField(["pending", "ready", "failed"])
    text = serializers.CharField()
    language = serializers.CharField(help_text="As the model says it; may be empty.")
    reason = serializers.CharField(help_text="Why there are no words: unavailable, refused, unreadable.")


class AttachmentSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(allow_null=True, help_text="Bytes.")
    url = serializers.CharField(allow_null=True)
    state = serializers.ChoiceField(["pending", "ready", "failed"])
    reason = serializers.CharField()
    voice = serializers.BooleanField()
    transcript = TranscriptSerializer(allow_null=True, help_text="Of a voice message.")


class SenderSerializer(serializers.Serializer[object]):
    kind = serializers.ChoiceField(SenderKind.choices)
    id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField()


class MessageErrorSerializer(serializers.Serializer[object]):
    code = serializers.CharField(help_text="For the interface to translate.")
    message = serializers.CharField()
    way_out = serializers.ChoiceField(
        ["retry", "reconnect", "template", "none"],
        help_text="What helps: the same again, the channel connected anew first, a template instead, or nothing.",
    )


class QuoteSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    text = serializers.CharField()
    sender_name = serializers.CharField()


class ReactionSerializer(serializers.Serializer[object]):
    emoji = serializers.CharField()
    by = serializers.ChoiceField(SenderKind.choices)
    by_id = serializers.UUIDField()


class MessageChannelSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    kind = serializers.CharField()


class MessageSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    client_id = serializers.UUIDField(allow_null=True)
    conversation = serializers.UUIDField()
    channel = MessageChannelSerializer()
    direction = serializers.ChoiceField(Direction.choices)
    kind = serializers.CharField()
    text = serializers.CharField()
    attachments = AttachmentSerializer(many=True)
    sender = SenderSerializer()
    private = serializers.BooleanField()
    status = serializers.ChoiceField(["scheduled", "queued", "sent", "delivered", "read", "failed"])
    error = MessageErrorSerializer(allow_null=True)
    reply_to = QuoteSerializer(allow_null=True)
    reactions = ReactionSerializer(many=True)
    payload = serializers.DictField()
    trace = serializers.UUIDField(allow_null=True)
    due_at = serializers.DateTimeField(
        allow_null=True, help_text="Until then a message that is not out yet can be taken back."
    )
    edited = serializers.BooleanField()
    deleted = serializers.BooleanField()
    provider_at = serializers.DateTimeField()
    provider_seq = serializers.IntegerField(help_text="Place among messages of the same provider_at.")
    created_at = serializers.DateTimeField()
    rev = serializers.IntegerField()


class MessagePageSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True, help_text="Where the older messages are.")
    previous = serializers.CharField(allow_null=True, help_text="Where the newer messages are.")
    results = MessageSerializer(many=True)


class NewEnvelopeSerializer(serializers.Serializer[object]):
    """What is left out stays as the customer's newest mail has it; an empty list leaves nobody."""

    subject = serializers.RegexField(r"^[^\r\n]*$", max_length=400, allow_blank=True, required=False)
    cc = serializers.ListField(child=serializers.EmailField(max_length=254), max_length=10, required=False)
    bcc = serializers.ListField(child=serializers.EmailField(max_length=254), max_length=10, required=False)


class NewMessageSerializer(serializers.Serializer[object]):
    client_id = serializers.UUIDField(
        required=False,
        help_text="Made by the client; the same again returns the same message. Without one the Idempotency-Key "
        "stands for it.",
    )
    kind = serializers.ChoiceField(
        [*KINDS, *FILE_KINDS], default="text", help_text="Of attachments: text, or what the first one is."
    )
    text = serializers.CharField(allow_blank=True, default="", max_length=100_000, trim_whitespace=False)
    content = serializers.DictField(
        required=False,
        help_text="What a kind other than text holds: {buttons: [{id, title, url?}]}, {button, sections: [{title, "
        "rows: [{id, title, description?}]}]}, {name, language, components, preview?}, {latitude, longitude, name?, "
        "address?} or {contacts: [{name, phones, emails, organisation?}]}.",
    )
    attachments = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=15)
    reply_to = serializers.UUIDField(allow_null=True, default=None)
    private = serializers.BooleanField(default=False)
    mentions = serializers.ListField(
        child=serializers.UUIDField(),
        default=list,
        max_length=50,
        help_text="Members and teams that a note calls.",
    )
    channel = serializers.UUIDField(
        allow_null=True, default=None, help_text="Default: where they wrote last."
    )
    send_at = serializers.DateTimeField(allow_null=True, default=None)
    undo_s = serializers.IntegerField(default=0, min_value=0, max_value=30)
    mail = NewEnvelopeSerializer(required=False, allow_null=True, help_text="By e-mail only.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["kind"] in FILE_KINDS:
            if not attrs["attachments"]:
                raise serializers.ValidationError({"attachments": ["Attach the file."]})
            attrs["kind"] = "text"
        return attrs

    def validate_send_at(self, send_at: datetime | None) -> datetime | None:
        if send_at is not None and send_at > now() + timedelta(days=366):
            raise serializers.ValidationError("Choose a time within a year.")
        return send_at


class ReactSerializer(serializers.Serializer[object]):
    emoji = serializers.CharField(allow_blank=True, max_length=40, help_text="Empty takes the reaction back.")


class AttemptSerializer(serializers.Serializer[object]):
    number = serializers.IntegerField()
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField(help_text="Empty while it lasts, or when it was cut off.")
    code = serializers.CharField(help_text="The reason, for the interface to translate; may be empty.")
    reason = serializers.CharField()


class ForwardSerializer(serializers.Serializer[object]):
    conversation = serializers.UUIDField()
    client_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class ThreadQuerySerializer(serializers.Serializer[object]):
    before = serializers.UUIDField(required=False)
    after = serializers.UUIDField(required=False)
    around = serializers.UUIDField(required=False)
    limit = serializers.IntegerField(default=50, min_value=1, max_value=500)
