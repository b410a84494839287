from rest_framework import serializers

from tenant_apps.conversations.api.serializers import (
    ChannelSerializer,
    ConversationSerializer,
    NamedSerializer,
    SenderSerializer,
)
from tenant_apps.conversations.models import Direction, SenderKind, Status

EVERYWHERE = "everywhere"
WHERE = [EVERYWHERE, "messages", "contacts", "conversations"]


class SearchQuerySerializer(serializers.Serializer[object]):
    q = serializers.CharField(max_length=200, trim_whitespace=True, allow_blank=True)
    channel = serializers.UUIDField(required=False, help_text="A channel account's id.")
    conversation = serializers.UUIDField(required=False, help_text="Search inside one thread.")
    sender = serializers.CharField(
        required=False,
        max_length=36,
        help_text="contact, member, agent, system, or a member's or contact's id.",
    )
    limit = serializers.IntegerField(default=30, min_value=1, max_value=100)
    cursor = serializers.CharField(required=False, max_length=200)

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]  # DRF's own signature
        # "in" and "from" are words of Python, so they cannot stand above.
        return {
            **super().get_fields(),
            "label": serializers.UUIDField(required=False),
            "in": serializers.ChoiceField(WHERE, default=EVERYWHERE),
            "from": serializers.DateTimeField(required=False),
            "to": serializers.DateTimeField(required=False),
        }


class RangesField(serializers.ListField):
    """[[start, end], …] in UTF-16 code units of the text beside it."""

    child = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)


class FoundMessageSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField(help_text="Open the thread with ?around= this.")
    snippet = serializers.CharField()
    highlights = RangesField()
    kind = serializers.CharField()
    direction = serializers.ChoiceField(Direction.choices)
    sender_kind = serializers.ChoiceField(SenderKind.choices)
    sender = SenderSerializer()
    private = serializers.BooleanField()
    at = serializers.DateTimeField()


class FoundContactSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    highlights = RangesField(help_text="In the name.")


class FoundThreadSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    status = serializers.ChoiceField(Status.choices)


class HitSerializer(serializers.Serializer[object]):
    """One of the three, by `type`."""

    type = serializers.ChoiceField(["message", "contact", "conversation"])
    message = FoundMessageSerializer(required=False)
    conversation = FoundThreadSerializer(required=False, help_text="Of a message: where it stands.")
    thread = ConversationSerializer(required=False, help_text="Of type conversation: the list item.")
    contact = FoundContactSerializer(required=False)
    channel = ChannelSerializer(required=False)


class SearchPageSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    corrected = serializers.ListField(
        child=serializers.CharField(), help_text="Beginnings of words that were looked for as well."
    )
    results = HitSerializer(many=True)


class OldMessageSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    direction = serializers.ChoiceField(Direction.choices)
    text = serializers.CharField()
    sender_kind = serializers.ChoiceField(SenderKind.choices)
    sender_name = serializers.CharField()
    at = serializers.DateTimeField()


class OldMessagePageSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True, help_text="Where the older messages are.")
    previous = serializers.CharField(allow_null=True)
    results = OldMessageSerializer(many=True)


class ProfileSerializer(serializers.Serializer[object]):
    room_id = serializers.UUIDField(help_text="The conversation.")
    platform = serializers.CharField()
    contact = NamedSerializer()
    last_message = serializers.CharField()
    at = serializers.DateTimeField()
    unread = serializers.IntegerField()
