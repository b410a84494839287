"""Another plan, the end of one, and taking the end back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared_apps.audit.actions import Actor, record
from shared_apps.billing.actions.customers import account_of, price_of
from shared_apps.billing.actions.syncing import settle_plan
from shared_apps.billing.errors import NotSubscribed, PaymentNeeded
from shared_apps.billing.locks import reading_stripe
from shared_apps.billing.models import BillingAccount
from shared_apps.core.clock import now
from shared_apps.core.keys import tenant_key
from shared_apps.plans.errors import SamePlan
from shared_apps.plans.selectors import offered_plan, subscription_of
from shared_apps.vendors.stripe import Obj, as_dict, asking, client, keyed
from tenants.models import Tenant


@dataclass(frozen=True)
class Line:
    text: str
    amount: int


@dataclass(frozen=True)
class Preview:
    """What a change costs at `at`: amounts in minor units; `due` is charged now, `credit` is kept for later."""

    due: int
    credit: int
    currency: str
    lines: list[Line]
    next_amount: int
    at: datetime


def preview(*, tenant: Tenant, plan: str, period: str) -> Preview:
    """Return what a change would cost now; nothing changes. Raises NotFound, NotSubscribed, SamePlan, NothingToPay."""
    account = _subscribed(tenant)
    at = now().replace(microsecond=0)
    price = price_of(offered_plan(plan, tenant.id), period)
    item = _item(account, price.price_id)
    details: Any = {
        "items": [item],
        "proration_behavior": "always_invoice",
        "proration_date": int(at.timestamp()),
    }
    with asking():
        invoice = as_dict(
            client().v1.invoices.create_preview(
                {"subscription": account.subscription_id, "subscription_details": details}
            )
        )
    lines = [Line(str(each.get("description") or ""), each["amount"]) for each in invoice["lines"]["data"]]
    total = invoice["total"]
    is_trial = all(each.amount == price.amount for each in lines) and _is_on_trial(tenant)
    return Preview(
        due=0 if is_trial else invoice["amount_due"],
        credit=max(0, -total),
        currency=invoice["currency"],
        lines=lines,
        next_amount=price.amount,
        at=at,
    )


def _is_on_trial(tenant: Tenant) -> bool:
    found = subscription_of(tenant.id)
    return found is not None and found.trial_ends_at is not None and found.trial_ends_at > now()


def change(*, actor: Actor, tenant: Tenant, plan: str, period: str, at: datetime) -> None:
    """Move to another plan now, the difference charged or credited as previewed for `at`.

    Where the card is not charged the old plan stays: raises PaymentNeeded with the page on which it can be paid.
    """
    account = _subscribed(tenant)
    price = price_of(offered_plan(plan, tenant.id), period)
    item = _item(account, price.price_id)
    moment_ = int(min(at, now()).timestamp())
    request: Any = {
        "items": [item],
        "proration_behavior": "always_invoice",
        "proration_date": moment_,
        # Applied only once it is paid: a declined card leaves what there was.
        "payment_behavior": "pending_if_incomplete",
        "expand": ["latest_invoice"],
    }
    key = tenant_key("change", account.subscription_id, price.price_id, moment_)
    with reading_stripe(tenant.id):
        with asking():
            sub = as_dict(client().v1.subscriptions.update(account.subscription_id, request, keyed(key)))
        settle_plan(account)
    if sub.get("pending_update"):
        invoice = sub.get("latest_invoice") or {}
        raise PaymentNeeded(pay_url=str(invoice.get("hosted_invoice_url") or ""), decline_code="")
    record("billing.plan_changed", actor=actor, target_kind="plan", details={"plan": plan, "period": period})


def cancel(*, actor: Actor, tenant: Tenant) -> None:
    """End the subscription when what was paid for is over. Raises NotSubscribed."""
    set_ending(tenant, is_ending=True)
    record("billing.canceled", actor=actor, target_kind="plan")


def resume(*, actor: Actor, tenant: Tenant) -> None:
    """Take back a planned end. Raises NotSubscribed."""
    set_ending(tenant, is_ending=False)
    record("billing.resumed", actor=actor, target_kind="plan")


def set_ending(tenant: Tenant, *, is_ending: bool) -> None:
    """Let the plan run out, or go on after all. Raises NotSubscribed."""
    account = _subscribed(tenant)
    # A date that the portal has set is taken back by its own name; one request may not name both.
    sub: Obj = {"cancel_at_period_end": True} if is_ending else {"cancel_at": ""}
    with reading_stripe(tenant.id):
        with asking():
            client().v1.subscriptions.update(account.subscription_id, sub)  # type: ignore[arg-type]  # typed dicts of the library
        settle_plan(account)


def _subscribed(tenant: Tenant) -> BillingAccount:
    account = account_of(tenant)
    if not account.subscription_id:
        raise NotSubscribed
    return account


def _item(account: BillingAccount, price_id: str) -> Any:
    with asking():
        sub = as_dict(client().v1.subscriptions.retrieve(account.subscription_id))
    item = sub["items"]["data"][0]
    if item["price"]["id"] == price_id:
        raise SamePlan
    return {"id": item["id"], "price": price_id, "quantity": 1}
