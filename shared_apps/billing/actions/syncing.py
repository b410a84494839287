"""Read from Stripe how a plan stands, and make ours the same. Every event, job and return of a browser ends here."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from shared_apps.billing.actions.keeping import follow_latest_invoices, follow_open_pages
from shared_apps.billing.locks import reading_stripe
from shared_apps.billing.models import BillingAccount, Payment, PaymentKind, PaymentState, PlanPrice
from shared_apps.billing.reading import Reading, holding, moment, read_subscription
from shared_apps.core.clock import now
from shared_apps.plans import actions as plans
from shared_apps.plans.choices import Period, Source, State
from shared_apps.plans.selectors import subscription_of
from shared_apps.vendors.stripe import Obj, as_dict, asking, client, listed

log = logging.getLogger(__name__)

SUBSCRIPTION_FIELDS = ["data.latest_invoice", "data.default_payment_method"]


def sync_plan(account: BillingAccount) -> None:
    """Bring the plan, the card and what is owed up to Stripe's state."""
    with reading_stripe(account.tenant_id):
        settle_plan(account)


def sync_all(account: BillingAccount) -> None:
    """Compare everything: open pages, the plan, the latest invoices."""
    with reading_stripe(account.tenant_id):
        follow_open_pages(account)
        if not account.customer_id:
            return
        follow_latest_invoices(account)
        settle_plan(account)


def settle_plan(account: BillingAccount) -> None:
    """The work of `sync_plan`, for callers that hold the business's lock."""
    if not account.customer_id:
        return
    with asking():
        found = listed(
            client().v1.subscriptions.list(
                {"customer": account.customer_id, "status": "all", "expand": SUBSCRIPTION_FIELDS}
            )
        )
        fields = {"expand": ["invoice_settings.default_payment_method"]}
        customer = as_dict(client().v1.customers.retrieve(account.customer_id, fields))  # type: ignore[arg-type]  # typed dicts of the library
    live = _without_doubles(holding(found))
    with transaction.atomic():
        _write_account(account, live, customer, found)
        if live is None:
            _settle_without(account)
        else:
            _settle(account, live)


def _without_doubles(live: list[Obj]) -> Obj | None:
    """Keep the newest subscription; a second one, paid by accident, ends now with its unused time given back."""
    for double in live[1:]:
        log.warning("ending a second subscription: %s beside %s", double["id"], live[0]["id"])
        with asking():
            client().v1.subscriptions.cancel(double["id"], {"prorate": True, "invoice_now": True})
    return live[0] if live else None


def _write_account(account: BillingAccount, live: Obj | None, customer: Obj, found: list[Obj]) -> None:
    invoice = (live or {}).get("latest_invoice") or {}
    card = _card((live or {}).get("default_payment_method")) or _card(
        (customer.get("invoice_settings") or {}).get("default_payment_method")
    )
    reading = read_subscription(live, grace=timedelta()) if live else None
    account.subscription_id = reading.external_id if reading else ""
    account.pay_url = (invoice.get("hosted_invoice_url") or "") if invoice.get("status") == "open" else ""
    account.waiting_plan = (
        _plan_code(reading.pending_price_id) if reading and reading.pending_price_id else ""
    )
    account.card_brand, account.card_last4 = card.get("brand", ""), card.get("last4", "")
    account.card_expires = f"{card['exp_month']:02d}/{card['exp_year']}" if card else ""
    trials = [each["trial_start"] for each in found if each.get("trial_start")]
    account.had_trial_at = moment(min(trials, default=None)) or account.had_trial_at
    account.synced_at = now()
    account.save()
    if card.get("fingerprint"):
        plans.note_card(tenant_id=account.tenant_id, fingerprint=str(card["fingerprint"]))


def _card(method: object) -> Obj:
    return dict(method.get("card") or {}) if isinstance(method, dict) else {}


def _plan_code(price_id: str) -> str:
    row = PlanPrice.objects.filter(price_id=price_id).select_related("plan").first()
    return row.plan.code if row else ""


def _settle(account: BillingAccount, live: Obj) -> None:
    reading: Reading = read_subscription(live, grace=timedelta(days=settings.BILLING_GRACE_DAYS))
    code = _plan_code(reading.price_id)
    if not code:
        log.error("subscription %s has a price of no plan: %s", reading.external_id, reading.price_id)
        return
    plans.settle(
        tenant_id=account.tenant_id,
        plan=code,
        state=reading.state,
        source=Source.STRIPE,
        period=reading.period,
        external_id=reading.external_id,
        period_started_at=reading.period_started_at,
        period_ends_at=reading.period_ends_at,
        trial_ends_at=reading.trial_ends_at,
        cancel_at=reading.cancel_at,
        grace_ends_at=reading.grace_ends_at,
    )


def _settle_without(account: BillingAccount) -> None:
    """No subscription holds: what was bought once does, else what Stripe gave is over. Other sources keep theirs."""
    bought = (
        Payment.objects.filter(
            tenant=account.tenant_id, kind=PaymentKind.ONCE, state=PaymentState.PAID, ends_at__gt=now()
        )
        .exclude(plan=None)
        .select_related("plan")
        .order_by("-ends_at")
        .first()
    )
    if bought is not None and bought.plan is not None:
        plans.settle(
            tenant_id=account.tenant_id,
            plan=bought.plan.code,
            state=State.ACTIVE,
            source=Source.STRIPE,
            period=Period(bought.period),
            period_started_at=bought.paid_at,
            period_ends_at=bought.ends_at,
            cancel_at=bought.ends_at,
        )
        return
    ours = subscription_of(account.tenant_id)
    if ours is not None and ours.source == Source.STRIPE:
        plans.cancel(tenant_id=account.tenant_id)
