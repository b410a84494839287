"""Keep payments as Stripe has them: invoices of the plan, pages of plans, what customers pay the business."""

from calendar import monthrange
from datetime import datetime

from shared_apps.billing.models import (
    BillingAccount,
    Checkout,
    CheckoutMode,
    CheckoutState,
    Payment,
    PaymentKind,
    PaymentState,
)
from shared_apps.billing.reading import fee_kept, intent_in, moment, tax_of
from shared_apps.core.clock import now
from shared_apps.plans.choices import Period
from shared_apps.vendors.stripe import Obj, as_dict, asking, client, in_name_of

INVOICE_FIELDS = ["payments.data.payment.payment_intent"]
SESSION_FIELDS = ["payment_intent.latest_charge"]
# How many of the latest invoices, and of the pages that customers have not paid, a nightly comparison looks at.
LATEST = 24


def follow_open_pages(account: BillingAccount) -> None:
    """Look what became of the pages that are open, of plans and of customers; call under the business's lock."""
    pages = Checkout.objects.filter(tenant=account.tenant_id, state=CheckoutState.OPEN)
    for page in pages.exclude(session_id=""):
        _note_checkout(page, _session(page.session_id, ""))
    owed = Payment.objects.filter(tenant=account.tenant_id, kind=PaymentKind.SERVICE, state=PaymentState.OPEN)
    for payment in owed.exclude(external_id=None)[:LATEST]:
        sync_service(payment, account.connect_id)


def follow_latest_invoices(account: BillingAccount) -> None:
    """Keep the LATEST invoices of a business that is a customer of ours; call under its lock."""
    with asking():
        page = client().v1.invoices.list({"customer": account.customer_id, "limit": LATEST})
        found = [as_dict(each) for each in page.data]
    for each in found:
        write_invoice(account, each["id"])


def write_invoice(account: BillingAccount, invoice_id: str) -> Payment | None:
    """Keep one of our invoices as Stripe has it; None for a draft and for one that asks for nothing."""
    with asking():
        invoice = as_dict(client().v1.invoices.retrieve(invoice_id, {"expand": INVOICE_FIELDS}))
    if invoice["customer"] != account.customer_id or invoice["status"] == "draft" or invoice["total"] <= 0:
        return None
    intent = intent_in(invoice) or {}
    charge = _charge(intent.get("latest_charge"), "")
    error = intent.get("last_payment_error") or {}
    lines = (invoice.get("lines") or {}).get("data") or []
    state = _invoice_state(invoice)
    fields = {
        "tenant_id": account.tenant_id,
        "kind": PaymentKind.SUBSCRIPTION,
        "state": _with_refunds(state, charge),
        "description": str(lines[-1].get("description") or "") if lines else "",
        "number": invoice.get("number") or "",
        "amount": invoice["total"],
        "tax": tax_of(invoice),
        "currency": invoice["currency"],
        "intent_id": intent.get("id") or "",
        "payer_name": invoice.get("customer_name") or "",
        "payer_email": invoice.get("customer_email") or "",
        "refunded": charge.get("amount_refunded") or 0,
        "card": _card_text(charge),
        "pay_url": (invoice.get("hosted_invoice_url") or "") if invoice["status"] == "open" else "",
        "receipt_url": invoice.get("hosted_invoice_url") or "",
        "pdf_url": invoice.get("invoice_pdf") or "",
        "failure": str(error.get("decline_code") or error.get("code") or "")
        if state == PaymentState.FAILED
        else "",
        "next_try_at": moment(invoice.get("next_payment_attempt")),
        "paid_at": moment((invoice.get("status_transitions") or {}).get("paid_at")),
        "created_at": moment(invoice["created"]),
    }
    return Payment.objects.update_or_create(external_id=invoice["id"], defaults=fields)[0]


def _invoice_state(invoice: Obj) -> PaymentState:
    if invoice["status"] == "paid":
        return PaymentState.PAID
    if invoice["status"] == "open":
        return PaymentState.FAILED if invoice.get("attempted") else PaymentState.OPEN
    return PaymentState.CANCELED


def _with_refunds(state: PaymentState, charge: Obj) -> PaymentState:
    back = charge.get("amount_refunded") or 0
    if state != PaymentState.PAID or not back:
        return state
    return PaymentState.REFUNDED if back >= charge["amount"] else PaymentState.PARTLY_REFUNDED


