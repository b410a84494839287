"""Plans made by operators, and switches against the plans."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from shared_apps.audit.actions import Actor, record
from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid, NotFound
from shared_apps.plans.announcing import announce, forget_after_commit
from shared_apps.plans.choices import Limit, Meter
from shared_apps.plans.errors import PlanCodeTaken
from shared_apps.plans.models import FeatureFlag, Plan
from shared_apps.plans.selectors import get_plan
from tenants.models import Tenant, TenantState

LIMITED = frozenset({*map(str, Limit), *map(str, Meter)})
_GONE = (TenantState.PURGING, TenantState.DELETED)


@transaction.atomic
def create_custom_plan(
    *,
    name: str,
    price_month: Decimal,
    price_year: Decimal,
    limits: Mapping[str, int | None],
    features: Sequence[str],
    kinds: Sequence[str] | None = None,
    has_watermark: bool = False,
    tenant_id: UUID | None = None,
    actor: Actor | None = None,
) -> Plan:
    """Make a plan outside of the catalogue, for one business or for whom operators choose.

    A limit that is left out or None is no limit. Raises Invalid, Conflict `plan_code_taken`.
    """
    _check_limits(limits)
    try:
        with transaction.atomic():
            plan = Plan.objects.create(
                # Of a name in another alphabet nothing is left.
                code=f"custom-{slugify(name)[:50] or uuid4().hex[:8]}",
                name=name,
                price_month=price_month,
                price_year=price_year,
                limits=dict(limits),
                features=sorted(set(features)),
                kinds=None if kinds is None else sorted(set(kinds)),
                has_watermark=has_watermark,
                position=1000,
                is_custom=True,
                tenant_id=tenant_id,
            )
    except IntegrityError as error:
        raise PlanCodeTaken from error
    record("plan.created", actor=actor, target_kind="plan", target_id=plan.id, details={"code": plan.code})
    return plan


def _check_limits(limits: Mapping[str, int | None]) -> None:
    wrong = set(limits) - LIMITED
    if wrong or any(value is not None and value < 0 for value in limits.values()):
        raise Invalid("A limit is not one.", fields={"limits": [f"Use {', '.join(sorted(LIMITED))}."]})


@transaction.atomic
def change_custom_plan(
    *,
    plan: str,
    name: str,
    price_month: Decimal,
    price_year: Decimal,
    limits: Mapping[str, int | None],
    features: Sequence[str],
    kinds: Sequence[str] | None = None,
    has_watermark: bool = False,
    actor: Actor | None = None,
) -> Plan:
    """Agree on something else; what it allows holds at once for who is on it, a new price for who buys it next.

    Raises NotFound, Invalid.
    """
    row = custom_plan(plan)
    _check_limits(limits)
    terms: dict[str, Any] = {
        "name": name,
        "price_month": price_month,
        "price_year": price_year,
        "limits": dict(limits),
        "features": sorted(set(features)),
        "kinds": None if kinds is None else sorted(set(kinds)),
        "has_watermark": has_watermark,
    }
    moved = _moved({field: getattr(row, field) for field in terms}, terms)
    if not moved:
        return row
    for field, value in terms.items():
        setattr(row, field, value)
    row.save(update_fields=[*terms])
    details = {"code": row.code, **moved}
    record("plan.changed", actor=actor, target_kind="plan", target_id=row.id, details=details)
    for tenant in Tenant.objects.filter(subscription__plan=row).exclude(state__in=_GONE):
        announce(tenant)
    return row


def _moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """Return what becomes another, in words: "80 → 5"; each limit by its own name."""
    was, will_be = _flat(before), _flat(after)
    return {
        name: f"{_word(was[name])} → {_word(will_be[name])}" for name in was if was[name] != will_be[name]
    }


def _flat(terms: Mapping[str, Any]) -> dict[str, Any]:
    limits = terms["limits"]
    rest = {name: value for name, value in terms.items() if name != "limits"}
    return {**rest, **{name: limits.get(name) for name in sorted(LIMITED)}}


def _word(value: object) -> str:
    if value is None:
        return "∞"
    return ", ".join(value) or "–" if isinstance(value, list) else str(value)


def custom_plan(code: str) -> Plan:
    """Return a custom plan, locked until the transaction ends; raises NotFound, Invalid for the catalogue's own."""
    row = Plan.objects.select_for_update().get(id=get_plan(code).id)
    if not row.is_custom:
        raise Invalid("The plans of the catalogue stay. Make a custom plan instead.")
    return row


@transaction.atomic
def archive_plan(*, plan: str, actor: Actor | None = None) -> Plan:
    """Offer a custom plan no longer; who has it keeps it. Raises NotFound, Invalid for the catalogue's own."""
    row = custom_plan(plan)
    row.archived_at = now()
    row.save(update_fields=["archived_at"])
    record("plan.archived", actor=actor, target_kind="plan", target_id=row.id, details={"code": row.code})
    return row


@transaction.atomic
def set_flag(
    *,
    feature: str,
    is_on: bool | None,
    tenant_id: UUID | None = None,
    plan: str | None = None,
    actor: Actor | None = None,
) -> None:
    """Switch a feature for one tenant, for who is on a plan, or for all; None leaves it to the plans again.

    Raises NotFound.
    """
    tenant = None if tenant_id is None else Tenant.objects.filter(id=tenant_id).first()
    if tenant_id is not None and tenant is None:
        raise NotFound("There is no such workspace.")
    of_plan = get_plan(plan) if plan else None
    if is_on is None:
        FeatureFlag.objects.filter(feature=feature, tenant=tenant, plan=of_plan).delete()
    else:
        FeatureFlag.objects.update_or_create(
            feature=feature, tenant=tenant, plan=of_plan, defaults={"is_on": is_on}
        )
    record(
        "feature.switched",
        actor=actor,
        target_kind="tenant" if tenant else "plan" if of_plan else "",
        target_id=tenant.id if tenant else of_plan.id if of_plan else "",
        details={"feature": feature, "is_on": is_on, **({"plan": of_plan.code} if of_plan else {})},
    )
    if tenant is not None:
        announce(tenant)
        return
    # Everybody hears of it when their page asks next; a fact per tenant would be a storm.
    concerned = Tenant.objects.filter(subscription__plan=of_plan) if of_plan else Tenant.objects.all()
    for schema_name in concerned.values_list("schema_name", flat=True):
        forget_after_commit(schema_name)
