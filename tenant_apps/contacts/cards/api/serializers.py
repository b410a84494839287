from typing import Any

from rest_framework import serializers

from shared_apps.core.pagination import WholePageSerializer
from tenant_apps.contacts.cards.models import ContactNote, CustomField, FieldKind


class NoteSerializer(serializers.Serializer[ContactNote]):
    id = serializers.UUIDField(read_only=True)
    text = serializers.CharField(max_length=20_000)
    author = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(read_only=True)
    edited_at = serializers.DateTimeField(read_only=True, allow_null=True)

    def get_author(self, note: ContactNote) -> dict[str, Any]:
        return {"id": str(note.author_id) if note.author_id else None, "name": note.author_name}


class NotePageSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = NoteSerializer(many=True)


class CustomFieldSerializer(serializers.Serializer[CustomField]):
    id = serializers.UUIDField(read_only=True)
    key = serializers.RegexField(r"^[a-z][a-z0-9_]{0,39}$", help_text="Stays; small letters, digits and _.")
    name = serializers.CharField(max_length=120)
    kind = serializers.ChoiceField(FieldKind.choices, help_text="Stays.")
    options = serializers.ListField(
        child=serializers.CharField(max_length=120), max_length=200, required=False
    )
    position = serializers.IntegerField(required=False)


class CustomFieldListSerializer(WholePageSerializer):
    results = CustomFieldSerializer(many=True)


class BlockSerializer(serializers.Serializer[object]):
    blocked = serializers.BooleanField()


class ContactsQuerySerializer(serializers.Serializer[object]):
    q = serializers.CharField(default="", allow_blank=True, max_length=100)
    blocked = serializers.BooleanField(required=False, allow_null=True, default=None)
    sort = serializers.ChoiceField(["-created_at", "created_at", "name", "-name"], default="-created_at")

    def get_fields(self) -> dict[str, Any]:
        # Every field has a label of its own already, so none can be called so above.
        return {**super().get_fields(), "label": serializers.UUIDField(required=False)}


class LookAlikeSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    reason = serializers.ChoiceField(["phone", "email"])


class LookAlikeListSerializer(WholePageSerializer):
    results = LookAlikeSerializer(many=True)
