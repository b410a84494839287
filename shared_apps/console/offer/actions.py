"""Grant what a business asked for, and change what was agreed on."""

from typing import Any
from uuid import UUID

from django.db import transaction

from shared_apps.accounts.models import User
from shared_apps.console.companies.plan import check_giveable
from shared_apps.console.errors import ConsoleErrorCode
from shared_apps.core.errors import Conflict
from shared_apps.plans import actions as plans
from shared_apps.plans.choices import RequestState
from shared_apps.plans.models import Plan, PlanRequest
from shared_apps.plans.selectors import mark_of


@transaction.atomic
def grant(*, request_id: UUID, plan: str | None, actor: User) -> PlanRequest:
    """Put a business on the plan it asked for, or on `plan`. Raises as `approve_request` and `check_giveable`."""
    asked = (
        PlanRequest.objects.select_related("plan").filter(id=request_id, state=RequestState.PENDING).first()
    )
    wanted = plan or (asked.plan.code if asked is not None and asked.plan is not None else None)
    if asked is not None and wanted is not None:
        check_giveable(tenant_id=asked.tenant_id, plan=wanted)
    return plans.approve_request(request_id=request_id, actor=actor, plan=plan)


@transaction.atomic
def change_plan(*, plan: str, seen: str, actor: User, **terms: Any) -> Plan:
    """Change a custom plan; `seen` is the mark of what the operator saw.

    Raises as `change_custom_plan`, and Conflict `console_overtaken` when somebody was faster.
    """
    if mark_of(plans.custom_plan(plan)) != seen:
        message = "Somebody has changed the plan in the meantime. Load the page again."
        raise Conflict(ConsoleErrorCode.OVERTAKEN, message)
    return plans.change_custom_plan(plan=plan, actor=actor, **terms)
