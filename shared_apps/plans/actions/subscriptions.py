"""Put a tenant on a plan, and take it off. Payments, codes, operators and referrals all come through here."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.plans.announcing import announce
from shared_apps.plans.choices import FREE, Period, Source, State
from shared_apps.plans.digests import digest_of
from shared_apps.plans.events import MonthBegun
from shared_apps.plans.models import Plan, Subscription
from shared_apps.plans.selectors import get_plan, plan_held
from tenants.models import Tenant

if TYPE_CHECKING:
    from shared_apps.accounts.models import User

# What a plan's holder is; `anchor_on`, the bonus and the card are the tenant's own and outlive each plan.
_NOTHING_PLANNED: dict[str, Any] = {
    "trial_ends_at": None,
    "cancel_at": None,
    "grace_ends_at": None,
}


def set_up(tenant: Tenant, _: "User") -> None:
    """Put a new tenant on the plan that everybody begins with."""
    plan = get_plan(settings.SIGNUP_PLAN)
    Subscription.objects.create(
        tenant=tenant, plan=plan, anchor_on=_today(tenant), month_begun_on=_today(tenant)
    )


def _today(tenant: Tenant) -> date:
    return now().astimezone(ZoneInfo(tenant.timezone)).date()


def locked(tenant_id: UUID) -> Subscription:
    """Return the tenant's subscription, locked until the transaction ends; raises NotFound."""
    found = (
        Subscription.objects.select_for_update(of=("self",))
        .select_related("tenant", "plan")
        .filter(tenant=tenant_id)
        .first()
    )
    if found is not None:
        return found
    tenant = Tenant.objects.filter(id=tenant_id).first()
    if tenant is None:
        raise NotFound("There is no such workspace.")
    Subscription.objects.get_or_create(
        tenant=tenant, defaults={"plan": get_plan(FREE), "anchor_on": tenant.created_at.date()}
    )
    return locked(tenant_id)


@transaction.atomic
def settle(
    *,
    tenant_id: UUID,
    plan: str,
    state: State,
    source: Source,
    period: Period = Period.MONTH,
    external_id: str = "",
    period_started_at: datetime | None = None,
    period_ends_at: datetime | None = None,
    trial_ends_at: datetime | None = None,
    cancel_at: datetime | None = None,
    grace_ends_at: datetime | None = None,
) -> Subscription:
    """Make the subscription exactly this; the same again changes nothing and tells nobody. Raises NotFound.

    What was paid for holds, also when the plan is offered no longer.
    """
    return _write(
        locked(tenant_id),
        plan=plan_held(plan),
        state=state,
        source=source,
        period=period,
        external_id=external_id,
        period_started_at=period_started_at,
        period_ends_at=period_ends_at,
        trial_ends_at=trial_ends_at,
        cancel_at=cancel_at,
        grace_ends_at=grace_ends_at,
    )


def _write(subscription: Subscription, **fields: Any) -> Subscription:
    moved = {name: value for name, value in fields.items() if getattr(subscription, name) != value}
    if not moved:
        return subscription
    for name, value in moved.items():
        setattr(subscription, name, value)
    subscription.rev += 1
    subscription.save(update_fields=[*moved, "rev"])
    announce(subscription.tenant)
    return subscription


@transaction.atomic
def start(
    *,
    tenant_id: UUID,
    plan: str,
    source: Source,
    period: Period = Period.MONTH,
    external_id: str = "",
    trial_ends_at: datetime | None = None,
    period_ends_at: datetime | None = None,
) -> Subscription:
    """Begin a plan now, on trial where `trial_ends_at` is given. Raises NotFound."""
    return _write(
        locked(tenant_id),
        **{
            **_NOTHING_PLANNED,
            "plan": get_plan(plan),
            "state": State.TRIAL if trial_ends_at else State.ACTIVE,
            "source": source,
            "period": period,
            "external_id": external_id,
            "period_started_at": now(),
            "period_ends_at": period_ends_at,
            "trial_ends_at": trial_ends_at,
        },
    )


