"""What the clock does about referrals; every run comes to the same from the same."""

from datetime import datetime

from shared_apps.plans.models import Subscription
from shared_apps.referrals.actions import review, settle_reward
from shared_apps.referrals.models import Referral, ReferralState
from tenants.models import Tenant


def referral_stats(at: datetime) -> dict[str, int]:
    """Bring the states of all referrals up to date."""
    ids = Referral.objects.exclude(state=ReferralState.REJECTED).order_by("id").values_list("id", flat=True)
    rows = list(ids)
    return {"looked_at": len(rows), "moved": sum(review(referral_id=id, at=at) for id in rows)}


def referral_rewards(at: datetime) -> dict[str, int]:
    """Give and take back what was earned, by the states as they are now."""
    moved = referral_stats(at)["moved"]
    earning = set(Referral.objects.values_list("referrer_id", flat=True))
    holding = set(Subscription.objects.exclude(bonus_plan=None).values_list("tenant_id", flat=True))
    tenants = Tenant.objects.filter(id__in=earning | holding).order_by("id")
    return {"moved": moved, "rewards": sum(settle_reward(referrer=tenant) for tenant in tenants)}
