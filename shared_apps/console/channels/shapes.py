from rest_framework import serializers

from shared_apps.console.models import Channel, Review
from tenant_apps.channels.models import AccountState


class ReviewedChannelSerializer(serializers.ModelSerializer[Channel]):
    state = serializers.ChoiceField(AccountState.choices)
    review = serializers.ChoiceField(Review.choices)
    company = serializers.UUIDField(source="tenant_id")
    company_name = serializers.CharField(source="tenant.name")

    class Meta:
        model = Channel
        fields = (
            "id", "company", "company_name", "kind", "name", "external_id", "state", "last_error", "review",
            "reason", "decided_by_name", "decided_at", "connected_at",
        )  # fmt: skip
        read_only_fields = fields
