from rest_framework import serializers

from shared_apps.core.pagination import WholePageSerializer
from tenant_apps.contacts.labels.models import Label


class LabelSerializer(serializers.ModelSerializer[Label]):
    name = serializers.CharField(max_length=60)
    colour = serializers.RegexField(r"^#[0-9a-fA-F]{6}$", required=False, help_text="Such as #e11d48.")
    description = serializers.CharField(max_length=500, required=False, allow_blank=True)
    position = serializers.IntegerField(min_value=0, max_value=100_000, required=False)

    class Meta:
        model = Label
        fields = ("id", "name", "colour", "description", "position")


class LabelListSerializer(WholePageSerializer):
    results = LabelSerializer(many=True)


class LabelOrderSerializer(serializers.Serializer[object]):
    ids = serializers.ListField(child=serializers.UUIDField(), max_length=1000)


class LabelChipSerializer(serializers.Serializer[object]):
    """What a row shows of a label."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    colour = serializers.CharField()


class ContactLabelsSerializer(serializers.Serializer[object]):
    labels = serializers.ListField(child=serializers.UUIDField(), max_length=50)


class LabelChipListSerializer(serializers.Serializer[object]):
    labels = LabelChipSerializer(many=True)
