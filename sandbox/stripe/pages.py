"""What a payer sees: checkout, an invoice's page, the customer portal, a receipt, Connect's onboarding."""

from html import escape

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sandbox.stripe import checkout, clockwork, connect, invoicing, payments, subscriptions
from sandbox.stripe.cards import card_of
from sandbox.stripe.desk import Desk
from sandbox.stripe.door import desk_of
from sandbox.stripe.errors import StripeRefusal
from sandbox.stripe.html import card_form, challenge, invoice_rows, money, page
from sandbox.stripe.shelf import Obj

GONE = "There is no such page. Go back to the shop and begin again."


def _desk(request: Request, object_id: str) -> Desk | None:
    desk = desk_of(request)
    clockwork.catch_up(desk)
    account = desk.shelf.owner(object_id)
    return None if account is None else desk.by_itself(account)


def _found(request: Request, kind: str) -> tuple[Desk, Obj] | None:
    object_id = request.path_params["id"]
    desk = _desk(request, object_id)
    found = desk.find(object_id) if desk else None
    return (desk, found) if desk and found and found["object"] == kind else None


def _gone() -> Response:
    return page("Nothing here", f"<p class='lead'>{GONE}</p>", status=404)


async def pay(request: Request) -> Response:
    """GET, POST /stripe/pay/<session>: the checkout page."""
    found = _found(request, "checkout.session")
    if found is None:
        return _gone()
    desk, session = found
    title = "Save a card" if session["mode"] == "setup" else _total(session)
    if session["status"] != "open":
        return page("This page has expired", f"<p class='lead'>{GONE}</p>", status=410)
    wrong = ""
    if request.method == "POST":
        form = {key: str(value) for key, value in (await request.form()).items()}
        number, name, email = (form.get(key, "") for key in ("number", "name", "email"))
        try:
            if form.get("do") == "fail":
                raise StripeRefusal("We are unable to authenticate your payment method.", status=402)
            proved = form.get("do") == "proved"
            if checkout.pay(desk, session, digits=number, name=name, email=email, proved=proved):
                return page("Confirm with your bank", challenge(number, name, email))
            return RedirectResponse(checkout.returned(session), 303)
        except StripeRefusal as refusal:
            wrong = str(refusal)
    customer = desk.find(session["customer"])
    email = str((customer or {}).get("email") or session["customer_email"] or "")
    lines = "".join(
        f"<li>{escape(each['description'] or '')} <em>{money(each['amount_total'], each['currency'])}</em></li>"
        for each in checkout.line_items(desk, session)
    )
    button = {"setup": "Save card", "subscription": "Subscribe"}.get(session["mode"], "Pay")
    form_ = card_form(button, email=email, back=session["cancel_url"] or "")
    return page(title, f"<ul class='rows'>{lines}</ul>{form_}", wrong=wrong, status=402 if wrong else 200)


def _total(session: Obj) -> str:
    amount = money(session["amount_total"], session["currency"])
    if session["mode"] == "subscription" and not session["amount_total"]:
        return "Start your trial"
    return f"Subscribe for {amount}" if session["mode"] == "subscription" else f"Pay {amount}"


async def invoice(request: Request) -> Response:
    """GET, POST /stripe/invoice/<invoice>: what it says, and where it is paid."""
    found = _found(request, "invoice")
    if found is None:
        return _gone()
    desk, bill = found
    wrong, method = "", None
    if request.method == "POST" and bill["status"] == "open":
        form = {key: str(value) for key, value in (await request.form()).items()}
        number, name = form.get("number", ""), form.get("name", "")
        try:
            card = card_of(number)
            if card.asks and form.get("do") == "pay":
                return page("Confirm with your bank", challenge(number, name, ""))
            method = payments.add_method(desk, card, customer=bill["customer"], name=name, email="")
            _settle(desk, bill, method, proved=form.get("do") == "proved")
        except StripeRefusal as refusal:
            wrong = str(refusal)
        if bill["status"] == "open":
            paying = invoicing.intent_of(desk, bill) or {}
            wrong = wrong or str((paying.get("last_payment_error") or {}).get("message") or "Not paid.")
    lines = "".join(
        f"<li>{escape(line['description'] or '')} <em>{money(line['amount'], line['currency'])}</em></li>"
        for line in bill["lines"]["data"]
    )
    head = f"<p class='lead'>{escape(bill['status'].capitalize())}, {money(bill['amount_due'], bill['currency'])}</p>"
    form_ = card_form("Pay", asks_email=False) if bill["status"] == "open" else ""
    return page(f"Invoice {bill['number']}", f"{head}<ul class='rows'>{lines}</ul>{form_}", wrong=wrong)


def _settle(desk: Desk, bill: Obj, method: Obj, *, proved: bool) -> None:
    invoicing.attempt(desk, bill, method, is_present=True, proved=proved)
    if bill["status"] == "paid":
        payments.make_default(desk, bill["customer"], method["id"])
    sub = desk.find(subscriptions.of_subscription(bill))
    if sub is not None:
        if bill["status"] == "paid":
            desk.put(sub | {"default_payment_method": method["id"]})
        subscriptions.after_try(desk, sub, bill)


