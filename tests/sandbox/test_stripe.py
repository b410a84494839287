"""The official Stripe client talks to the sandbox as to the real thing."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import stripe

from sandbox.settings import DEFAULT_STRIPE_WEBHOOK_SECRET
from sandbox.stripe.shelf import SHAPES
from tests.sandbox.running import Product, eventually, free_port, product_on, sandbox_on

GOOD, DECLINED, POOR, LATER, ASKS = (
    "4242424242424242",
    "4000000000000002",
    "4000000000009995",
    "4000000000000341",
    "4000002500003155",
)
MONTH = {"interval": "month"}


@dataclass
class Shop:
    """A sandbox of its own, the official client on it, and what its webhooks brought."""

    client: stripe.StripeClient
    http: httpx.Client
    product: Product

    @property
    def v1(self) -> Any:
        return self.client.v1

    def price(self, amount: int, **recurring: str) -> Any:
        data = {"currency": "usd", "unit_amount": amount, "product_data": {"name": f"Plan {amount}"}}
        return self.v1.prices.create({**data, "recurring": recurring or MONTH})

    def customer(self) -> Any:
        return self.v1.customers.create({"email": "ada@acme.test", "name": "Ada"})

    def session(self, **params: Any) -> Any:
        urls = {
            "success_url": "http://shop.test/ok?s={CHECKOUT_SESSION_ID}",
            "cancel_url": "http://shop.test/",
        }
        return self.v1.checkout.sessions.create({"mode": "subscription", **urls, **params})

    def type_in(self, url: str, number: str, do: str = "pay") -> httpx.Response:
        return self.http.post(url, data={"number": number, "do": do, "name": "Ada", "email": "ada@acme.test"})

    def subscribed(self, amount: int = 1499, number: str = GOOD, **data: Any) -> Any:
        line = {"price": self.price(amount).id, "quantity": 1}
        customer = self.customer()
        session = self.session(customer=customer.id, line_items=[line], subscription_data=data)
        answer = self.type_in(session.url, number)
        assert answer.status_code == 303, answer.text
        done = self.v1.checkout.sessions.retrieve(session.id)
        return self.v1.subscriptions.retrieve(done.subscription)

    def days(self, count: int) -> None:
        assert self.http.post("/control/stripe/clock/", json={"days": count}).status_code == 200

    def events(self) -> list[str]:
        """Return the kinds of events so far, once all of them have been delivered; repeats count once."""
        made = {
            row["id"] for row in self.http.get("/control/stripe/objects/", params={"kind": "event"}).json()
        }
        eventually(lambda: made <= self.told().keys())
        return list(self.told().values())

    def told(self) -> dict[str, str]:
        """Return the events that were delivered: id → kind."""
        events = [json.loads(each.raw) for each in list(self.product.received)]
        return {event["id"]: event["type"] for event in events}


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with (
        product_on(free_port()) as product,
        sandbox_on(tmp_path_factory.mktemp("stripe"), product.port) as settings,
        httpx.Client(base_url=settings.own_url) as http,
    ):
        client = stripe.StripeClient(
            "sk_test_parlor", base_addresses={"api": f"{settings.own_url}/stripe"}, max_network_retries=0
        )
        yield Shop(client, http, product)


@pytest.fixture
def shop(servers: Shop) -> Shop:
    """An empty Stripe, whose clock goes right."""
    eventually(lambda: servers.http.get("/healthz").json()["waiting"] == 0)
    servers.http.post("/control/reset/", json={"everything": True})
    servers.product.received.clear()
    return servers


def test_it_sells_a_subscription_on_the_checkout_page(shop: Shop) -> None:
    sub = shop.subscribed(1499, metadata={"tenant": "acme"})

    item = sub.items.data[0]
    assert (sub.status, item.price.unit_amount, sub.metadata["tenant"]) == ("active", 1499, "acme")
    assert item.current_period_end - item.current_period_start >= 28 * 86400
    invoice = shop.v1.invoices.retrieve(sub.latest_invoice, {"expand": ["payments"]})
    assert (invoice.status, invoice.amount_paid) == ("paid", 1499)
    assert invoice.parent.subscription_details.subscription == sub.id
    assert invoice.payments.data[0].payment.payment_intent.startswith("pi_")
    kinds = shop.events()
    assert {"checkout.session.completed", "customer.subscription.created", "invoice.paid"} <= set(kinds)


def test_it_signs_what_the_library_verifies(shop: Shop) -> None:
    shop.customer()
    shop.events()

    came = shop.product.received[0]
    event = stripe.Webhook.construct_event(
        came.raw, came.headers["stripe-signature"], DEFAULT_STRIPE_WEBHOOK_SECRET
    )

    assert (event.type, event.api_version) == ("customer.created", "2026-10-28.endive")
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(came.raw, came.headers["stripe-signature"], "whsec_other")


@pytest.mark.parametrize(("number", "words"), [(DECLINED, "was declined"), (POOR, "insufficient funds")])
def test_it_declines_a_card_and_leaves_the_page_open(shop: Shop, number: str, words: str) -> None:
    line = {"price": shop.price(1499).id, "quantity": 1}
    session = shop.session(line_items=[line], customer=shop.customer().id)

    answer = shop.type_in(session.url, number)

    assert answer.status_code == 402
    assert words in answer.text
    assert shop.v1.checkout.sessions.retrieve(session.id).status == "open"
    assert shop.v1.subscriptions.list({"status": "all"}).data == []


def test_it_asks_the_bank(shop: Shop) -> None:
    line = {"price": shop.price(1499).id, "quantity": 1}
    session = shop.session(line_items=[line], customer=shop.customer().id)

    asked = shop.type_in(session.url, ASKS)
    failed = shop.type_in(session.url, ASKS, "fail")
    proved = shop.type_in(session.url, ASKS, "proved")

    assert "3-D Secure" in asked.text
    assert failed.status_code == 402
    assert (proved.status_code, proved.headers["location"]) == (303, f"http://shop.test/ok?s={session.id}")
    shop.days(32)
    assert [i.status for i in shop.v1.invoices.list().data] == ["paid", "paid"]


def test_it_takes_a_payment_and_gives_it_back(shop: Shop) -> None:
    data = {"currency": "usd", "unit_amount": 5000, "product_data": {"name": "Setup"}}
    session = shop.session(mode="payment", line_items=[{"price_data": data, "quantity": 1}])
    shop.type_in(session.url, GOOD)
    intent = shop.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})

    refund = shop.v1.refunds.create({"payment_intent": intent.payment_intent.id, "amount": 2000})

    assert intent.payment_intent.latest_charge.receipt_url.endswith(intent.payment_intent.latest_charge.id)
    assert (refund.status, refund.amount) == ("succeeded", 2000)
    assert shop.v1.charges.retrieve(refund.charge).amount_refunded == 2000
    with pytest.raises(stripe.InvalidRequestError):
        shop.v1.refunds.create({"payment_intent": intent.payment_intent.id, "amount": 3001})


def test_it_previews_and_charges_the_difference(shop: Shop) -> None:
    sub = shop.subscribed(1000)
    shop.days(15)
    item = {"id": sub.items.data[0].id, "price": shop.price(3000).id}
    at = sub.items.data[0].current_period_start + 15 * 86400
    details = {"items": [item], "proration_behavior": "always_invoice", "proration_date": at}

    preview = shop.v1.invoices.create_preview({"subscription": sub.id, "subscription_details": details})
    changed = shop.v1.subscriptions.update(
        sub.id,
        {"items": [item], "proration_behavior": "always_invoice", "proration_date": at,
         "payment_behavior": "pending_if_incomplete"},
    )  # fmt: skip

    assert 900 < preview.amount_due < 1100
    assert shop.v1.invoices.retrieve(changed.latest_invoice).amount_paid == preview.amount_due
    assert changed.items.data[0].price.unit_amount == 3000
    assert preview.lines.data[0].parent.subscription_item_details.proration is True


def test_it_keeps_the_old_plan_when_the_card_is_declined(shop: Shop) -> None:
    sub = shop.subscribed(1000, LATER, trial_period_days=5)
    shop.v1.payment_methods.attach("pm_card_visa", {"customer": sub.customer})
    good = shop.v1.customers.payment_methods.list(sub.customer).data[0].id
    shop.v1.subscriptions.update(sub.id, {"trial_end": "now", "default_payment_method": good})
    bad = shop.v1.payment_methods.attach("pm_card_chargeCustomerFail", {"customer": sub.customer})
    shop.v1.subscriptions.update(sub.id, {"default_payment_method": bad.id})
    item = {"id": sub.items.data[0].id, "price": shop.price(3000).id}
    change = {"items": [item], "proration_behavior": "always_invoice"}

    with pytest.raises(stripe.CardError) as refused:
        shop.v1.subscriptions.update(sub.id, {**change, "payment_behavior": "error_if_incomplete"})
    waiting = shop.v1.subscriptions.update(sub.id, {**change, "payment_behavior": "pending_if_incomplete"})

    assert (refused.value.code, str(refused.value.error and refused.value.error.decline_code)) == (
        "card_declined",
        "generic_decline",
    )
    assert waiting.items.data[0].price.unit_amount == 1000
    assert waiting.pending_update.subscription_items[0].price.unit_amount == 3000
    invoice = shop.v1.invoices.retrieve(waiting.latest_invoice)
    shop.type_in(invoice.hosted_invoice_url, GOOD)
    assert shop.v1.subscriptions.retrieve(sub.id).items.data[0].price.unit_amount == 3000


def test_it_ends_a_trial_and_tells_before(shop: Shop) -> None:
    sub = shop.subscribed(1499, trial_period_days=14)
    assert (sub.status, sub.items.data[0].current_period_end) == ("trialing", sub.trial_end)

    shop.days(12)
    told = shop.events()
    shop.days(3)

    assert told.count("customer.subscription.trial_will_end") == 1
    assert shop.v1.subscriptions.retrieve(sub.id).status == "active"
    assert [i.amount_paid for i in shop.v1.invoices.list({"subscription": sub.id}).data] == [1499, 0]


def test_it_tries_again_and_gives_up(shop: Shop) -> None:
    sub = shop.subscribed(1499, LATER, trial_period_days=1)

    shop.days(2)
    late = shop.v1.subscriptions.retrieve(sub.id, {"expand": ["latest_invoice"]})
    shop.days(20)

    assert (late.status, late.latest_invoice.status, late.latest_invoice.attempt_count) == (
        "past_due",
        "open",
        1,
    )
    assert late.latest_invoice.next_payment_attempt > late.latest_invoice.created
    gone = shop.v1.subscriptions.retrieve(sub.id)
    assert (gone.status, gone.cancellation_details.reason) == ("canceled", "payment_failed")
    assert shop.events().count("invoice.payment_failed") == 4


def test_it_ends_at_the_period_s_end_unless_resumed(shop: Shop) -> None:
    sub = shop.subscribed()
    ending = shop.v1.subscriptions.update(sub.id, {"cancel_at_period_end": True})
    assert ending.cancel_at == sub.items.data[0].current_period_end
    shop.v1.subscriptions.update(sub.id, {"cancel_at_period_end": False})
    shop.days(32)
    assert shop.v1.subscriptions.retrieve(sub.id).status == "active"

    shop.v1.subscriptions.update(sub.id, {"cancel_at_period_end": True})
    shop.days(32)

    assert shop.v1.subscriptions.retrieve(sub.id).status == "canceled"
    assert shop.events()[-1] == "customer.subscription.deleted"


def test_it_answers_a_repeated_key_once(shop: Shop) -> None:
    first = shop.v1.customers.create({"name": "Ada"}, {"idempotency_key": "k1"})
    again = shop.v1.customers.create({"name": "Ada"}, {"idempotency_key": "k1"})

    assert again.id == first.id
    assert again.last_response.headers["idempotent-replayed"] == "true"
    with pytest.raises(stripe.IdempotencyError):
        shop.v1.customers.create({"name": "Bob"}, {"idempotency_key": "k1"})
    assert len(shop.v1.customers.list().data) == 1


def test_it_pages_through_lists(shop: Shop) -> None:
    made = [shop.v1.customers.create({"name": str(n)}).id for n in range(5)]

    page = shop.v1.customers.list({"limit": 2})

    assert ([c.id for c in page.data], page.has_more) == (made[:2:-1], True)
    assert [c.id for c in page.auto_paging_iter()] == made[::-1]


def old_style_session(v1: Any) -> None:
    v1.checkout.sessions.create({"mode": "payment", "payment_method_types": ["card"]})


def price_of_nothing(v1: Any) -> None:
    v1.prices.create({"unit_amount": 5, "product": "x"})


@pytest.mark.parametrize(
    ("call", "error", "status", "code"),
    [
        (lambda v1: v1.customers.retrieve("cus_none"), stripe.InvalidRequestError, 404, "resource_missing"),
        (lambda v1: v1.customers.create({"nam": "x"}), stripe.InvalidRequestError, 400, "parameter_unknown"),
        (price_of_nothing, stripe.InvalidRequestError, 404, "resource_missing"),
        (
            lambda v1: v1.customers.list(options={"api_key": "sk_live_x"}),
            stripe.AuthenticationError,
            401,
            None,
        ),
        (old_style_session, stripe.InvalidRequestError, 400, "parameter_unknown"),
    ],
)
def test_it_refuses_in_stripe_s_words(shop: Shop, call: Any, error: Any, status: int, code: str) -> None:
    with pytest.raises(error) as refused:
        call(shop.v1)

    assert (refused.value.http_status, refused.value.code) == (status, code)


def test_it_onboards_a_business_and_takes_its_fee(shop: Shop) -> None:
    account = shop.v1.accounts.create(
        {
            "controller": {"stripe_dashboard": {"type": "express"}},
            "capabilities": {"card_payments": {"requested": True}},
        }
    )
    urls = {"refresh_url": "http://shop.test/again", "return_url": "http://shop.test/back"}
    link = shop.v1.account_links.create({"account": account.id, "type": "account_onboarding", **urls})
    back = shop.http.post(link.url, data={"do": "finish"})
    assert (back.status_code, back.headers["location"]) == (303, "http://shop.test/back")
    assert shop.http.post(link.url, data={"do": "finish"}).status_code == 404
    as_salon: Any = {"stripe_account": account.id}
    data = {"currency": "usd", "unit_amount": 4000, "product_data": {"name": "Manicure"}}
    session = shop.v1.checkout.sessions.create(
        {"mode": "payment", "line_items": [{"price_data": data, "quantity": 1}],
         "success_url": "http://shop.test/ok", "payment_intent_data": {"application_fee_amount": 200}},
        as_salon,
    )  # fmt: skip

    shop.type_in(session.url, GOOD)

    charge = shop.v1.charges.list({}, as_salon).data[0]
    assert (charge.amount, charge.application_fee_amount) == (4000, 200)
    assert shop.v1.charges.list().data == []
    assert shop.v1.accounts.retrieve(account.id).charges_enabled is True

    def told() -> list[Any]:
        bodies = [json.loads(each.raw) for each in shop.product.received]
        return [body["account"] for body in bodies if body["type"] == "payment_intent.succeeded"]

    eventually(told)
    assert told() == [account.id]


def test_it_resumes_and_changes_the_card_in_the_portal(shop: Shop) -> None:
    sub = shop.subscribed()
    portal = shop.v1.billing_portal.sessions.create(
        {"customer": sub.customer, "return_url": "http://shop.test/"}
    )

    shop.http.post(portal.url, data={"do": "cancel", "subscription": sub.id})
    ending = shop.v1.subscriptions.retrieve(sub.id)
    shop.type_in(portal.url, "5555555555554444")

    assert (ending.cancel_at_period_end, ending.cancel_at is None) == (False, False)
    card = shop.v1.payment_methods.retrieve(shop.v1.subscriptions.retrieve(sub.id).default_payment_method)
    assert card.card.brand == "mastercard"
    assert shop.type_in(portal.url, DECLINED).status_code == 402


def test_it_shows_every_field_of_each_shape(shop: Shop) -> None:
    sub = shop.subscribed()
    invoice = shop.v1.invoices.retrieve(sub.latest_invoice, {"expand": ["payments"]})
    intent = shop.v1.payment_intents.list().data[0]
    shown = [
        sub, invoice, intent, sub.items.data[0], sub.items.data[0].price, invoice.lines.data[0],
        shop.v1.charges.list().data[0], shop.v1.customers.list().data[0], shop.v1.events.list().data[0],
        shop.v1.checkout.sessions.list().data[0], shop.v1.payment_methods.list().data[0],
        invoice.payments.data[0], shop.v1.products.list().data[0],
    ]  # fmt: skip

    for each in shown:
        shape = SHAPES[str(each.object)]
        assert set(shape) <= set(each.to_dict()), each.object
        assert not [key for key in each.to_dict() if key.startswith("_")]
    assert abs(sub.created - time.time()) < 60
