from typing import Any

from rest_framework import serializers

from shared_apps.referrals.models import Reason, Referral, ReferralState


class MyCodeSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    link = serializers.URLField()


class ReferralStatsSerializer(serializers.Serializer[Any]):
    signed_up = serializers.IntegerField()
    pending = serializers.IntegerField()
    active = serializers.IntegerField()
    left = serializers.IntegerField()
    rejected = serializers.IntegerField()
    needed = serializers.IntegerField(help_text="Active referrals for the next larger plan.")
    reward = serializers.CharField(
        source="reward.name", allow_null=True, default=None, help_text="What is held now."
    )
    next_reward = serializers.CharField(source="next_reward.name", allow_null=True, default=None)


class ReferralSerializer(serializers.ModelSerializer[Referral]):
    state = serializers.ChoiceField(ReferralState.choices)
    reason = serializers.ChoiceField(
        [(reason.value, reason.label) for reason in Reason if reason], allow_blank=True
    )

    class Meta:
        model = Referral
        fields = ("id", "name", "state", "reason", "created_at", "activated_at", "ended_at")
        read_only_fields = fields
