from rest_framework import serializers

from shared_apps.core.pagination import WholePageSerializer
from tenant_apps.conversations.api.serializers import NamedSerializer
from tenant_apps.conversations.assignment.models import Method, Order


class CapacitySerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    capacity = serializers.IntegerField(min_value=1, max_value=10_000)


class PolicyMemberSerializer(CapacitySerializer):
    name = serializers.CharField()


class PolicySerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    team = NamedSerializer(allow_null=True)
    is_on = serializers.BooleanField()
    method = serializers.ChoiceField(Method.choices)
    order = serializers.ChoiceField(Order.choices)
    capacity = serializers.IntegerField(allow_null=True)
    only_online = serializers.BooleanField()
    by_skill = serializers.BooleanField()
    reassign_after_min = serializers.IntegerField(allow_null=True)
    members = PolicyMemberSerializer(many=True, help_text="Those with a capacity of their own.")


class PolicyListSerializer(WholePageSerializer):
    results = PolicySerializer(many=True)


class PolicyChangeSerializer(serializers.Serializer[object]):
    name = serializers.CharField(max_length=80)
    team = serializers.UUIDField(allow_null=True, required=False, help_text="Null: conversations of no team.")
    is_on = serializers.BooleanField(required=False)
    method = serializers.ChoiceField(Method.choices, required=False)
    order = serializers.ChoiceField(Order.choices, required=False)
    capacity = serializers.IntegerField(min_value=1, max_value=10_000, allow_null=True, required=False)
    only_online = serializers.BooleanField(required=False)
    by_skill = serializers.BooleanField(required=False)
    reassign_after_min = serializers.IntegerField(
        min_value=0, max_value=10_000, allow_null=True, required=False, help_text="Null: never."
    )
    members = CapacitySerializer(many=True, required=False)
