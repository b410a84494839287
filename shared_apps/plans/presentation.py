"""How a tenant's plan and what it has used look to the API."""

from typing import Any

from shared_apps.plans import entitlements, gauges
from shared_apps.plans.choices import Meter
from shared_apps.plans.kernel import NEAR, Entitlements, pausing_meter
from shared_apps.plans.selectors import current_subscription, get_plan


def current_view() -> dict[str, Any]:
    """Return the tenant's plan with its dates."""
    subscription, entitled = current_subscription(), entitlements.current()
    held = {subscription.plan.code: subscription.plan}
    if subscription.bonus_plan:
        held[subscription.bonus_plan.code] = subscription.bonus_plan
    return {
        "plan": held.get(entitled.plan) or get_plan(entitled.plan),
        "paid_plan": subscription.plan.code,
        "bonus_plan": subscription.bonus_plan.code if subscription.bonus_plan else None,
        "state": subscription.state,
        "period": subscription.period,
        "source": subscription.source,
        "period_ends_at": subscription.period_ends_at,
        "trial_ends_at": subscription.trial_ends_at,
        "cancel_at": subscription.cancel_at,
        "grace_ends_at": subscription.grace_ends_at,
        "month_starts_at": entitled.month_starts_at,
        "month_ends_at": entitled.month_ends_at,
        "features": sorted(entitled.features),
        "paused_by": entitlements.paused_by(),
    }


def usage_view() -> dict[str, Any]:
    """Return every meter and gauge of the tenant with its limit."""
    entitled, used, stands = entitlements.current(), entitlements.usage(), gauges.standing()
    rows = [_row(entitled, meter, used.get(meter, 0), is_monthly=True) for meter in Meter]
    rows += [_row(entitled, name, count, is_monthly=False) for name, count in stands.items()]
    return {
        "results": rows,
        "over": gauges.over(entitled, stands),
        "paused_by": pausing_meter(entitled.terms.limits, used),
        "month_ends_at": entitled.month_ends_at,
    }


def _row(entitled: Entitlements, name: str, used: int, *, is_monthly: bool) -> dict[str, Any]:
    limit = entitled.limit(name)
    return {
        "name": str(name),
        "used": used,
        "limit": limit,
        "percent": None if limit is None else (used * 100 // limit if limit else 100),
        "condition": condition(limit, used),
        "resets_at": entitled.month_ends_at if is_monthly else None,
    }


def condition(limit: int | None, used: int) -> str:
    """Return how near a limit is: fine, near from four fifths on, reached, over."""
    if limit is None:
        return "fine"
    if used >= limit:
        return "over" if used > limit else "reached"
    return "near" if used >= limit * NEAR else "fine"