@transaction.atomic
def change(
    *, tenant_id: UUID, plan: str, period: Period | None = None, period_ends_at: datetime | None = None
) -> Subscription:
    """Move to another plan within the same subscription: who pays and until when stays. Raises NotFound."""
    subscription = locked(tenant_id)
    return _write(
        subscription,
        plan=get_plan(plan),
        period=period or subscription.period,
        period_ends_at=period_ends_at or subscription.period_ends_at,
    )


@transaction.atomic
def renew(*, tenant_id: UUID, period_started_at: datetime, period_ends_at: datetime) -> Subscription:
    """Begin another paid period; what was owed is paid. Raises NotFound."""
    return _write(
        locked(tenant_id),
        state=State.ACTIVE,
        period_started_at=period_started_at,
        period_ends_at=period_ends_at,
        trial_ends_at=None,
        grace_ends_at=None,
    )


@transaction.atomic
def fall_behind(*, tenant_id: UUID, grace_ends_at: datetime) -> Subscription:
    """A payment failed: everything works until `grace_ends_at`, then the free plan holds. Raises NotFound."""
    return _write(locked(tenant_id), state=State.PAST_DUE, grace_ends_at=grace_ends_at)


@transaction.atomic
def cancel(*, tenant_id: UUID, at: datetime | None = None) -> Subscription:
    """End the plan at `at`, or now; nothing of the business is deleted. Raises NotFound."""
    subscription = locked(tenant_id)
    if at is not None and at > now():
        return _write(subscription, cancel_at=at)
    return _to_free(subscription)


@transaction.atomic
def keep(*, tenant_id: UUID) -> Subscription:
    """Take back a planned end. Raises NotFound."""
    return _write(locked(tenant_id), cancel_at=None)


@transaction.atomic
def lapse(*, tenant_id: UUID, at: datetime) -> bool:
    """Write down that a trial, a grace or a canceled plan is over at `at`; say whether it was.

    What holds ended to the second already (kernel); this is for the record and tells the owner.
    """
    from shared_apps.plans.kernel import end_of_contract
    from shared_apps.plans.selectors import contract_of, terms_of

    subscription = locked(tenant_id)
    free = get_plan(FREE)
    end = end_of_contract(contract_of(subscription, terms_of(free), {}))
    if end is None or end > at:
        return False
    _to_free(subscription)
    return True


def _to_free(subscription: Subscription) -> Subscription:
    return _write(
        subscription,
        **{
            **_NOTHING_PLANNED,
            "plan": get_plan(FREE),
            "state": State.ACTIVE,
            "period": Period.NONE,
            "external_id": "",
            "period_ends_at": None,
        },
    )


@transaction.atomic
def give_bonus(*, tenant_id: UUID, plan: Plan | None) -> Subscription:
    """Let `plan` hold beside what is paid for, or take that back with None. Raises NotFound."""
    return _write(locked(tenant_id), bonus_plan=plan)


@transaction.atomic
def note_card(*, tenant_id: UUID, fingerprint: str) -> None:
    """Remember which card pays, as a digest: one card behind many workspaces refers nobody. Raises NotFound."""
    subscription = locked(tenant_id)
    subscription.card_digest = digest_of("card", fingerprint) if fingerprint else ""
    subscription.save(update_fields=["card_digest"])


@transaction.atomic
def begin_month(*, tenant_id: UUID, starts_on: date) -> bool:
    """Tell a tenant that its month `starts_on` has begun, once; say whether it had to be told."""
    subscription = locked(tenant_id)
    if subscription.month_begun_on is not None and subscription.month_begun_on >= starts_on:
        return False
    subscription.month_begun_on = starts_on
    subscription.save(update_fields=["month_begun_on"])
    announce(subscription.tenant, MonthBegun())
    return True
