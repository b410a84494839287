"""A business's plan: seen by operators, and changed by them."""

from typing import Any
from uuid import UUID

from django.db import transaction

from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.console.errors import ConsoleErrorCode
from shared_apps.core.errors import Conflict
from shared_apps.plans import actions as plans
from shared_apps.plans.actions.subscriptions import locked
from shared_apps.plans.choices import Period, Source, State
from shared_apps.plans.presentation import usage_view
from shared_apps.plans.selectors import get_plan, subscription_of
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
def put_on_plan(*, tenant_id: UUID, plan: str, actor: User, seen: str = "") -> None:
    """Give a business a plan as a present of the platform's; `seen` is the plan that the operator saw it on.

    Raises NotFound, Conflict `console_overtaken` when somebody was faster, or as `check_giveable`.
    """
    before = locked(tenant_id).plan.code
    if seen and seen != before:
        message = "Somebody has changed the plan in the meantime. Load the page again."
        raise Conflict(ConsoleErrorCode.OVERTAKEN, message)
    check_giveable(tenant_id=tenant_id, plan=plan)
    plans.start(tenant_id=tenant_id, plan=plan, source=Source.OPERATOR, period=Period.NONE)
    details = {"before": before, "plan": plan}
    record("company.plan_changed", actor=actor, target_kind="tenant", target_id=tenant_id, details=details)


def check_giveable(*, tenant_id: UUID, plan: str) -> None:
    """Raise Conflict `console_not_eligible` for who pays by card, and for a plan made for another business.

    The subscription stays locked, so that a payment that comes in meanwhile waits. Raises NotFound.
    """
    held = locked(tenant_id)
    if held.source == Source.STRIPE and held.state in {State.ACTIVE, State.PAST_DUE}:
        message = "This company pays by card. Let it change or end its plan itself, so that it is not charged for it."
        raise Conflict(ConsoleErrorCode.NOT_ELIGIBLE, message, data={"what": "by_card"})
    if get_plan(plan).tenant_id not in {None, tenant_id}:
        message = "This plan was made for another company. Choose another one, or make one for this company."
        raise Conflict(ConsoleErrorCode.NOT_ELIGIBLE, message, data={"what": "of_others"})
