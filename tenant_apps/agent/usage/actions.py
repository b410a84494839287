"""Keep what a call took, and tell of budgets."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.ids import uuid7
from shared_apps.facts import publish
from tenant_apps.agent.usage import selectors
from tenant_apps.agent.usage.events import BudgetReached
from tenant_apps.agent.usage.models import AgentCall, BudgetNotice, Feature

# Charts look back a year; what is older is dropped.
KEPT = timedelta(days=400)


@transaction.atomic
def record_call(
    *,
    feature: Feature | str,
    provider: str,
    model: str,
    ms: int,
    prompt_tokens: int = 0,
    completion_tokens: int = 0,
    cost: Decimal | None = None,
    is_ok: bool = True,
    error: str = "",
    turn_id: UUID | None = None,
    call_id: UUID | None = None,
) -> AgentCall:
    """Keep one call, told twice under one `call_id` as well; owners hear of it when it reaches a limit of the month."""
    call, is_new = AgentCall.objects.get_or_create(
        id=call_id or uuid7(),
        defaults={
            "feature": feature,
            "provider": provider,
            "model": model,
            "turn_id": turn_id,
            "prompt_tokens": prompt_tokens,
            "completion_tokens": completion_tokens,
            "cost": cost,
            "ms": ms,
            "is_ok": is_ok,
            "error": error[:20],
        },
    )
    if cost and is_new:
        _tell_of_budget()
    return call


def _tell_of_budget() -> None:
    spending = selectors.spending()
    for level in spending.reached:
        _, is_new = BudgetNotice.objects.get_or_create(month=spending.month, level=level)
        if is_new:
            publish(BudgetReached(month=spending.month, level=level))


def drop_old_calls() -> None:
    """Let go what no chart shows any more; swept."""
    AgentCall.objects.filter(at__lt=now() - KEPT).delete()
