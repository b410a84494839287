from rest_framework import serializers

from tenant_apps.team.models import Member


class MemberSerializer(serializers.ModelSerializer[Member]):
    class Meta:
        model = Member
        fields = ("id", "name", "email", "role", "is_active")
