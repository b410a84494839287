"""An owner asks for another plan; an operator grants it or says why not."""

from typing import Protocol
from uuid import UUID

from django.db import IntegrityError, transaction

from shared_apps.audit.actions import Actor, record
from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.core.keys import schema
from shared_apps.plans.actions.subscriptions import start
from shared_apps.plans.announcing import announce
from shared_apps.plans.choices import Period, RequestState, Source
from shared_apps.plans.errors import RequestDecided, RequestPending, SamePlan
from shared_apps.plans.models import PlanRequest
from shared_apps.plans.selectors import current_subscription, get_plan, offered_plan


class Asker(Protocol):
    """A member, as far as a request needs one."""

    @property
    def id(self) -> UUID: ...
    @property
    def name(self) -> str: ...


@transaction.atomic
def ask_for_plan(*, actor: Asker, plan: str | None, period: Period, message: str) -> PlanRequest:
    """Ask for a plan, or with None for one that `message` describes. Raises NotFound, SamePlan, RequestPending."""
    subscription = current_subscription()
    wanted = offered_plan(plan, subscription.tenant_id) if plan else None
    if wanted is not None and wanted.id == subscription.plan_id and period == subscription.period:
        raise SamePlan
    try:
        with transaction.atomic():
            request = PlanRequest.objects.create(
                tenant=subscription.tenant,
                plan=wanted,
                period=period,
                message=message,
                asked_by=actor.id,
                asked_by_name=actor.name,
            )
    except IntegrityError as error:
        raise RequestPending from error
    details = {"plan": wanted.code if wanted else None, "period": period}
    record("plan.requested", actor=actor, target_kind="plan_request", target_id=request.id, details=details)
    return request


@transaction.atomic
def withdraw_request(*, actor: Asker, request_id: UUID) -> PlanRequest:
    """Take one's own workspace's request back. Raises NotFound, RequestDecided."""
    rows = PlanRequest.objects.select_for_update(of=("self",)).filter(tenant__schema_name=schema())
    request = _pending(rows.filter(id=request_id).first())
    _decide(request, RequestState.WITHDRAWN, actor, "")
    return request


@transaction.atomic
def approve_request(*, request_id: UUID, actor: Actor, plan: str | None = None) -> PlanRequest:
    """Put the business on the plan it asked for, or on `plan` instead. Raises NotFound, RequestDecided."""
    request = _pending(_locked(request_id))
    granted = get_plan(plan) if plan else request.plan
    if granted is None:
        raise NotFound("Choose the plan to grant: the request names none.")
    start(
        tenant_id=request.tenant_id,
        plan=granted.code,
        source=Source.OPERATOR,
        period=Period(request.period),
    )
    request.plan = granted
    _decide(request, RequestState.APPROVED, actor, "")
    return request


@transaction.atomic
def reject_request(*, request_id: UUID, actor: Actor, answer: str) -> PlanRequest:
    """Refuse with a reason that the owner reads. Raises NotFound, RequestDecided."""
    request = _pending(_locked(request_id))
    _decide(request, RequestState.REJECTED, actor, answer)
    announce(request.tenant)
    return request


def _locked(request_id: UUID) -> PlanRequest | None:
    rows = PlanRequest.objects.select_for_update(of=("self",)).select_related("tenant", "plan")
    return rows.filter(id=request_id).first()


def _pending(request: PlanRequest | None) -> PlanRequest:
    if request is None:
        raise NotFound("There is no such request.")
    if request.state != RequestState.PENDING:
        raise RequestDecided
    return request


def _decide(request: PlanRequest, state: RequestState, actor: Actor | Asker, answer: str) -> None:
    request.state, request.answer = state, answer
    request.decided_by_name, request.decided_at = actor.name, now()
    request.save(update_fields=["state", "answer", "decided_by_name", "decided_at", "plan"])
    record(
        f"plan_request.{state}", actor=actor, target_kind="plan_request", target_id=request.id,
        details={"answer": answer} if answer else {},
    )  # fmt: skip
