"""The resources of v1: which paths there are, which parameters each takes, and what it does."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.stripe import catalogue, checkout, clockwork, connect, invoicing, payments, subscriptions
from sandbox.stripe.cards import TOKENS, card_of, refusal
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import StripeRefusal, declined
from sandbox.stripe.shelf import Obj
from sandbox.stripe.wire import Params, merged, required

Handle = Callable[[Desk, tuple[str, ...], Params], Obj | list[Obj]]
PAGING = ("limit", "starting_after", "ending_before", "created")


@dataclass(frozen=True, slots=True)
class Way:
    """One method and path; `takes` are the parameters that it knows beside `expand`."""

    method: str
    pattern: re.Pattern[str]
    takes: frozenset[str]
    act: Handle


def way(line: str, act: Handle, takes: str = "") -> Way:
    method, path = line.split()
    pattern = re.compile(re.sub(r"\{\w+\}", "([^/]+)", path))
    return Way(method, pattern, frozenset([*takes.split(), "expand"]), act)


def _reads(line: str, kind: str) -> Way:
    return way(f"GET {line}/{{id}}", lambda desk, ids, params: desk.get(kind, ids[0]))


def _lists(line: str, kind: str, *filters: str) -> Way:
    def act(desk: Desk, ids: tuple[str, ...], params: Params) -> list[Obj]:
        wanted = {name: params[name] for name in filters if name in params and name != "status"}
        found = [o for o in desk.all(kind) if all(str(o.get(k)) == v for k, v in wanted.items())]
        if "status" in filters and params.get("status") not in (None, "all"):
            return [o for o in found if o["status"] == params["status"]]
        if kind == "subscription" and "status" not in params:
            return [o for o in found if o["status"] not in subscriptions.OVER]
        return found

    return way(f"GET {line}", act, " ".join([*PAGING, *filters]))


def _customer(desk: Desk, ids: tuple[str, ...], params: Params) -> Obj:
    customer = desk.get("customer", ids[0])
    before = {**customer, "invoice_settings": dict(customer["invoice_settings"])}
    for key in ("name", "email", "phone", "description"):
        if key in params:
            customer[key] = params[key] or None
    if wanted := (params.get("invoice_settings") or {}).get("default_payment_method"):
        customer["invoice_settings"]["default_payment_method"] = desk.get("payment_method", wanted)["id"]
    customer["metadata"] = merged(customer["metadata"], params)
    desk.put(customer)
    desk.emit("customer.updated", customer, before)
    return customer


def _delete_customer(desk: Desk, ids: tuple[str, ...], params: Params) -> Obj:
    customer = desk.get("customer", ids[0])
    for sub in desk.all("subscription"):
        if sub["customer"] == customer["id"] and sub["status"] not in subscriptions.OVER:
            subscriptions.end(desk, sub)
    desk.shelf.drop(customer["id"], desk.account)
    desk.emit("customer.deleted", customer)
    return {"id": customer["id"], "object": "customer", "deleted": True}


def _prices(desk: Desk, ids: tuple[str, ...], params: Params) -> list[Obj]:
    keys = params.get("lookup_keys")
    found = [p for p in desk.all("price") if keys is None or p["lookup_key"] in keys]
    return [p for p in found if params.get("product") in (None, p["product"])]


def _invoices(desk: Desk, ids: tuple[str, ...], params: Params) -> list[Obj]:
    found = [i for i in desk.all("invoice") if params.get("customer") in (None, i["customer"])]
    found = [i for i in found if params.get("status") in (None, i["status"])]
    wanted = params.get("subscription")
    return [i for i in found if wanted in (None, subscriptions.of_subscription(i))]


def _pay_invoice(desk: Desk, ids: tuple[str, ...], params: Params) -> Obj:
    invoice = desk.get("invoice", ids[0])
    if invoice["status"] != "open":
        raise StripeRefusal("Invoice is already paid.", code="invoice_already_paid")
    sub = desk.find(subscriptions.of_subscription(invoice))
    method = desk.find(params.get("payment_method")) or (subscriptions.method_of(desk, sub) if sub else None)
    if method is None:
        raise StripeRefusal("There is no default payment method set on this Customer or Invoice.")
    invoicing.attempt(desk, invoice, method, is_present=False)
    if sub is not None:
        subscriptions.after_try(desk, sub, invoice)
    if invoice["status"] != "paid":
        raise declined(refusal(card_of(method["_number"]).declines or "authentication_required"))
    return invoice


def _invoice_payments(desk: Desk, ids: tuple[str, ...], params: Params) -> list[Obj]:
    found = desk.all("invoice_payment")
    if params.get("invoice"):
        found = [each for each in found if each["invoice"] == params["invoice"]]
    wanted = (params.get("payment") or {}).get("payment_intent")
    return [each for each in found if wanted in (None, each["payment"]["payment_intent"])]


def _attach(desk: Desk, ids: tuple[str, ...], params: Params) -> Obj:
    customer = desk.get("customer", required(params, "customer"))
    if ids[0] in TOKENS:
        return payments.save_card(desk, TOKENS[ids[0]], customer=customer["id"])
    method = desk.get("payment_method", ids[0])
    desk.put(method | {"customer": customer["id"]})
    desk.emit("payment_method.attached", method)
    return method


def _detach(desk: Desk, ids: tuple[str, ...], params: Params) -> Obj:
    method = desk.get("payment_method", ids[0])
    before = dict(method)
    desk.put(method | {"customer": None})
    desk.emit("payment_method.detached", method | {"customer": None}, before)
    return method | {"customer": None}


def _expire(desk: Desk, ids: tuple[str, ...], params: Params) -> Obj:
    session = desk.get("checkout.session", ids[0])
    if session["status"] != "open":
        raise StripeRefusal('Only Checkout Sessions with a status in ["open"] can be expired.')
    return clockwork.expire_session(desk, session)


def _portal(desk: Desk, ids: tuple[str, ...], params: Params) -> Obj:
    customer = desk.get("customer", required(params, "customer"))
    session = desk.new("billing_portal.session", customer=customer["id"])
    session |= {"return_url": params.get("return_url"), "locale": params.get("locale")}
    session["url"] = f"{desk.own_url}/stripe/portal/{session['id']}"
    if flow := params.get("flow_data"):
        blank = {
            "after_completion": {"type": "portal_homepage", "redirect": None, "hosted_confirmation": None}
        }
        session["flow"] = {**blank, "type": required(flow, "type")}
    return desk.put(session)


def _account(desk: Desk, ids: tuple[str, ...], params: Params) -> Obj:
    return desk.shelf.get("account", ids[0])


def _login(desk: Desk, ids: tuple[str, ...], params: Params) -> Obj:
    account = _account(desk, ids, params)
    if not account["details_submitted"]:
        message = "Cannot create a login link for an account that has not completed onboarding."
        raise StripeRefusal(message)
    return desk.new("login_link", url=f"{desk.own_url}/stripe/connect/{account['id']}/dashboard")


def _sub(desk: Desk, sub_id: str) -> Obj:
    return desk.get("subscription", sub_id)


SUBSCRIBES = (
    "metadata trial_period_days trial_end default_payment_method payment_behavior off_session description"
)
WAYS = (
    way(
        "POST customers",
        lambda d, i, p: checkout.new_customer(d, p),
        "name email phone description metadata preferred_locales",
    ),
    _lists("customers", "customer", "email"),
    _reads("customers", "customer"),
    way("POST customers/{id}", _customer, "name email phone description metadata invoice_settings"),
    way("DELETE customers/{id}", _delete_customer),
    _lists("customers/{id}/payment_methods", "payment_method", "type"),
    way(
        "POST products",
        lambda d, i, p: catalogue.create_product(d, p),
        "id name description metadata tax_code",
    ),
    _lists("products", "product"),
    _reads("products", "product"),
    way(
        "POST prices",
        lambda d, i, p: catalogue.create_price(d, p),
        "product product_data currency unit_amount unit_amount_decimal recurring lookup_key"
        " transfer_lookup_key metadata nickname tax_behavior",
    ),
    way("GET prices", _prices, " ".join([*PAGING, "lookup_keys", "product", "active"])),
    _reads("prices", "price"),
    way(
        "POST checkout/sessions",
        lambda d, i, p: checkout.create(d, p),
        "mode customer customer_email client_reference_id line_items success_url cancel_url metadata locale"
        " subscription_data payment_intent_data payment_method_collection expires_at automatic_tax"
        " tax_id_collection customer_update billing_address_collection allow_promotion_codes invoice_creation"
        " allowed_payment_method_types submit_type ui_mode",
    ),
    _lists("checkout/sessions", "checkout.session", "customer", "status", "subscription", "payment_intent"),
    way(
        "GET checkout/sessions/{id}/line_items",
        lambda d, i, p: checkout.line_items(d, d.get("checkout.session", i[0])),
        " ".join(PAGING),
    ),
    way("POST checkout/sessions/{id}/expire", _expire),
    _reads("checkout/sessions", "checkout.session"),
    way("POST billing_portal/sessions", _portal, "customer return_url locale flow_data configuration"),
    way(
        "POST subscriptions",
        lambda d, i, p: subscriptions.create(d, p),
        f"customer items {SUBSCRIBES}",
    ),
    _lists("subscriptions", "subscription", "customer", "status"),
    _reads("subscriptions", "subscription"),
    way(
        "POST subscriptions/{id}",
        lambda d, i, p: subscriptions.modify(d, i[0], p),
        "items cancel_at_period_end cancel_at proration_behavior proration_date metadata trial_end"
        " default_payment_method payment_behavior off_session description",
    ),
    way(
        "DELETE subscriptions/{id}",
        lambda d, i, p: subscriptions.end(d, _sub(d, i[0])),
        "invoice_now prorate cancellation_details",
    ),
    way(
        "POST invoices/create_preview",
        lambda d, i, p: subscriptions.preview(d, p),
        "customer subscription subscription_details",
    ),
    way("GET invoices", _invoices, " ".join([*PAGING, "customer", "subscription", "status"])),
    _reads("invoices", "invoice"),
    way("POST invoices/{id}/pay", _pay_invoice, "payment_method off_session"),
    way(
        "POST invoices/{id}/void",
        lambda d, i, p: invoicing.void(d, d.get("invoice", i[0])),
    ),
    way("GET invoice_payments", _invoice_payments, " ".join([*PAGING, "invoice", "payment", "status"])),
    _lists("payment_methods", "payment_method", "customer", "type"),
    _reads("payment_methods", "payment_method"),
    way("POST payment_methods/{id}/attach", _attach, "customer"),
    way("POST payment_methods/{id}/detach", _detach),
    _lists("payment_intents", "payment_intent", "customer"),
    _reads("payment_intents", "payment_intent"),
    _lists("charges", "charge", "customer", "payment_intent"),
    _reads("charges", "charge"),
    way(
        "POST refunds",
        lambda d, i, p: payments.refund(d, p),
        "payment_intent charge amount reason metadata refund_application_fee reverse_transfer",
    ),
    _lists("refunds", "refund", "payment_intent", "charge"),
    _reads("refunds", "refund"),
    _lists("events", "event", "type"),
    _reads("events", "event"),
    _lists("application_fees", "application_fee", "charge"),
    way(
        "POST accounts",
        lambda d, i, p: connect.create(d, p),
        "type controller country email capabilities business_type business_profile metadata",
    ),
    way("GET accounts/{id}", _account),
    way("POST accounts/{id}/login_links", _login),
    way(
        "POST account_links",
        lambda d, i, p: connect.link(d, p),
        "account type refresh_url return_url collection_options",
    ),
)


def find(method: str, path: str) -> tuple[Way, tuple[str, ...]]:
    """Return what answers a path and the ids in it; raises StripeRefusal."""
    path = path.strip("/")
    for each in WAYS:
        if each.method == method and (found := each.pattern.fullmatch(path)):
            return each, found.groups()
    raise StripeRefusal(f"Unrecognized request URL ({method}: /v1/{path}).", status=404)


def included(desk: Desk, obj: Obj, name: str) -> object:
    """Return what an object shows only when it is expanded, or None when there is no such thing."""
    if obj["object"] == "invoice" and name == "payments":
        return listed(invoicing.payments_of(desk, obj["id"]), f"/v1/invoices/{obj['id']}/payments")
    if obj["object"] == "invoice" and name == "confirmation_secret":
        paying = invoicing.intent_of(desk, obj)
        return {"client_secret": paying["client_secret"], "type": "payment_intent"} if paying else None
    if obj["object"] == "checkout.session" and name == "line_items":
        return listed(checkout.line_items(desk, obj), f"/v1/checkout/sessions/{obj['id']}/line_items")
    return None


def listed(found: list[Obj], url: str, *, has_more: bool = False) -> Obj:
    return {"object": "list", "data": found, "has_more": has_more, "url": url}
