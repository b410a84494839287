"""Money that moves: payment intents, charges, refunds, and the cards they are taken from."""

from typing import Any

from sandbox.stripe import cards
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import StripeRefusal, declined
from sandbox.stripe.shelf import Obj
from sandbox.stripe.wire import Params, number


def save_card(desk: Desk, digits: str, *, customer: str | None, name: str = "", email: str = "") -> Obj:
    """Make a payment method of a test card; raises the card's own refusal when it cannot even be saved."""
    card = cards.card_of(digits)
    if card.declines and not card.fails_later:
        raise declined(cards.refusal(card.declines))
    return add_method(desk, card, customer=customer, name=name, email=email)


def add_method(desk: Desk, card: cards.Card, *, customer: str | None, name: str, email: str) -> Obj:
    method = desk.new("payment_method", customer=customer, _number=card.number)
    method["card"] |= {"brand": card.brand, "network": card.brand, "last4": card.number[-4:]}
    method["card"] |= {"exp_month": 12, "exp_year": 2034, "fingerprint": "fp" + card.number[-8:]}
    method["billing_details"] |= {"name": name or None, "email": email or None}
    desk.put(method)
    if customer:
        desk.emit("payment_method.attached", method)
    return method


def make_default(desk: Desk, customer_id: str, method_id: str) -> None:
    """Charge this card from now on."""
    customer = desk.get("customer", customer_id)
    before = {**customer, "invoice_settings": dict(customer["invoice_settings"])}
    customer["invoice_settings"]["default_payment_method"] = method_id
    desk.put(customer)
    desk.emit("customer.updated", customer, before)


def intent(desk: Desk, *, amount: int, currency: str, customer: str | None, **fields: Any) -> Obj:
    made = desk.new("payment_intent", amount=amount, currency=currency, customer=customer, **fields)
    made["client_secret"] = f"{made['id']}_secret_sandbox"
    if desk.account:
        made["application"] = "ca_sandbox"
    return desk.put(made)


def confirm(desk: Desk, paying: Obj, method: Obj, *, is_present: bool, proved: bool = False) -> Obj:
    """Charge an intent to a card; the outcome is its status: succeeded, requires_action, requires_payment_method.

    `is_present`: the payer looks on and can answer the bank; `proved`: they just have.
    """
    card = cards.card_of(method["_number"])
    paying["payment_method"] = method["id"]
    asks = card.asks_always or (card.asks_once and not method.get("_proved"))
    if asks and not proved:
        if is_present:
            paying |= {
                "status": "requires_action",
                "next_action": {"type": "use_stripe_sdk", "use_stripe_sdk": {}},
            }
            desk.put(paying)
            desk.emit("payment_intent.requires_action", paying)
            return paying
        return _refused(desk, paying, method, "authentication_required")
    if card.declines:
        return _refused(desk, paying, method, card.declines)
    if card.asks and proved and not method.get("_proved"):
        desk.put(method | {"_proved": True})
    return _taken(desk, paying, method)


def _refused(desk: Desk, paying: Obj, method: Obj, reason: str) -> Obj:
    card = cards.refusal(reason)
    charge = _charge(desk, paying, method)
    charge |= {"status": "failed", "paid": False, "captured": False, "amount_captured": 0}
    charge |= {"failure_code": card["code"], "failure_message": card["message"]}
    charge["outcome"] |= {
        "network_status": "declined_by_network",
        "reason": reason,
        "type": "issuer_declined",
    }
    desk.put(charge)
    paying |= {"status": "requires_payment_method", "payment_method": None, "next_action": None}
    paying["latest_charge"] = charge["id"]
    paying["last_payment_error"] = {
        **card,
        "type": "card_error",
        "charge": charge["id"],
        "payment_method": method,
    }
    desk.put(paying)
    desk.emit("charge.failed", charge)
    desk.emit("payment_intent.payment_failed", paying)
    return paying


def _taken(desk: Desk, paying: Obj, method: Obj) -> Obj:
    charge = _charge(desk, paying, method)
    charge["balance_transaction"] = charge["id"].replace("ch_", "txn_")
    charge["receipt_url"] = f"{desk.own_url}/stripe/receipt/{charge['id']}"
    if paying["application_fee_amount"]:
        charge["application_fee"] = _fee(desk, charge)
    desk.put(charge)
    paying |= {"status": "succeeded", "amount_received": paying["amount"], "next_action": None}
    paying |= {"latest_charge": charge["id"], "last_payment_error": None}
    desk.put(paying)
    desk.emit("charge.succeeded", charge)
    desk.emit("payment_intent.succeeded", paying)
    return paying


def _charge(desk: Desk, paying: Obj, method: Obj) -> Obj:
    copied = (
        "amount", "currency", "customer", "description", "metadata", "application", "application_fee_amount",
        "transfer_data", "on_behalf_of", "receipt_email",
    )  # fmt: skip
    charge = desk.new("charge", **{key: paying[key] for key in copied})
    charge |= {"amount_captured": paying["amount"], "payment_intent": paying["id"]}
    charge |= {"payment_method": method["id"], "billing_details": method["billing_details"]}
    charge["payment_method_details"] = {"type": "card", "card": method["card"]}
    return charge


def _fee(desk: Desk, charge: Obj) -> str:
    """Take the platform's part of a direct charge; the fee belongs to the platform."""
    fee = desk.new(
        "application_fee",
        account=desk.account,
        amount=charge["application_fee_amount"],
        charge=charge["id"],
        currency=charge["currency"],
        fee_source={"charge": charge["id"], "type": "charge"},
    )
    desk.shelf.put(fee, "")
    return str(fee["id"])


def refund(desk: Desk, params: Params) -> Obj:
    """POST /v1/refunds."""
    charge = _charge_of(desk, params)
    left = charge["amount"] - charge["amount_refunded"]
    amount = number(params, "amount", left) or 0
    if not charge["paid"] or left <= 0:
        message = f"Charge {charge['id']} has already been refunded."
        raise StripeRefusal(message, code="charge_already_refunded")
    if not 0 < amount <= left:
        message = f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"
        raise StripeRefusal(message, param="amount")
    before = dict(charge)
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    made = desk.new(
        "refund",
        amount=amount,
        charge=charge["id"],
        currency=charge["currency"],
        payment_intent=charge["payment_intent"],
        reason=params.get("reason"),
        metadata=params.get("metadata") or {},
        balance_transaction="txn_" + charge["id"][3:],
    )
    desk.put(made)
    desk.put(charge)
    desk.emit("refund.created", made)
    desk.emit("charge.refunded", charge, before)
    return made


def _charge_of(desk: Desk, params: Params) -> Obj:
    if params.get("payment_intent"):
        paid = desk.get("payment_intent", params["payment_intent"])
        if not paid["latest_charge"]:
            raise StripeRefusal(
                f"The PaymentIntent {paid['id']} does not have a successful charge to refund."
            )
        return desk.get("charge", paid["latest_charge"])
    if params.get("charge"):
        return desk.get("charge", params["charge"])
    raise StripeRefusal("One of the following params should be provided: payment_intent or charge.")
