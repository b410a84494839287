"""Subscriptions: made, changed, cancelled, and what each paid or unpaid invoice does to them."""

from copy import deepcopy
from typing import Any

from sandbox.stripe import invoicing
from sandbox.stripe.cards import card_of, refusal
from sandbox.stripe.catalogue import end_of_period, plan_of, price_of_line
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import StripeRefusal, declined
from sandbox.stripe.shelf import Obj
from sandbox.stripe.wire import Params, flag, merged, number, one_of, required

DAY_S = 86400
INCOMPLETE_S = 23 * 3600
PRORATIONS = ("create_prorations", "always_invoice", "none")
BEHAVIORS = ("allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete")
# What Stripe lets a change hold that waits for its payment.
PENDING_MAY = {"items", "proration_behavior", "proration_date", "payment_behavior", "expand", "trial_end"}
OVER = ("canceled", "incomplete_expired")


def create(desk: Desk, params: Params, *, method: Obj | None = None, proved: bool = False) -> Obj:
    """POST /v1/subscriptions, and what a finished checkout does."""
    customer = desk.get("customer", required(params, "customer"))
    lines = required(params, "items")
    price, quantity = price_of_line(desk, lines[0]), number(lines[0], "quantity", 1) or 1
    if price["recurring"] is None:
        raise StripeRefusal("The price specified is set to `type=one_time`.", param="items[0][price]")
    method = method or desk.find(
        params.get("default_payment_method") or customer["invoice_settings"]["default_payment_method"]
    )
    now = desk.now()
    days = number(params, "trial_period_days")
    trial_end = now + days * DAY_S if days else number(params, "trial_end")
    sub = desk.new("subscription", customer=customer["id"], currency=price["currency"], start_date=now)
    sub |= {"metadata": merged({}, params), "billing_cycle_anchor": trial_end or now}
    sub |= {"default_payment_method": method["id"] if method else None}
    if trial_end:
        sub |= {"trial_start": now, "trial_end": trial_end, "status": "trialing"}
    end = trial_end or end_of_period(now, price["recurring"])
    item = desk.new("subscription_item", subscription=sub["id"], quantity=quantity)
    item |= {"price": price, "plan": plan_of(price), "current_period_start": now, "current_period_end": end}
    sub["items"] |= {"data": [item], "url": f"/v1/subscription_items?subscription={sub['id']}"}
    desk.put(sub)
    desk.emit("customer.subscription.created", sub)
    first = (
        invoicing.trial_line(desk, sub, price, quantity)
        if trial_end
        else invoicing.full_line(desk, sub, price, now, quantity)
    )
    invoice = invoicing.draft(desk, customer, [first], "subscription_create", sub)
    sub["latest_invoice"] = invoice["id"]
    desk.put(sub)
    invoicing.finalize(desk, invoice, customer)
    if invoice["status"] == "open" and params.get("payment_behavior") != "default_incomplete":
        invoicing.attempt(desk, invoice, method, is_present=True, proved=proved)
    return after_try(desk, sub, invoice)


def after_try(desk: Desk, sub: Obj, invoice: Obj) -> Obj:
    """Move a subscription to where its latest invoice puts it."""
    sub = desk.get("subscription", sub["id"])
    before = deepcopy(sub)
    is_paid = invoice["status"] == "paid"
    if sub["status"] in OVER:
        return sub
    pending = sub["pending_update"]
    if pending and pending.get("_invoice") == invoice["id"]:
        if not is_paid:
            return sub
        sub["pending_update"] = None
        _apply(desk, sub, pending["_price"], pending["subscription_items"][0]["quantity"], pending["_at"])
        desk.put(sub)
        desk.emit("customer.subscription.pending_update_applied", sub)
    elif is_paid and sub["status"] in ("incomplete", "past_due", "unpaid") and _owes_nothing(desk, sub):
        sub["status"] = "active"
    elif not is_paid and invoice["billing_reason"] == "subscription_cycle":
        sub["status"] = "past_due"
        if invoice["next_payment_attempt"] is None:
            desk.put(sub)
            return end(desk, sub, reason="payment_failed")
    desk.put(sub)
    desk.emit("customer.subscription.updated", sub, before)
    return sub


def _owes_nothing(desk: Desk, sub: Obj) -> bool:
    return not any(
        invoice["status"] == "open" and of_subscription(invoice) == sub["id"]
        for invoice in desk.all("invoice")
    )


def of_subscription(invoice: Obj) -> str:
    details = (invoice["parent"] or {}).get("subscription_details") or {}
    return str(details.get("subscription") or "")


