"""Reads: what a workspace's referrals come to."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, QuerySet

from shared_apps.core.errors import NotFound
from shared_apps.plans.models import Plan
from shared_apps.plans.selectors import current_subscription
from shared_apps.referrals.actions import next_plan
from shared_apps.referrals.models import Referral, ReferralState
from tenants.models import Tenant
from tenants.selectors import current_tenant


@dataclass(frozen=True)
class Stats:
    signed_up: int
    pending: int
    active: int
    left: int
    rejected: int
    needed: int
    reward: Plan | None
    next_reward: Plan | None


def tenant_here() -> Tenant:
    """Return the workspace we are in; raises NotFound outside of one."""
    tenant = current_tenant()
    if tenant is None:
        raise NotFound
    return tenant


def referrals_here() -> QuerySet[Referral]:
    return Referral.objects.filter(referrer=tenant_here()).order_by("-created_at", "-id")


def stats_here() -> Stats:
    """Return the numbers of the workspace we are in; two queries."""
    counted = dict(referrals_here().order_by().values_list("state").annotate(count=Count("id")))
    subscription = current_subscription()
    return Stats(
        signed_up=sum(counted.values()),
        pending=counted.get(ReferralState.PENDING, 0),
        active=counted.get(ReferralState.ACTIVE, 0),
        left=counted.get(ReferralState.LEFT, 0),
        rejected=counted.get(ReferralState.REJECTED, 0),
        needed=settings.REFERRALS_FOR_UPGRADE,
        reward=subscription.bonus_plan,
        next_reward=next_plan(subscription.plan),
    )


def link_of(code: str) -> str:
    """Return the address that leads to the sign-up page with a code."""
    return f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}/sign-up?{urlencode({'ref': code})}"
