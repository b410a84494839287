"""A business's plan: seen by operators, and changed by them."""

from typing import Any
from uuid import UUID

from django.db import transaction

from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.console.errors import ConsoleErrorCode
from shared_apps.core.errors import Conflict
from shared_apps.plans import actions as plans
from shared_apps.plans.choices import Period, Source, State
from shared_apps.plans.presentation import usage_view
from shared_apps.plans.selectors import subscription_of
from tenants.every import visiting
from tenants.models import Tenant, TenantState


def plan_view(tenant: Tenant) -> dict[str, Any] | None:
    held = subscription_of(tenant.id)
    if held is None:
        return None
    dates = ("period_ends_at", "trial_ends_at", "cancel_at", "grace_ends_at")
    return {
        "code": held.plan.code,
        "name": held.plan.name,
        "state": held.state,
        "period": held.period,
        "source": held.source,
        "bonus_plan": held.bonus_plan.code if held.bonus_plan else None,
        **{name: getattr(held, name) for name in dates},
    }


def usage_of(tenant: Tenant) -> list[dict[str, Any]]:
    """Return the meters and gauges of a business with their limits; its schema is entered for the gauges."""
    if tenant.state == TenantState.PURGING:
        return []
    with visiting(tenant):
        results: list[dict[str, Any]] = usage_view()["results"]
        return results


@transaction.atomic
def put_on_plan(*, tenant_id: UUID, plan: str, actor: User) -> None:
    """Give a business a plan as a present of the platform's. Raises NotFound, Conflict while Stripe has its money."""
    held = subscription_of(tenant_id)
    if held is not None and held.source == Source.STRIPE and held.state in {State.ACTIVE, State.PAST_DUE}:
        message = "This company pays by card. Let it change or end its plan itself, so that it is not charged for it."
        raise Conflict(ConsoleErrorCode.NOT_ELIGIBLE, message)
    before = held.plan.code if held else None
    plans.start(tenant_id=tenant_id, plan=plan, source=Source.OPERATOR, period=Period.NONE)
    details = {"before": before, "plan": plan}
    record("company.plan_changed", actor=actor, target_kind="tenant", target_id=tenant_id, details=details)
