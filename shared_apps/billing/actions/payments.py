"""Customers pay the business for a service, and money goes back."""

from datetime import timedelta
from typing import Any

from django.conf import settings

from shared_apps.audit.actions import Actor, record
from shared_apps.billing.actions.customers import account_of
from shared_apps.billing.actions.keeping import sync_service, write_checkout, write_invoice
from shared_apps.billing.actions.syncing import settle_plan
from shared_apps.billing.errors import ConnectMissing, NotRefundable
from shared_apps.billing.locks import reading_stripe
from shared_apps.billing.models import BillingAccount, Payment, PaymentKind, PaymentState
from shared_apps.billing.money import share
from shared_apps.core.clock import now
from shared_apps.core.keys import tenant_key
from shared_apps.vendors.stripe import as_dict, asking, client, keyed
from tenants.hosts import url_of
from tenants.models import Tenant

LIFETIME = timedelta(hours=23)
REFUNDABLE = (PaymentState.PAID, PaymentState.PARTLY_REFUNDED)


def request_payment(
    *, actor: Actor, tenant: Tenant, key: str, description: str, amount: int, currency: str
) -> Payment:
    """Make a page on which a customer pays the business; the same `key` makes one page. Raises ConnectMissing.

    `amount` in minor units. The money goes to the business's own account at Stripe, less our fee.
    """
    account = account_of(tenant)
    if not account.charges_enabled:
        raise ConnectMissing
    wanted = {
        "kind": PaymentKind.SERVICE,
        "description": description,
        "amount": amount,
        "currency": currency,
        "fee": share(amount, settings.CONNECT_FEE_PERCENT),
    }
    with reading_stripe(tenant.id):
        payment = Payment.objects.filter(tenant=tenant, request_key=key).first()
        if payment is None:
            payment = Payment.objects.create(tenant=tenant, request_key=key, **wanted)
            details = {"amount": amount, "currency": currency}
            record(
                "payment.requested", actor=actor, target_kind="payment", target_id=payment.id, details=details
            )
        if not payment.external_id:
            _open_page(account, payment)
    return payment


def _open_page(account: BillingAccount, payment: Payment) -> None:
    home = url_of(account.tenant.slug)
    data = {
        "currency": payment.currency,
        "unit_amount": payment.amount,
        "product_data": {"name": payment.description},
    }
    request: Any = {
        "mode": "payment",
        "line_items": [{"price_data": data, "quantity": 1}],
        "metadata": {"payment_id": str(payment.id)},
        "payment_intent_data": {
            "application_fee_amount": payment.fee,
            "description": payment.description,
            "metadata": {"payment_id": str(payment.id)},
        },
        "success_url": f"{home}/paid",
        "cancel_url": f"{home}/paid?left=1",
        "expires_at": int((now() + LIFETIME).timestamp()),
        "locale": "auto",
    }
    with asking():
        session = as_dict(
            client().v1.checkout.sessions.create(
                request, keyed(tenant_key("service", payment.id), account=account.connect_id)
            )
        )
    payment.external_id, payment.pay_url = session["id"], session["url"]
    payment.save(update_fields=["external_id", "pay_url"])


def refund(*, actor: Actor | None, payment: Payment, amount: int | None = None) -> Payment:
    """Give back a payment, or `amount` minor units of it, our fee in proportion. Raises NotRefundable."""
    left = payment.amount - payment.refunded
    wanted = left if amount is None else amount
    if payment.state not in REFUNDABLE or not payment.intent_id or not 0 < wanted <= left:
        raise NotRefundable
    account = BillingAccount.objects.select_related("tenant").get(tenant=payment.tenant_id)
    connect_id = account.connect_id if payment.kind == PaymentKind.SERVICE else ""
    request: Any = {"payment_intent": payment.intent_id, "amount": wanted, "reason": "requested_by_customer"}
    if connect_id:
        request["refund_application_fee"] = True
    # Pressed twice, it gives back once: the second press still sees the same sum given back before.
    key = tenant_key("refund", payment.id, payment.refunded, wanted)
    with reading_stripe(payment.tenant_id):
        with asking():
            client().v1.refunds.create(request, keyed(key, account=connect_id))
        reread(account, payment)
    details = {"amount": wanted, "currency": payment.currency}
    record("payment.refunded", actor=actor, target_kind="payment", target_id=payment.id, details=details)
    payment.refresh_from_db()
    return payment


def reread(account: BillingAccount, payment: Payment) -> None:
    """Bring a payment up to Stripe's state; call under the business's lock."""
    if not payment.external_id:
        return
    if payment.kind == PaymentKind.SERVICE:
        sync_service(payment, account.connect_id)
    elif payment.kind == PaymentKind.SUBSCRIPTION:
        write_invoice(account, payment.external_id)
    else:
        write_checkout(account, payment.external_id)
        settle_plan(account)
