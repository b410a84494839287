"""An owner buys a plan, changes it, ends it: over HTTP, with the sandbox as Stripe."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from pytest_django import Settings

from shared_apps.billing.models import Checkout, Payment
from shared_apps.core.clock import now
from shared_apps.plans import actions as plans
from shared_apps.plans.models import Plan
from tenant_apps.team.models import Member
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant
from tests.shared_apps.billing.conftest import ASKS, DECLINED, GOOD, LATER, Till

pytestmark = pytest.mark.django_db


def custom_plan(name: str, tenant: Tenant | None) -> Plan:
    return plans.create_custom_plan(
        name=name,
        price_month=Decimal(20),
        price_year=Decimal(200),
        limits={},
        features=[],
        tenant_id=tenant.id if tenant else None,
    )


def test_it_buys_a_plan_by_checkout(till: Till) -> None:
    made = till.post("subscriptions/checkout", {"plan": "starter"}, 201)
    assert made["url"].startswith("http")
    assert till.state == ("free", "active")

    till.type_in(made["url"], GOOD)
    kinds = till.carry()

    assert "checkout.session.completed" in kinds
    bought = till.plan()
    assert (bought.plan.code, bought.state, bought.source, bought.period) == (
        "starter",
        "active",
        "stripe",
        "month",
    )
    assert bought.period_ends_at is not None
    assert timedelta(days=27) < bought.period_ends_at - now() < timedelta(days=32)
    shown = till.get("subscriptions/billing/")
    assert (shown["is_subscribed"], shown["card"], shown["pay_url"]) == (True, "visa 4242 12/2034", "")
    [payment] = till.get("finance/payments/")["results"]
    assert (payment["amount"], payment["state"], payment["kind"]) == (1499, "paid", "subscription")
    assert payment["card"] == "visa 4242"
    assert payment["receipt_url"]
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["ada@acme.test"], "Your receipt for 14.99 USD")


def test_it_needs_no_webhook_when_the_browser_comes_back(till: Till) -> None:
    till.buy("starter", period="year")

    till.post("subscriptions/refresh")

    assert till.state == ("starter", "active")
    assert till.plan().period == "year"


def test_it_makes_one_checkout_of_two_clicks(till: Till) -> None:
    first = till.post("subscriptions/checkout", {"plan": "starter"}, 201)
    second = till.post("finance/create-subscriptions", {"plan": "starter"}, 201)

    assert (second["id"], second["url"]) == (first["id"], first["url"])
    assert len(till.objects("checkout.session")) == 1
    assert len(till.objects("customer")) == 1


def test_it_finds_the_page_of_a_request_that_was_cut_off(till: Till) -> None:
    first = till.post("subscriptions/checkout", {"plan": "starter"}, 201)
    Checkout.objects.update(url="", session_id="")

    second = till.post("subscriptions/checkout", {"plan": "starter"}, 201)

    assert second["url"] == first["url"]
    assert len(till.objects("checkout.session")) == 1


def test_it_closes_the_page_for_another_plan(till: Till) -> None:
    till.post("subscriptions/checkout", {"plan": "starter"}, 201)

    till.post("subscriptions/checkout", {"plan": "professional"}, 201)

    assert [each["status"] for each in till.objects("checkout.session")] == ["open", "expired"]


def test_it_sells_nothing_twice(till: Till) -> None:
    till.buy("starter")

    refused = till.post("subscriptions/checkout", {"plan": "starter"}, 409)

    assert refused["code"] == "already_subscribed"
    assert till.state == ("starter", "active")


def test_it_leaves_everything_when_the_card_is_declined(till: Till) -> None:
    made = till.post("subscriptions/checkout", {"plan": "starter"}, 201)

    answer = till.type_in(made["url"], DECLINED)
    till.carry()

    assert answer.status_code == 402
    assert till.state == ("free", "active")
    assert Payment.objects.count() == 0


def test_it_sells_the_free_plan_to_nobody(till: Till) -> None:
    assert till.post("subscriptions/checkout", {"plan": "free"}, 409)["code"] == "nothing_to_pay"
    assert till.post("subscriptions/checkout", {"plan": "nonsense"}, 404)["code"] == "not_found"
    assert till.post("subscriptions/preview", {"plan": "starter"}, 409)["code"] == "not_subscribed"


def test_it_sells_nobody_the_plan_of_another_business(till: Till, globex: Tenant) -> None:
    theirs = custom_plan("Globex only", globex).code
    for_operators = custom_plan("For chosen ones", None).code
    till.buy("starter")
    till.carry()

    for plan in (theirs, for_operators):
        assert till.post("subscriptions/preview", {"plan": plan}, 404)["code"] == "not_found"
        change = {"plan": plan, "at": now().isoformat()}
        assert till.post("subscriptions/change", change, 404)["code"] == "not_found"
        assert till.post("subscriptions/checkout", {"plan": plan}, 404)["code"] == "not_found"
    assert till.state == ("starter", "active")


def test_what_was_bought_holds_when_the_plan_is_offered_no_longer(till: Till) -> None:
    ours = custom_plan("Acme only", till.tenant).code
    till.buy(ours)
    till.carry()

    plans.archive_plan(plan=ours)
    till.days(32)
    till.carry()

    assert till.state == (ours, "active")
    assert [payment["state"] for payment in till.get("finance/payments/")["results"]] == ["paid", "paid"]
    assert till.get("subscriptions/current/")["plan"]["name"] == "Acme only"


def test_it_begins_with_a_trial_once(till: Till) -> None:
    assert till.get("subscriptions/billing/")["is_trial_open"] is True
    till.buy("professional", is_trial=True)
    till.carry()

    bought = till.plan()
    assert bought.state == "trial"
    assert bought.trial_ends_at is not None
    assert timedelta(days=13) < bought.trial_ends_at - now() < timedelta(days=14, minutes=1)
    till.days(12)
    till.carry()
    assert [letter.subject for letter in mail.outbox] == [
        f"Your trial ends on {bought.trial_ends_at.day} {bought.trial_ends_at:%B %Y}"
    ]
    till.days(3)
    till.carry()
    assert till.state == ("professional", "active")
    assert till.get("finance/payments/")["results"][0]["amount"] == 5900
    assert till.get("subscriptions/billing/")["is_trial_open"] is False


def test_it_previews_and_charges_the_difference(till: Till) -> None:
    till.buy("starter")
    till.carry()

    preview = till.post("subscriptions/preview", {"plan": "professional"})
    till.post("subscriptions/change", {"plan": "professional", "at": preview["at"]})

    assert 4300 < preview["due"] <= 5900 - 1499
    assert (preview["next_amount"], preview["credit"], preview["currency"]) == (5900, 0, "usd")
    assert [line["amount"] < 0 for line in preview["lines"]] == [True, False]
    assert till.state == ("professional", "active")
    till.carry()
    assert till.get("finance/payments/")["results"][0]["amount"] == preview["due"]
    assert till.post("subscriptions/preview", {"plan": "professional"}, 409)["code"] == "same_plan"


def test_it_keeps_what_a_smaller_plan_leaves_over(till: Till) -> None:
    till.buy("professional")
    till.carry()

    preview = till.post("subscriptions/preview", {"plan": "starter"})
    till.post("subscriptions/change", {"plan": "starter", "at": preview["at"]})

    assert preview["due"] == 0
    assert 4300 < preview["credit"] <= 5900 - 1499
    assert till.state == ("starter", "active")
    assert till.objects("customer")[0]["balance"] == -preview["credit"]


def test_it_keeps_the_old_plan_when_the_card_is_declined_mid_upgrade(till: Till) -> None:
    till.buy("starter", LATER, is_trial=True)
    till.carry()
    till.days(15)
    till.carry()
    owed = till.get("subscriptions/billing/")["pay_url"]
    till.type_in(owed, GOOD)
    portal = till.post("subscriptions/portal", {"for_card": True})["url"]
    till.type_in(portal, LATER)
    till.carry()
    assert till.state == ("starter", "active")
    at = till.post("subscriptions/preview", {"plan": "professional"})["at"]

    refused = till.post("subscriptions/change", {"plan": "professional", "at": at}, 402)

    assert refused["code"] == "payment_needed"
    assert till.state == ("starter", "active")
    assert till.get("subscriptions/billing/")["waiting_plan"] == "professional"
    till.type_in(refused["data"]["pay_url"], GOOD)
    till.carry()
    assert till.state == ("professional", "active")
    assert till.get("subscriptions/billing/")["waiting_plan"] == ""


def test_it_waits_for_the_bank_mid_upgrade(till: Till) -> None:
    till.buy("starter", "4000002760003184")
    till.carry()
    at = till.post("subscriptions/preview", {"plan": "professional"})["at"]

    refused = till.post("subscriptions/change", {"plan": "professional", "at": at}, 402)
    till.carry()
    before = till.state
    till.type_in(refused["data"]["pay_url"], ASKS)
    till.carry()

    assert before == ("starter", "active")
    assert till.state == ("professional", "active")


def test_it_ends_with_the_period_and_takes_that_back(till: Till) -> None:
    till.buy("starter")
    till.carry()

    till.post("finance/cancel-subscription")
    ending = till.plan()
    till.post("subscriptions/resume")

    assert (ending.state, ending.cancel_at) == ("active", ending.period_ends_at)
    assert till.plan().cancel_at is None
    till.post("subscriptions/cancel")
    till.days(32)
    till.carry()
    assert till.state == ("free", "active")
    assert till.post("subscriptions/cancel", None, 409)["code"] == "not_subscribed"


def test_it_understands_an_end_that_was_set_in_the_portal(till: Till) -> None:
    till.buy("starter")
    till.carry()
    url = till.post("subscriptions/portal")["url"]

    till.http.post(url, data={"do": "cancel", "subscription": till.account.subscription_id})
    till.carry()

    assert till.plan().cancel_at == till.plan().period_ends_at
    till.post("subscriptions/resume")
    assert till.plan().cancel_at is None


def test_it_goes_on_while_a_payment_fails_and_then_ends(till: Till) -> None:
    till.buy("starter", LATER, is_trial=True)
    till.carry()
    mail.outbox.clear()

    till.days(15)
    till.carry()
    late = till.plan()
    pay_url = till.get("subscriptions/billing/")["pay_url"]
    [owed] = till.get("finance/payments/?state=failed")["results"]
    till.days(4)
    till.carry()
    till.days(21)
    till.carry()

    assert (late.plan.code, late.state) == ("starter", "past_due")
    assert late.grace_ends_at is not None
    assert late.period_started_at is not None
    assert abs(late.grace_ends_at - late.period_started_at - timedelta(days=14)) < timedelta(minutes=1)
    assert "/stripe/invoice/" in pay_url
    assert (owed["failure"], owed["amount"], owed["next_try_at"] is None) == ("generic_decline", 1499, False)
    assert till.state == ("free", "active")
    assert [letter.subject for letter in mail.outbox].count("We could not charge your card") == 2


def test_it_is_well_again_when_what_is_owed_is_paid(till: Till) -> None:
    till.buy("starter", LATER, is_trial=True)
    till.days(15)
    till.carry()
    assert till.state == ("starter", "past_due")

    till.type_in(till.get("subscriptions/billing/")["pay_url"], GOOD)
    till.carry()

    assert till.state == ("starter", "active")
    assert till.plan().grace_ends_at is None
    assert till.get("subscriptions/billing/")["card"] == "visa 4242 12/2034"


def test_it_sells_a_month_that_does_not_renew_itself(till: Till) -> None:
    made = till.post("finance/create-checkout", {"plan": "starter", "mode": "once"}, 201)
    till.type_in(made["url"], GOOD)
    till.carry()

    bought = till.plan()
    assert (bought.plan.code, bought.state, bought.external_id) == ("starter", "active", "")
    assert bought.cancel_at is not None
    assert timedelta(days=27) < bought.cancel_at - now() < timedelta(days=32)
    [payment] = till.get("finance/payments/?kind=once")["results"]
    assert (payment["amount"], payment["state"], payment["description"]) == (1499, "paid", "Starter")


def test_it_ends_a_second_subscription(till: Till) -> None:
    till.buy("starter")
    till.carry()
    price = till.objects("subscription")[0]["items"]["data"][0]["price"]["id"]
    wanted = {"customer": till.account.customer_id, "items[0][price]": price}
    key = {"authorization": "Bearer sk_test_x"}
    till.days(1)

    other = till.http.post("/stripe/v1/subscriptions", headers=key, data=wanted).json()
    till.carry()

    assert [each["status"] for each in till.objects("subscription")] == ["active", "canceled"]
    assert till.plan().external_id == other["id"]


def test_it_says_when_stripe_is_away(till: Till, settings: Settings) -> None:
    settings.STRIPE_API_URL = "http://127.0.0.1:9"

    refused = till.post("subscriptions/checkout", {"plan": "starter"}, 503)

    assert refused["code"] == "payments_unavailable"
    assert till.state == ("free", "active")


def test_it_says_when_payments_are_not_set_up(till: Till, settings: Settings) -> None:
    settings.STRIPE_SECRET_KEY = ""

    assert till.post("subscriptions/checkout", {"plan": "starter"}, 503)["code"] == "payments_not_set_up"
    assert till.get("subscriptions/billing/")["is_set_up"] is False


def test_it_lets_only_the_owner_buy(till: Till, api: Api, ben: Person, cleo: Person) -> None:
    for person in (ben, cleo):
        assert api(person).post("/api/subscriptions/checkout/", {"plan": "starter"}).status_code == 403
        assert api(person).get("/api/finance/payments/").status_code == 403
        assert api(person).get("/api/subscriptions/billing/").status_code == 403

    assert till.objects("checkout.session") == []


def test_it_puts_another_month_behind_the_one_that_holds(till: Till) -> None:
    till.buy("starter", mode="once")
    till.carry()
    first = till.plan().cancel_at

    till.buy("starter", mode="once")
    till.carry()
    second = till.plan().cancel_at
    till.post("subscriptions/refresh")

    assert first is not None
    assert second is not None
    assert timedelta(days=27) < second - first < timedelta(days=32)
    assert till.plan().cancel_at == second


def test_letters_about_money_go_to_who_decides_about_the_plan(
    till: Till, ada: Person, ben: Person, cleo: Person, in_tenant: InTenant
) -> None:
    with in_tenant(ada.tenant):
        Member.objects.filter(id=ben.member.id).update(overrides={"plan.manage": True}, language="uk")

    till.buy("starter")
    till.carry()

    assert sorted((letter.to[0], letter.subject) for letter in mail.outbox) == [
        ("ada@acme.test", "Your receipt for 14.99 USD"),
        ("ben@acme.test", "Ваша квитанція на 14.99 USD"),
    ]
