"""Invoices: their lines, proration, numbers, and tries to be paid."""

from typing import Any

from sandbox.stripe import payments
from sandbox.stripe.catalogue import end_of_period
from sandbox.stripe.desk import Desk
from sandbox.stripe.shelf import Obj

# How many days after a failed try the next one comes; after the last there is none.
RETRY_DAYS = (3, 5, 7)


def line(
    desk: Desk,
    sub: Obj | None,
    price: Obj,
    amount: int,
    period: tuple[int, int],
    *,
    text: str,
    proration: bool = False,
    quantity: int = 1,
) -> Obj:
    """Return one invoice line; without a subscription it stands for an item sold once."""
    made = desk.new("line_item", amount=amount, currency=price["currency"], description=text)
    made |= {"subtotal": amount, "quantity": quantity, "period": {"start": period[0], "end": period[1]}}
    made["pricing"] = {
        "type": "price_details",
        "price_details": {"price": price["id"], "product": price["product"]},
        "unit_amount_decimal": price["unit_amount_decimal"],
    }
    if sub is None:
        made["parent"] = {
            "type": "invoice_item_details",
            "subscription_item_details": None,
            "invoice_item_details": None,
        }
        return made
    item = sub["items"]["data"][0]
    made["parent"]["subscription_item_details"] |= {
        "subscription": sub["id"], "subscription_item": item["id"], "proration": proration,
    }  # fmt: skip
    return made


def full_line(desk: Desk, sub: Obj, price: Obj, start: int, quantity: int, text: str = "") -> Obj:
    """Return the line of one whole period."""
    end = end_of_period(start, price["recurring"], sub["billing_cycle_anchor"])
    words = text or f"{quantity} × {_name(desk, price)}"
    return line(
        desk, sub, price, price["unit_amount"] * quantity, (start, end), text=words, quantity=quantity
    )


def trial_line(desk: Desk, sub: Obj, price: Obj, quantity: int) -> Obj:
    period = (sub["trial_start"], sub["trial_end"])
    return line(desk, sub, price, 0, period, text=f"Trial period for {_name(desk, price)}", quantity=quantity)


def prorated(desk: Desk, sub: Obj, new: Obj, quantity: int, at: int) -> list[Obj]:
    """Return the lines that a change of price at `at` gives: unused time back, the new price instead.

    Another interval begins a new period; the same one keeps it.
    """
    item = sub["items"]["data"][0]
    old, start, end = item["price"], item["current_period_start"], item["current_period_end"]
    share = max(0.0, min(1.0, (end - at) / max(1, end - start)))
    unused = -round(old["unit_amount"] * item["quantity"] * share)
    back = line(desk, sub, old, unused, (at, end), text=f"Unused time on {_name(desk, old)}", proration=True)
    if same_interval(old, new):
        rest = round(new["unit_amount"] * quantity * share)
        text = f"Remaining time on {_name(desk, new)}"
        ahead = line(desk, sub, new, rest, (at, end), text=text, proration=True, quantity=quantity)
        return [back, ahead]
    return [back, full_line(desk, sub | {"billing_cycle_anchor": at}, new, at, quantity)]


def same_interval(old: Obj, new: Obj) -> bool:
    keys = ("interval", "interval_count")
    return all(old["recurring"][key] == new["recurring"][key] for key in keys)


def draft(desk: Desk, customer: Obj, lines: list[Obj], reason: str, sub: Obj | None = None) -> Obj:
    """Return an invoice that nobody has been asked to pay."""
    total = sum(each["amount"] for each in lines)
    invoice = desk.new("invoice", customer=customer["id"], customer_email=customer["email"])
    invoice |= {"customer_name": customer["name"], "billing_reason": reason, "currency": "usd"}
    if lines:
        invoice["currency"] = lines[0]["currency"]
        invoice |= {
            "period_start": lines[0]["period"]["start"],
            "period_end": lines[0]["period"]["start"],
        }
    for key in ("subtotal", "subtotal_excluding_tax", "total", "total_excluding_tax"):
        invoice[key] = total
    due = max(0, total + customer["balance"]) if total > 0 else 0
    invoice |= {"amount_due": due, "amount_remaining": due, "starting_balance": customer["balance"]}
    invoice["lines"] |= {
        "data": [each | {"invoice": invoice["id"]} for each in lines],
        "total_count": len(lines),
    }
    invoice["lines"]["url"] = f"/v1/invoices/{invoice['id']}/lines"
    if sub is not None:
        details = {"metadata": sub["metadata"], "subscription": sub["id"]}
        invoice["parent"] = {
            "type": "subscription_details",
            "quote_details": None,
            "subscription_details": details,
        }
    return invoice


