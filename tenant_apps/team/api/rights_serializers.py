"""Shapes of what a member may do, of leaving and of handing over."""

from typing import Any

from rest_framework import serializers

from tenant_apps.team.rights.kernel import FIXED, Permission, Reason
from tenants.models import Role

NAMES = [(each.value, each.value) for each in Permission]
REASONS = [(each.value, each.value) for each in Reason]
# The owner's is handed over, never given.
GIVEN_ROLES = [(role.value, role.label) for role in Role if role != Role.OWNER]
OVERRIDES = [("allow", "allow"), ("deny", "deny")]


class PermissionSerializer(serializers.Serializer[Any]):
    name = serializers.ChoiceField(NAMES)
    is_allowed = serializers.BooleanField()
    reason = serializers.ChoiceField(
        REASONS,
        help_text="owner: owners may everything. role: as usual for the role. allowed, denied: said of this person.",
    )
    by_role = serializers.BooleanField(help_text="What the role alone would allow.")
    override = serializers.ChoiceField(OVERRIDES, allow_null=True)
    can_change = serializers.BooleanField(help_text="Whether the person who asks could change it.")


class MemberNameSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.ChoiceField(Role.choices)


class RightsSerializer(serializers.Serializer[Any]):
    member = MemberNameSerializer()
    can_change = serializers.BooleanField()
    permissions = PermissionSerializer(many=True)


class OverridesSerializer(serializers.Serializer[Any]):
    overrides = serializers.DictField(
        child=serializers.ChoiceField(OVERRIDES),
        help_text="Permission → allow or deny. Exactly these: what is left out follows the role.",
    )

    def validate_overrides(self, value: dict[str, str]) -> dict[str, bool]:
        unknown = [name for name in value if name not in set(Permission) - FIXED]
        if unknown:
            raise serializers.ValidationError(f"There is no such permission to set: {', '.join(unknown)}.")
        return {name: said == "allow" for name, said in value.items()}


class DeactivationSerializer(serializers.Serializer[Any]):
    to_member = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="Who gets the work."
    )
    to_team = serializers.UUIDField(required=False, allow_null=True, default=None)
    keeps_service_keys = serializers.BooleanField(
        default=False, help_text="Leave the workspace's keys that this person made in force."
    )


class MemberWorkSerializer(serializers.Serializer[Any]):
    conversations = serializers.IntegerField(help_text="Under way: not resolved.")
    service_keys = serializers.IntegerField()


class OwnershipSerializer(serializers.Serializer[Any]):
    stays_owner = serializers.BooleanField(default=False, help_text="Own the workspace together from now on.")
