from rest_framework import serializers

from tenant_apps.contacts.models import Contact


class IdentitySerializer(serializers.Serializer[object]):
    kind = serializers.CharField()
    value = serializers.CharField()
    channel = serializers.UUIDField(source="channel_account_id")


class ContactSerializer(serializers.ModelSerializer[Contact]):
    identities = IdentitySerializer(many=True, read_only=True)

    class Meta:
        model = Contact
        fields = ["id", "name", "phone", "email", "language", "notes", "identities", "created_at", "rev"]
        read_only_fields = ["id", "created_at", "rev"]
        extra_kwargs = {
            "name": {"max_length": 200, "required": False},
            "phone": {"max_length": 40, "required": False},
            "email": {"max_length": 254, "required": False},
            "notes": {"max_length": 20_000, "required": False},
        }
