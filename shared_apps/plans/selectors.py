"""Reads: the catalogue, subscriptions, requests."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q, QuerySet

from shared_apps.core import marks
from shared_apps.core.errors import NotFound
from shared_apps.core.keys import schema
from shared_apps.plans.choices import FREE, State
from shared_apps.plans.kernel import Contract, Terms
from shared_apps.plans.models import FeatureFlag, Plan, PlanRequest, Subscription
from tenants.models import Tenant


def plans() -> QuerySet[Plan]:
    """Return the public catalogue, smallest first."""
    return Plan.objects.filter(is_custom=False, archived_at=None).order_by("position", "code")


def plans_for(tenant_id: UUID) -> QuerySet[Plan]:
    """Return the catalogue and what was made for this business."""
    return Plan.objects.filter(
        Q(is_custom=False) | Q(tenant=tenant_id) | Q(id__in=_plan_of(tenant_id)), archived_at=None
    ).order_by("position", "code")


def _plan_of(tenant_id: UUID) -> QuerySet[Subscription, UUID]:
    return Subscription.objects.filter(tenant=tenant_id).values_list("plan_id", flat=True)


def get_plan(code: str) -> Plan:
    """Return a plan by its code; raises NotFound, for one that is offered no longer too."""
    return _there(Plan.objects.filter(archived_at=None), code)


def offered_plan(code: str, tenant_id: UUID) -> Plan:
    """Return a plan that this business may choose by itself; raises NotFound, for another's own plan too."""
    return _there(plans_for(tenant_id), code)


def plan_held(code: str) -> Plan:
    """Return a plan for who has it already, offered or not; raises NotFound."""
    return _there(Plan.objects.all(), code)


def _there(plans: QuerySet[Plan], code: str) -> Plan:
    plan = plans.filter(code=code).first()
    if plan is None:
        raise NotFound("There is no such plan.")
    return plan


def mark_of(plan: Plan) -> str:
    """Return a name for what the plan is now: who changes it shows that it has seen this and nothing older."""
    prices = (plan.price_month, plan.price_year)
    return marks.mark_of(plan.name, *prices, plan.limits, plan.kinds, plan.features, plan.has_watermark)


def subscription_of(tenant_id: UUID) -> Subscription | None:
    return _subscriptions().filter(tenant=tenant_id).first()


def current_subscription() -> Subscription:
    """Return the subscription of the tenant we are in; raises NotFound outside of one."""
    found = _subscriptions().filter(tenant__schema_name=schema()).first()
    if found is None:
        raise NotFound("This workspace has no subscription.")
    return found


def _subscriptions() -> QuerySet[Subscription]:
    return Subscription.objects.select_related("tenant", "plan", "bonus_plan")


def plan_requests(state: str | None = None) -> QuerySet[PlanRequest]:
    """Return requests with their tenants and plans, oldest first; for the console."""
    rows = PlanRequest.objects.select_related("tenant", "plan").order_by("asked_at", "id")
    return rows.filter(state=state) if state else rows


def requests_here() -> QuerySet[PlanRequest]:
    """Return this tenant's requests, newest first."""
    rows = PlanRequest.objects.select_related("plan").filter(tenant__schema_name=schema())
    return rows.order_by("-asked_at", "-id")


def terms_of(plan: Plan) -> Terms:
    return Terms(
        code=plan.code,
        name=plan.name,
        position=plan.position,
        limits=plan.limits,
        kinds=None if plan.kinds is None else frozenset(plan.kinds),
        features=frozenset(plan.features),
        has_watermark=plan.has_watermark,
    )


def contract_here() -> Contract:
    """Return what the tenant we are in agreed on; one that nobody gave a plan has the free one."""
    found = _subscriptions().filter(tenant__schema_name=schema()).first()
    free = terms_of(Plan.objects.get(code=FREE))
    if found is not None:
        return contract_of(found, free, _flags(found.tenant_id, found.plan_id))
    tenant = Tenant.objects.get(schema_name=schema())
    return Contract(
        terms=free,
        bonus=None,
        free=free,
        state=State.ACTIVE,
        anchor_on=tenant.created_at.date(),
        zone=tenant.timezone,
        trial_ends_at=None,
        cancel_at=None,
        grace_ends_at=None,
        flags=_flags(tenant.id, None),
    )


def contract_of(subscription: Subscription, free: Terms, flags: Mapping[str, bool]) -> Contract:
    return Contract(
        terms=terms_of(subscription.plan),
        bonus=terms_of(subscription.bonus_plan) if subscription.bonus_plan else None,
        free=free,
        state=subscription.state,
        anchor_on=subscription.anchor_on,
        zone=subscription.tenant.timezone,
        trial_ends_at=subscription.trial_ends_at,
        cancel_at=subscription.cancel_at,
        grace_ends_at=subscription.grace_ends_at,
        flags=flags,
    )


def _flags(tenant_id: UUID, plan_id: UUID | None) -> dict[str, bool]:
    """Return feature → on or off; a tenant's switch overrules its plan's, that the one for all, unless this is off."""
    rows = FeatureFlag.objects.filter(
        Q(tenant=tenant_id) | Q(tenant=None, plan=None) | Q(tenant=None, plan=plan_id, plan__isnull=False)
    )
    by_reach = sorted(rows, key=_reach)
    off_for_all = {flag.feature: False for flag in by_reach if _reach(flag) == 0 and not flag.is_on}
    return {flag.feature: flag.is_on for flag in by_reach} | off_for_all


def _reach(flag: FeatureFlag) -> int:
    """Return 0 for all, 1 for a plan's, 2 for a tenant's own."""
    return 2 if flag.tenant_id is not None else int(flag.plan_id is not None)


def first_plan_with(*, feature: str = "", kind: str = "") -> str | None:
    """Return the name of the smallest plan of the catalogue that has the feature or the channel."""
    for plan in plans():
        if feature and feature in plan.features:
            return plan.name
        if kind and (plan.kinds is None or kind in plan.kinds):
            return plan.name
    return None