def finalize(desk: Desk, invoice: Obj, customer: Obj) -> Obj:
    """Number an invoice, take the customer's balance into account and open it; one that comes to nothing is paid."""
    desk.put(invoice)
    desk.emit("invoice.created", invoice)
    used = invoice["amount_due"] - max(invoice["total"], 0)
    customer["balance"] += invoice["total"] if invoice["total"] < 0 else -used
    invoice["ending_balance"] = customer["balance"]
    invoice["number"] = f"{customer['invoice_prefix']}-{customer['next_invoice_sequence']:04d}"
    customer["next_invoice_sequence"] += 1
    desk.put(customer)
    invoice |= {"status": "open", "effective_at": desk.now()}
    invoice["status_transitions"]["finalized_at"] = desk.now()
    invoice["hosted_invoice_url"] = f"{desk.own_url}/stripe/invoice/{invoice['id']}"
    invoice["invoice_pdf"] = f"{desk.own_url}/stripe/invoice/{invoice['id']}/pdf"
    if invoice["amount_due"]:
        _intend(desk, invoice)
    desk.put(invoice)
    desk.emit("invoice.finalized", invoice)
    if not invoice["amount_due"]:
        mark_paid(desk, invoice)
    return invoice


def _intend(desk: Desk, invoice: Obj) -> None:
    paying = payments.intent(
        desk,
        amount=invoice["amount_due"],
        currency=invoice["currency"],
        customer=invoice["customer"],
        description="Subscription update" if invoice["parent"] else None,
    )
    entry = desk.new("invoice_payment", invoice=invoice["id"], amount_requested=invoice["amount_due"])
    entry |= {"currency": invoice["currency"]}
    entry["payment"] = {"type": "payment_intent", "payment_intent": paying["id"]}
    desk.put(entry)


def payments_of(desk: Desk, invoice_id: str) -> list[Obj]:
    return [each for each in desk.all("invoice_payment") if each["invoice"] == invoice_id]


def intent_of(desk: Desk, invoice: Obj) -> Obj | None:
    entries = payments_of(desk, invoice["id"])
    return desk.find(entries[0]["payment"]["payment_intent"]) if entries else None


def attempt(desk: Desk, invoice: Obj, method: Obj | None, *, is_present: bool, proved: bool = False) -> Obj:
    """Try to have an open invoice paid; returns it paid or still open, with the next try's time."""
    invoice |= {"attempted": True, "attempt_count": invoice["attempt_count"] + 1}
    paying = intent_of(desk, invoice)
    if paying is not None and method is not None:
        paying = payments.confirm(desk, paying, method, is_present=is_present, proved=proved)
        if paying["status"] == "succeeded":
            invoice["next_payment_attempt"] = None
            return mark_paid(desk, invoice)
    needs_action = paying is not None and paying["status"] == "requires_action"
    if needs_action:
        desk.put(invoice)
        desk.emit("invoice.payment_action_required", invoice)
        return invoice
    if invoice["billing_reason"] == "subscription_cycle":
        days = RETRY_DAYS[invoice["attempt_count"] - 1 : invoice["attempt_count"]]
        invoice["next_payment_attempt"] = desk.now() + days[0] * 86400 if days else None
    desk.put(invoice)
    desk.emit("invoice.payment_failed", invoice)
    return invoice


def mark_paid(desk: Desk, invoice: Obj) -> Obj:
    invoice |= {"status": "paid", "amount_paid": invoice["amount_due"], "amount_remaining": 0}
    invoice |= {"attempted": True, "next_payment_attempt": None}
    invoice["status_transitions"]["paid_at"] = desk.now()
    for entry in payments_of(desk, invoice["id"]):
        entry |= {"status": "paid", "amount_paid": invoice["amount_due"]}
        entry["status_transitions"]["paid_at"] = desk.now()
        desk.put(entry)
        desk.emit("invoice_payment.paid", entry)
    desk.put(invoice)
    desk.emit("invoice.paid", invoice)
    desk.emit("invoice.payment_succeeded", invoice)
    return invoice


def void(desk: Desk, invoice: Obj) -> Obj:
    if invoice["status"] != "open":
        return invoice
    invoice |= {"status": "void", "next_payment_attempt": None}
    invoice["status_transitions"]["voided_at"] = desk.now()
    desk.put(invoice)
    desk.emit("invoice.voided", invoice)
    return invoice


def _name(desk: Desk, price: Obj) -> str:
    product: dict[str, Any] | None = desk.find(price["product"])
    amount = f"{price['unit_amount'] / 100:.2f} {price['currency'].upper()}"
    every = f" / {price['recurring']['interval']}" if price["recurring"] else ""
    return f"{product['name'] if product else price['product']} (at {amount}{every})"