async def portal(request: Request) -> Response:
    """GET, POST /stripe/portal/<session>: the card, the subscription, the invoices."""
    found = _found(request, "billing_portal.session")
    if found is None:
        return _gone()
    desk, session = found
    wrong = ""
    if request.method == "POST":
        form = {key: str(value) for key, value in (await request.form()).items()}
        try:
            _act(desk, session, form)
        except StripeRefusal as refusal:
            wrong = str(refusal)
        if not wrong and (session["flow"] or {}).get("type") == "payment_method_update":
            return RedirectResponse(str(session["return_url"]), 303)
    subs = [s for s in desk.all("subscription") if s["customer"] == session["customer"]]
    shown = "".join(_subscription(desk, each) for each in subs if each["status"] not in subscriptions.OVER)
    invoices = [i for i in desk.all("invoice") if i["customer"] == session["customer"]]
    back = escape(str(session["return_url"] or "#"))
    body = (
        f"<p><a href='{back}'>Return to Parlor</a></p>{shown}<h2>Payment method</h2>{_card(desk, session)}"
        f"{card_form('Save card', asks_email=False)}<h2>Invoices</h2>{invoice_rows(invoices)}"
    )
    return page("Your billing", body, wrong=wrong, status=402 if wrong else 200)


def _act(desk: Desk, session: Obj, form: dict[str, str]) -> None:
    if form.get("do") == "pay":
        method = payments.save_card(
            desk, form.get("number", ""), customer=session["customer"], name=form.get("name", "")
        )
        payments.make_default(desk, session["customer"], method["id"])
        for sub in desk.all("subscription"):
            if sub["customer"] == session["customer"] and sub["status"] not in subscriptions.OVER:
                subscriptions.modify(desk, sub["id"], {"default_payment_method": method["id"]})
    elif form.get("do") in ("cancel", "resume"):
        # What the real portal does on a flexible subscription: a date, not the flag.
        at = "min_period_end" if form["do"] == "cancel" else ""
        subscriptions.modify(desk, form.get("subscription", ""), {"cancel_at": at})


def _subscription(desk: Desk, sub: Obj) -> str:
    price = sub["items"]["data"][0]["price"]
    product = desk.find(price["product"]) or {"name": ""}
    verb = "resume" if sub["cancel_at"] else "cancel"
    return (
        f"<form method='post'><p><strong>{escape(product['name'])}</strong>"
        f" {money(price['unit_amount'], price['currency'])} / {price['recurring']['interval']}"
        f" <em>{escape(sub['status'])}</em></p>"
        f"<input type='hidden' name='subscription' value='{escape(sub['id'])}'>"
        f"<button name='do' value='{verb}'>{verb.capitalize()} plan</button></form>"
    )


def _card(desk: Desk, session: Obj) -> str:
    customer = desk.get("customer", session["customer"])
    method = desk.find(customer["invoice_settings"]["default_payment_method"])
    if method is None:
        return "<p class='none'>No card yet.</p>"
    return f"<p>{escape(method['card']['brand'])} •••• {escape(method['card']['last4'])}</p>"


async def receipt(request: Request) -> Response:
    """GET /stripe/receipt/<charge>."""
    found = _found(request, "charge")
    if found is None:
        return _gone()
    charge = found[1]
    back = (
        f", {money(charge['amount_refunded'], charge['currency'])} given back"
        if charge["amount_refunded"]
        else ""
    )
    return page("Receipt", f"<p class='lead'>Paid {money(charge['amount'], charge['currency'])}{back}.</p>")


async def onboarding(request: Request) -> Response:
    """GET, POST /stripe/connect/<link>: the questions Stripe asks a business; the link works once."""
    found = _found(request, "_ticket")
    if found is None:
        return _gone()
    desk, ticket = found
    if ticket["expires_at"] < desk.now():
        return RedirectResponse(ticket["refresh_url"], 303)
    if request.method == "POST":
        form = await request.form()
        if form.get("do") == "finish":
            connect.finish(desk, ticket["account"])
        desk.shelf.drop(ticket["id"])
        return RedirectResponse(ticket["return_url"], 303)
    body = (
        "<p class='lead'>Stripe asks who you are and where to send your money. The sandbox takes your word.</p>"
        "<form method='post'><div class='foot'><button name='do' value='later'>Save for later</button>"
        "<button class='yes' name='do' value='finish'>Agree and submit</button></div></form>"
    )
    return page("Get paid through Parlor", body)


async def dashboard(request: Request) -> Response:
    """GET /stripe/connect/<account>/dashboard: the Express dashboard's stand-in."""
    desk = desk_of(request)
    account = desk.shelf.find(request.path_params["id"])
    if account is None:
        return _gone()
    rows = "".join(
        f"<li>{escape(each['description'] or each['id'])} <em>{money(each['amount'], each['currency'])}</em></li>"
        for each in desk.by_itself(account["id"]).all("charge")
    )
    return page("Payments to you", f"<ul class='rows'>{rows}</ul>" if rows else "<p>No payments yet.</p>")
