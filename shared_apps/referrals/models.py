from django.db import models
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenants.models import Tenant


class ReferralState(models.TextChoices):
    # Signed up; nobody has written to them yet.
    PENDING = "pending"
    ACTIVE = "active"
    LEFT = "left"
    REJECTED = "rejected"


class Reason(models.TextChoices):
    """Why a referral does not count."""

    NONE = ""
    SELF = "self"
    SAME_CARD = "same_card"
    SAME_DEVICE = "same_device"


class ReferralCode(models.Model):
    """The one code of a workspace, made when it is first asked for."""

    tenant = models.OneToOneField(Tenant, primary_key=True, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=16, unique=True)
    created_at = models.DateTimeField(db_default=Now())

    objects: "models.Manager[ReferralCode]" = models.Manager()


class SignUpMark(models.Model):
    """What a sign-up looked like from outside, as digests: the browser, and the address with its user agent."""

    tenant = models.OneToOneField(Tenant, primary_key=True, on_delete=models.CASCADE, related_name="+")
    device_digest = models.CharField(max_length=64, default="", blank=True, db_index=True)
    network_digest = models.CharField(max_length=64, default="", blank=True, db_index=True)
    created_at = models.DateTimeField(db_default=Now())

    objects: "models.Manager[SignUpMark]" = models.Manager()


class Referral(models.Model):
    """That `tenant` signed up by `referrer`'s link; `name` stays when the workspace is gone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    referrer = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="referrals")
    tenant = models.OneToOneField(Tenant, null=True, on_delete=models.SET_NULL, related_name="referred_by")
    name = models.TextField()
    state = models.CharField(max_length=8, choices=ReferralState, default=ReferralState.PENDING)
    reason = models.CharField(max_length=12, choices=Reason, default=Reason.NONE, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    activated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: "models.Manager[Referral]" = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["referrer", "state"], name="referral_by_state")]