def modify(desk: Desk, sub_id: str, params: Params) -> Obj:
    """POST /v1/subscriptions/{id}."""
    sub = desk.get("subscription", sub_id)
    if sub["status"] in OVER:
        message = "A canceled subscription can only update its cancellation_details and metadata."
        raise StripeRefusal(message)
    behavior = one_of(params, "payment_behavior", BEHAVIORS, "allow_incomplete")
    if behavior == "pending_if_incomplete" and (extra := sorted(set(params) - PENDING_MAY)):
        message = f"When using `payment_behavior=pending_if_incomplete` you cannot pass `{extra[0]}`."
        raise StripeRefusal(message, param=extra[0])
    if params.get("items"):
        sub = _change_items(desk, sub, params, behavior)
    before = deepcopy(sub)
    if "cancel_at_period_end" in params:
        is_ending = flag(params, "cancel_at_period_end")
        sub |= {"cancel_at_period_end": is_ending, "canceled_at": desk.now() if is_ending else None}
        sub["cancel_at"] = sub["items"]["data"][0]["current_period_end"] if is_ending else None
        sub["cancellation_details"]["reason"] = "cancellation_requested" if is_ending else None
    if "cancel_at" in params:
        at = params["cancel_at"]
        end_s = sub["items"]["data"][0]["current_period_end"]
        sub["cancel_at"] = (
            None if at == "" else (end_s if not str(at).isdigit() else number(params, "cancel_at"))
        )
        sub |= {"cancel_at_period_end": False, "canceled_at": desk.now() if sub["cancel_at"] else None}
    if params.get("default_payment_method"):
        sub["default_payment_method"] = desk.get("payment_method", params["default_payment_method"])["id"]
    sub["metadata"] = merged(sub["metadata"], params)
    desk.put(sub)
    desk.emit("customer.subscription.updated", sub, before)
    if params.get("trial_end") == "now" and sub["status"] == "trialing":
        sub = end_trial(desk, sub)
    return sub


def _change_items(desk: Desk, sub: Obj, params: Params, behavior: str) -> Obj:
    wanted, item = params["items"][0], sub["items"]["data"][0]
    if wanted.get("id") != item["id"]:
        message = "Every sandbox subscription has one item: pass its id as items[0][id]."
        raise StripeRefusal(message, param="items[0][id]")
    quantity = number(wanted, "quantity", item["quantity"]) or 1
    new = price_of_line(desk, wanted) if wanted.get("price") or wanted.get("price_data") else item["price"]
    if new["id"] == item["price"]["id"] and quantity == item["quantity"]:
        return sub
    at = number(params, "proration_date", desk.now()) or desk.now()
    how = one_of(params, "proration_behavior", PRORATIONS, "create_prorations")
    if sub["status"] == "trialing" or how == "none":
        before = deepcopy(sub)
        _apply(desk, sub, new, quantity, at, keeps_period=True)
        desk.put(sub)
        desk.emit("customer.subscription.updated", sub, before)
        return sub
    return _invoice_change(desk, sub, new, quantity, at, behavior)


def _invoice_change(desk: Desk, sub: Obj, new: Obj, quantity: int, at: int, behavior: str) -> Obj:
    customer = desk.get("customer", sub["customer"])
    method = method_of(desk, sub)
    lines = invoicing.prorated(desk, sub, new, quantity, at)
    if behavior == "error_if_incomplete":
        _refuse_unpayable(desk, customer, lines, method)
    drop_pending(desk, sub)
    invoice = invoicing.draft(desk, customer, lines, "subscription_update", sub)
    invoicing.finalize(desk, invoice, customer)
    if invoice["status"] == "open":
        # The payer is not there: a bank that asks sends them to the invoice's page.
        invoicing.attempt(desk, invoice, method, is_present=True)
    before = deepcopy(sub)
    sub["latest_invoice"] = invoice["id"]
    if invoice["status"] != "paid" and behavior == "pending_if_incomplete":
        sub["pending_update"] = {
            "billing_cycle_anchor": None,
            "expires_at": desk.now() + INCOMPLETE_S,
            "subscription_items": [_pending_item(sub, new, quantity)],
            "trial_end": None,
            "trial_from_plan": None,
            "_invoice": invoice["id"],
            "_price": new,
            "_at": at,
        }
    else:
        _apply(desk, sub, new, quantity, at)
        if invoice["status"] != "paid":
            sub["status"] = "past_due"
    desk.put(sub)
    desk.emit("customer.subscription.updated", sub, before)
    return sub


def _pending_item(sub: Obj, price: Obj, quantity: int) -> Obj:
    old: Obj = deepcopy(sub["items"]["data"][0])
    return old | {"price": price, "plan": plan_of(price), "quantity": quantity}