def _charge(found: object, account: str) -> Obj:
    """Return a charge that is expanded, or named, or missing."""
    if isinstance(found, dict):
        return found
    if not found:
        return {}
    with asking():
        return as_dict(client().v1.charges.retrieve(str(found), {}, in_name_of(account)))


def _card_text(charge: Obj) -> str:
    card = (charge.get("payment_method_details") or {}).get("card") or {}
    return f"{card['brand']} {card['last4']}" if card.get("last4") else ""


def _session(session_id: str, account: str) -> Obj:
    with asking():
        return as_dict(
            client().v1.checkout.sessions.retrieve(
                session_id, {"expand": SESSION_FIELDS}, in_name_of(account)
            )
        )


def write_checkout(account: BillingAccount, session_id: str) -> None:
    """Keep what became of the page of a plan."""
    page = (
        Checkout.objects.filter(tenant=account.tenant_id, session_id=session_id)
        .select_related("plan")
        .first()
    )
    if page is not None:
        _note_checkout(page, _session(session_id, ""))


def _note_checkout(page: Checkout, session: Obj) -> None:
    Checkout.objects.filter(id=page.id).update(state=session["status"])
    if page.mode != CheckoutMode.ONCE or session["payment_status"] != "paid":
        return
    intent = session.get("payment_intent") or {}
    charge = _charge(intent.get("latest_charge"), "")
    paid_at = moment(charge.get("created")) or now()
    fields = {
        **_session_fields(session, intent, charge),
        "tenant_id": page.tenant_id,
        "kind": PaymentKind.ONCE,
        "description": page.plan.name,
        "amount": session["amount_total"],
        "currency": session["currency"],
        "plan": page.plan,
        "period": page.period,
        "ends_at": _one_period_after(_begins_at(page, paid_at), page.period),
        "paid_at": paid_at,
    }
    Payment.objects.update_or_create(external_id=session["id"], defaults=fields)


def _begins_at(page: Checkout, paid_at: datetime) -> datetime:
    """Return when what was bought once begins: behind what was bought of the same plan before and still holds."""
    pages = Checkout.objects.filter(tenant=page.tenant_id, created_at__lt=page.created_at)
    before = Payment.objects.filter(
        kind=PaymentKind.ONCE,
        state=PaymentState.PAID,
        plan=page.plan,
        external_id__in=pages.values("session_id"),
        ends_at__gt=paid_at,
    )
    return before.order_by("-ends_at").values_list("ends_at", flat=True).first() or paid_at


def _one_period_after(start: datetime, period: str) -> datetime:
    """Return the same day a month or a year later, or that month's last."""
    months = start.year * 12 + start.month - 1 + (12 if period == Period.YEAR else 1)
    year, month = months // 12, months % 12 + 1
    return start.replace(year=year, month=month, day=min(start.day, monthrange(year, month)[1]))


def write_service(payment: Payment, session: Obj) -> None:
    """Keep what became of a page on which a customer pays the business."""
    intent = session.get("payment_intent") or {}
    charge = _charge(intent.get("latest_charge"), "") if isinstance(intent, dict) else {}
    fields = _session_fields(session, intent if isinstance(intent, dict) else {}, charge)
    if session["payment_status"] == "paid":
        fields["paid_at"] = moment(charge.get("created")) or now()
    Payment.objects.filter(id=payment.id).update(**fields)


def _session_fields(session: Obj, intent: Obj, charge: Obj) -> Obj:
    details = session.get("customer_details") or {}
    state = PaymentState.OPEN
    refunded = charge.get("amount_refunded") or 0
    fee = charge.get("application_fee_amount") or intent.get("application_fee_amount") or 0
    if session["payment_status"] == "paid":
        state = _with_refunds(PaymentState.PAID, charge)
    elif session["status"] == "expired":
        state = PaymentState.CANCELED
    return {
        "state": state,
        "tax": (session.get("total_details") or {}).get("amount_tax") or 0,
        "fee": fee_kept(fee, charge["amount"], refunded) if refunded else fee,
        "refunded": refunded,
        "intent_id": intent.get("id") or "",
        "payer_name": details.get("name") or "",
        "payer_email": details.get("email") or "",
        "card": _card_text(charge),
        "receipt_url": charge.get("receipt_url") or "",
        "pay_url": session.get("url") or "",
    }


def sync_service(payment: Payment, connect_id: str) -> None:
    """Bring one payment of a customer up to Stripe's state; call under the business's lock."""
    write_service(payment, _session(str(payment.external_id), connect_id))
