from rest_framework import serializers

from tenant_apps.contacts.models import Contact


class IdentitySerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    value = serializers.CharField()
    channel = serializers.UUIDField(source="channel_account_id")


class WornLabelSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField(source="label.id")
    name = serializers.CharField(source="label.name")
    colour = serializers.CharField(source="label.colour")


class ContactSerializer(serializers.ModelSerializer[Contact]):
    identities = IdentitySerializer(many=True, read_only=True)
    labels = WornLabelSerializer(source="label_links", many=True, read_only=True)
    custom = serializers.DictField(required=False, help_text="By key; null removes a value, others stay.")
    blocked = serializers.SerializerMethodField()
    merged_into = serializers.UUIDField(source="merged_into_id", allow_null=True, read_only=True)

    def get_blocked(self, contact: Contact) -> bool:
        return contact.blocked_at is not None

    class Meta:
        model = Contact
        fields = [
            *("id", "name", "phone", "email", "language", "notes", "identities", "labels", "custom"),
            *("blocked", "merged_into", "created_at", "rev"),
        ]
        read_only_fields = ["id", "created_at", "rev"]
        extra_kwargs = {
            "name": {"max_length": 200, "required": False},
            "phone": {"max_length": 40, "required": False},
            "email": {"max_length": 254, "required": False},
            "notes": {"max_length": 20_000, "required": False},
        }
