"""The page on which a plan is bought: one open page per business, however often the button is pressed."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from shared_apps.audit.actions import Actor, record
from shared_apps.billing.actions.customers import amount_of, price_of, with_customer
from shared_apps.billing.actions.syncing import settle_plan
from shared_apps.billing.errors import AlreadySubscribed, TrialUsed
from shared_apps.billing.locks import reading_stripe
from shared_apps.billing.models import BillingAccount, Checkout, CheckoutMode, CheckoutState
from shared_apps.core.clock import now
from shared_apps.core.keys import tenant_key
from shared_apps.plans.choices import Period
from shared_apps.plans.models import Plan
from shared_apps.plans.selectors import offered_plan
from shared_apps.vendors.stripe import Obj, as_dict, asking, client, keyed
from tenants.hosts import url_of
from tenants.models import Tenant

LIFETIME = timedelta(hours=23)
BACK = "/settings/billing"


def open_checkout(
    *,
    actor: Actor,
    tenant: Tenant,
    plan: str,
    period: str,
    mode: str,
    is_trial: bool = False,
    back: str = BACK,
) -> Checkout:
    """Return the page for this purchase, the same one while it is open; `back` is where a new one leads afterwards.

    Raises NotFound, NothingToPay, AlreadySubscribed, TrialUsed and the refusals of vendors.stripe.
    """
    wanted = offered_plan(plan, tenant.id)
    amount_of(wanted, period)
    account = with_customer(tenant)
    if is_trial and (account.had_trial_at or mode != CheckoutMode.SUBSCRIPTION):
        raise TrialUsed
    same = {"mode": mode, "plan": wanted, "period": period, "is_trial": is_trial}
    with reading_stripe(tenant.id):
        _close_finished(account)
        account.refresh_from_db()
        if account.subscription_id:
            raise AlreadySubscribed
        known = Checkout.objects.filter(tenant=tenant, state=CheckoutState.OPEN, **same).first()
        if known is None:
            _expire_open(tenant)
            known = Checkout.objects.create(tenant=tenant, expires_at=now() + LIFETIME, **same)
        if not known.url:
            _open_at_stripe(account, known, back)
            with transaction.atomic():
                details = {"plan": plan, "period": period, "mode": mode}
                record("billing.checkout_opened", actor=actor, target_kind="plan", details=details)
    return known


def _close_finished(account: BillingAccount) -> None:
    """See what became of the open page, if it was used or has run out in the meantime."""
    known = (
        Checkout.objects.filter(tenant=account.tenant_id, state=CheckoutState.OPEN)
        .exclude(session_id="")
        .first()
    )
    if known is None:
        return
    with asking():
        session = as_dict(client().v1.checkout.sessions.retrieve(known.session_id))
    if session["status"] != "open":
        Checkout.objects.filter(id=known.id).update(state=session["status"])
        settle_plan(account)


def _expire_open(tenant: Tenant) -> None:
    """Close the page for another plan: two open pages could be paid both."""
    for other in Checkout.objects.filter(tenant=tenant, state=CheckoutState.OPEN):
        if other.session_id:
            with asking():
                client().v1.checkout.sessions.expire(other.session_id)
        Checkout.objects.filter(id=other.id).update(state=CheckoutState.EXPIRED)


def _open_at_stripe(account: BillingAccount, checkout: Checkout, back: str) -> None:
    with asking():
        # The key is the row's: a request that was cut off finds the page it had made.
        session = as_dict(
            client().v1.checkout.sessions.create(
                _request(account, checkout, back), keyed(tenant_key("checkout", checkout.id))
            )
        )
    checkout.session_id, checkout.url = session["id"], session["url"]
    checkout.save(update_fields=["session_id", "url"])


def _request(account: BillingAccount, checkout: Checkout, back: str) -> Any:
    home, marks = url_of(account.tenant.slug) + back, _marks(account, checkout)
    request: Obj = {
        "customer": account.customer_id,
        "client_reference_id": str(account.tenant_id),
        "metadata": marks,
        "success_url": f"{home}?checkout={checkout.id}",
        "cancel_url": f"{home}?checkout=left",
        "expires_at": int(checkout.expires_at.timestamp()),
        "locale": "auto",
    }
    if settings.BILLING_AUTOMATIC_TAX:
        request |= {"automatic_tax": {"enabled": True}, "tax_id_collection": {"enabled": True}}
        request["customer_update"] = {"address": "auto", "name": "auto"}
    if checkout.mode == CheckoutMode.ONCE:
        return {**request, **_once(checkout.plan, checkout.period, marks)}
    data: Obj = {"metadata": marks}
    if checkout.is_trial:
        data["trial_period_days"] = settings.BILLING_TRIAL_DAYS
    line = {"price": price_of(checkout.plan, checkout.period).price_id, "quantity": 1}
    return {**request, "mode": "subscription", "line_items": [line], "subscription_data": data}


def _marks(account: BillingAccount, checkout: Checkout) -> dict[str, str]:
    return {"tenant_id": str(account.tenant_id), "plan": checkout.plan.code, "period": checkout.period}


def _once(plan: Plan, period: str, marks: dict[str, str]) -> Obj:
    many = "one year" if period == Period.YEAR else "one month"
    data = {
        "currency": plan.currency,
        "unit_amount": amount_of(plan, period),
        "product_data": {"name": f"Parlor {plan.name}, {many}"},
    }
    return {
        "mode": "payment",
        "line_items": [{"price_data": data, "quantity": 1}],
        "payment_intent_data": {"metadata": marks},
    }
