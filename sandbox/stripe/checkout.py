"""Checkout sessions: made by the product, finished by the payer on the page."""

from typing import Any

from sandbox.stripe import payments, subscriptions
from sandbox.stripe.cards import card_of, refusal
from sandbox.stripe.catalogue import price_of_line
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import StripeRefusal, declined
from sandbox.stripe.shelf import Obj
from sandbox.stripe.wire import Params, merged, number, one_of, required

LIFETIME_S = 86400


def create(desk: Desk, params: Params) -> Obj:
    """POST /v1/checkout/sessions."""
    mode = one_of(params, "mode", ("payment", "setup", "subscription"), "")
    if params.get("customer") and params.get("customer_email"):
        raise StripeRefusal("You may only specify one of these parameters: customer, customer_email.")
    lines = _lines(desk, params, mode)
    total = sum(each["price"]["unit_amount"] * each["quantity"] for each in lines)
    trial = _is_trial(params)
    session = desk.new("checkout.session", mode=mode, client_reference_id=params.get("client_reference_id"))
    session |= {"customer": params.get("customer"), "customer_email": params.get("customer_email")}
    if params.get("customer"):
        desk.get("customer", params["customer"])
    session |= {"success_url": required(params, "success_url"), "cancel_url": params.get("cancel_url")}
    session |= {"metadata": merged({}, params), "locale": params.get("locale")}
    session |= {"amount_subtotal": 0 if trial else total, "amount_total": 0 if trial else total}
    session["currency"] = lines[0]["price"]["currency"] if lines else "usd"
    session["expires_at"] = number(params, "expires_at", session["created"] + LIFETIME_S)
    session["url"] = f"{desk.own_url}/stripe/pay/{session['id']}"
    session["payment_method_collection"] = params.get("payment_method_collection", "always")
    session["_lines"], session["_params"] = lines, params
    return desk.put(session)


def _lines(desk: Desk, params: Params, mode: str) -> list[dict[str, Any]]:
    if mode == "setup":
        return []
    found: list[dict[str, Any]] = []
    for line in required(params, "line_items"):
        price = price_of_line(desk, line)
        found.append({"price": price, "quantity": number(line, "quantity", 1) or 1})
    if mode == "payment" and any(each["price"]["recurring"] for each in found):
        message = "You specified `payment` mode but passed a recurring price."
        raise StripeRefusal(message, param="line_items")
    if mode == "subscription" and not any(each["price"]["recurring"] for each in found):
        message = "You must provide at least one recurring price in `subscription` mode."
        raise StripeRefusal(message, param="line_items")
    return found


def _is_trial(params: Params) -> bool:
    data = params.get("subscription_data") or {}
    return bool(data.get("trial_period_days") or data.get("trial_end"))


def line_items(desk: Desk, session: Obj) -> list[Obj]:
    shown = []
    for number_, line in enumerate(session["_lines"]):
        price, amount = line["price"], line["price"]["unit_amount"] * line["quantity"]
        product = desk.find(price["product"])
        shown.append({
            "id": f"li_{session['id'][8:]}{number_}", "object": "item", "amount_discount": 0,
            "amount_subtotal": amount, "amount_tax": 0, "amount_total": amount, "currency": price["currency"],
            "description": product["name"] if product else "", "price": price, "quantity": line["quantity"],
            "adjustable_quantity": None, "metadata": {},
        })  # fmt: skip
    return shown


def pay(desk: Desk, session: Obj, *, digits: str, name: str, email: str, proved: bool = False) -> str:
    """The payer presses the button; returns "" when done, "challenge" when the bank asks. Raises StripeRefusal."""
    if session["status"] != "open":
        raise StripeRefusal("This page has expired. Go back to the shop and begin again.")
    card = card_of(digits)
    if card.declines and not (card.fails_later and not session["amount_total"]):
        _note_refusal(desk, session, card.declines)
        raise declined(refusal(card.declines))
    if card.asks and not proved:
        return "challenge"
    customer = _customer(desk, session, name, email)
    method = payments.add_method(desk, card, customer=customer["id"], name=name, email=email)
    desk.put(method | {"_proved": proved})
    payments.make_default(desk, customer["id"], method["id"])
    session |= {"customer": customer["id"], "status": "complete", "url": None}
    session["customer_details"] = {
        "address": None, "business_name": None, "email": email or customer["email"], "individual_name": None,
        "name": name or None, "phone": None, "tax_exempt": "none", "tax_ids": [],
    }  # fmt: skip
    _finish(desk, session, desk.get("payment_method", method["id"]), proved)
    desk.put(session)
    desk.emit("checkout.session.completed", session)
    return ""


def _finish(desk: Desk, session: Obj, method: Obj, proved: bool) -> None:
    params = session["_params"]
    if session["mode"] == "subscription":
        data = params.get("subscription_data") or {}
        line = session["_lines"][0]
        wanted = {**data, "customer": session["customer"]}
        wanted["items"] = [{"price": line["price"]["id"], "quantity": str(line["quantity"])}]
        sub = subscriptions.create(desk, wanted, method=method, proved=proved)
        session |= {"subscription": sub["id"], "invoice": sub["latest_invoice"]}
        session["payment_status"] = "paid" if session["amount_total"] else "no_payment_required"
    elif session["mode"] == "payment":
        session |= {"payment_intent": _take(desk, session, method, proved)["id"], "payment_status": "paid"}
    else:
        setup = desk.new("setup_intent", customer=session["customer"], payment_method=method["id"])
        setup["client_secret"] = f"{setup['id']}_secret_sandbox"
        desk.put(setup)
        desk.emit("setup_intent.succeeded", setup)
        session |= {"setup_intent": setup["id"], "payment_status": "no_payment_required"}


def _take(desk: Desk, session: Obj, method: Obj, proved: bool) -> Obj:
    data = session["_params"].get("payment_intent_data") or {}
    paying = payments.intent(
        desk,
        amount=session["amount_total"],
        currency=session["currency"],
        customer=session["customer"],
        metadata=data.get("metadata") or {},
        description=data.get("description"),
        receipt_email=data.get("receipt_email"),
        application_fee_amount=number(data, "application_fee_amount"),
    )
    return payments.confirm(desk, paying, method, is_present=True, proved=proved)


def _note_refusal(desk: Desk, session: Obj, reason: str) -> None:
    """A declined card on the page leaves a failed intent behind, as it does at Stripe."""
    if session["mode"] != "payment":
        return
    paying = payments.intent(
        desk,
        amount=session["amount_total"],
        currency=session["currency"],
        customer=session["customer"],
        metadata=(session["_params"].get("payment_intent_data") or {}).get("metadata") or {},
    )
    paying |= {"last_payment_error": {**refusal(reason), "type": "card_error"}}
    desk.put(paying)
    desk.emit("payment_intent.payment_failed", paying)


def _customer(desk: Desk, session: Obj, name: str, email: str) -> Obj:
    if session["customer"]:
        return desk.get("customer", session["customer"])
    return new_customer(desk, {"name": name, "email": email or session["customer_email"] or ""})


def new_customer(desk: Desk, params: Params) -> Obj:
    """POST /v1/customers."""
    customer = desk.new("customer", name=params.get("name") or None, email=params.get("email") or None)
    customer |= {"metadata": merged({}, params), "description": params.get("description")}
    customer |= {"phone": params.get("phone"), "invoice_prefix": customer["id"][-8:].upper()}
    customer["preferred_locales"] = params.get("preferred_locales") or []
    desk.put(customer)
    desk.emit("customer.created", customer)
    return customer


def returned(session: Obj) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])