def _refuse_unpayable(desk: Desk, customer: Obj, lines: list[Obj], method: Obj | None) -> None:
    due = invoicing.draft(desk, customer, lines, "subscription_update")["amount_due"]
    if due <= 0:
        return
    if method is None:
        raise StripeRefusal("This customer has no attached payment source or default payment method.")
    card = card_of(method["_number"])
    if card.declines or card.asks_always:
        raise declined(refusal(card.declines or "authentication_required"))


def _apply(desk: Desk, sub: Obj, price: Obj, quantity: int, at: int, *, keeps_period: bool = False) -> None:
    item = sub["items"]["data"][0]
    if not keeps_period and not invoicing.same_interval(item["price"], price):
        sub["billing_cycle_anchor"] = at
        item |= {"current_period_start": at, "current_period_end": end_of_period(at, price["recurring"])}
    item |= {"price": price, "plan": plan_of(price), "quantity": quantity}


def drop_pending(desk: Desk, sub: Obj) -> None:
    """Forget a change that was not paid for, with its invoice."""
    if sub["pending_update"]:
        invoicing.void(desk, desk.get("invoice", sub["pending_update"]["_invoice"]))
        sub["pending_update"] = None
        desk.put(sub)


def method_of(desk: Desk, sub: Obj) -> Obj | None:
    customer = desk.get("customer", sub["customer"])
    return desk.find(sub["default_payment_method"]) or desk.find(
        customer["invoice_settings"]["default_payment_method"]
    )


def end(desk: Desk, sub: Obj, *, reason: str = "cancellation_requested") -> Obj:
    """DELETE /v1/subscriptions/{id}: over at once."""
    if sub["status"] == "canceled":
        raise StripeRefusal(f"No such subscription: '{sub['id']}'", status=404, code="resource_missing")
    sub |= {"status": "canceled", "ended_at": desk.now(), "canceled_at": desk.now(), "pending_update": None}
    sub["cancellation_details"]["reason"] = reason
    desk.put(sub)
    for invoice in desk.all("invoice"):
        if of_subscription(invoice) == sub["id"]:
            invoicing.void(desk, invoice)
    desk.emit("customer.subscription.deleted", sub)
    return sub


def end_trial(desk: Desk, sub: Obj) -> Obj:
    """The trial is over: the first period is charged."""
    before = deepcopy(sub)
    now = min(desk.now(), sub["trial_end"])
    sub |= {"status": "active", "trial_end": now, "billing_cycle_anchor": now}
    sub["items"]["data"][0]["current_period_end"] = now
    desk.put(sub)
    return renew(desk, sub, before)


def renew(desk: Desk, sub: Obj, before: Obj | None = None) -> Obj:
    """Begin the next period and ask for its price."""
    before = before or deepcopy(sub)
    item, customer = sub["items"]["data"][0], desk.get("customer", sub["customer"])
    start = item["current_period_end"]
    item["current_period_start"] = start
    item["current_period_end"] = end_of_period(start, item["price"]["recurring"], sub["billing_cycle_anchor"])
    line = invoicing.full_line(desk, sub, item["price"], start, item["quantity"])
    invoice = invoicing.draft(desk, customer, [line], "subscription_cycle", sub)
    sub["latest_invoice"] = invoice["id"]
    desk.put(sub)
    desk.emit("customer.subscription.updated", sub, before)
    invoicing.finalize(desk, invoice, customer)
    if invoice["status"] == "open":
        invoicing.attempt(desk, invoice, method_of(desk, sub), is_present=False)
    return after_try(desk, sub, invoice)


def preview(desk: Desk, params: Params) -> Obj:
    """POST /v1/invoices/create_preview of a change of plan."""
    sub = desk.get("subscription", required(params, "subscription"))
    details: dict[str, Any] = params.get("subscription_details") or {}
    customer, item = desk.get("customer", sub["customer"]), sub["items"]["data"][0]
    wanted = (details.get("items") or [{}])[0]
    new = price_of_line(desk, wanted) if wanted.get("price") or wanted.get("price_data") else item["price"]
    quantity = number(wanted, "quantity", item["quantity"]) or 1
    at = number(details, "proration_date", desk.now()) or desk.now()
    if sub["status"] == "trialing":
        lines = [invoicing.full_line(desk, sub, new, sub["trial_end"], quantity)]
    elif new["id"] == item["price"]["id"]:
        lines = [invoicing.full_line(desk, sub, new, item["current_period_end"], quantity)]
    else:
        lines = invoicing.prorated(desk, sub, new, quantity, at)
        if details.get("proration_behavior") != "always_invoice" and invoicing.same_interval(
            item["price"], new
        ):
            lines.append(invoicing.full_line(desk, sub, new, item["current_period_end"], quantity))
    return invoicing.draft(desk, customer, lines, "upcoming", sub) | {"id": "upcoming_in_sandbox"}
