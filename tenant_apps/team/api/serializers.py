from rest_framework import serializers

from shared_apps.core.hours_fields import OwnWeekField
from shared_apps.core.pagination import WholePageSerializer
from tenant_apps.team.api.rights_serializers import GIVEN_ROLES
from tenant_apps.team.models import Availability, Member, Sees
from tenant_apps.team.teams.actions import Place

WEEK_HELP = "Seven days from Monday by the workspace's clock; empty: no hours of their own."


class MemberSerializer(serializers.ModelSerializer[Member]):
    working_week = OwnWeekField(help_text=WEEK_HELP)

    class Meta:
        model = Member
        fields = (
            "id",
            "name",
            "email",
            "role",
            "is_active",
            "availability",
            "sees",
            "skills",
            "working_week",
        )


class MemberChangeSerializer(serializers.Serializer[object]):
    role = serializers.ChoiceField(
        GIVEN_ROLES, required=False, help_text="An owner is made by handing ownership over."
    )
    sees = serializers.ChoiceField(
        Sees.choices,
        required=False,
        help_text="team: only conversations of their teams, their own and nobody's.",
    )
    skills = serializers.ListField(
        child=serializers.CharField(max_length=60),
        max_length=50,
        required=False,
        help_text="Names of labels.",
    )
    working_week = OwnWeekField(required=False, help_text=WEEK_HELP)


class PlaceSerializer(serializers.Serializer[Place]):
    id = serializers.UUIDField()
    is_lead = serializers.BooleanField(default=False)


class TeamMemberSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    is_lead = serializers.BooleanField()


class TeamSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    description = serializers.CharField()
    auto_assign = serializers.BooleanField()
    members = TeamMemberSerializer(many=True)


class TeamListSerializer(WholePageSerializer):
    results = TeamSerializer(many=True)


class TeamChangeSerializer(serializers.Serializer[object]):
    name = serializers.CharField(max_length=80)
    description = serializers.CharField(max_length=500, required=False, allow_blank=True)
    auto_assign = serializers.BooleanField(required=False)
    members = PlaceSerializer(many=True, required=False, help_text="Exactly these; left out: as they are.")


class TeamDeletionSerializer(serializers.Serializer[object]):
    move_to = serializers.UUIDField(required=False)


class PresenceSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    state = serializers.ChoiceField(
        Availability.choices, help_text="away also for those without an open socket."
    )
    here = serializers.BooleanField()
    availability = serializers.ChoiceField(Availability.choices, help_text="What they chose.")
    last_seen_at = serializers.DateTimeField(allow_null=True)


class PresenceListSerializer(WholePageSerializer):
    results = PresenceSerializer(many=True)


class AvailabilitySerializer(serializers.Serializer[object]):
    availability = serializers.ChoiceField(Availability.choices)
