"""Stripe's events: proved, kept once, and the same end in whatever order they come."""

import itertools
import json
from typing import Any

import pytest

from shared_apps.billing.models import BillingAccount, Letter, Payment, StripeEvent
from shared_apps.billing.tasks import reconcile, reconcile_all, sweep_events
from shared_apps.core.clock import now
from shared_apps.intake.models import EventState, IntakeEvent
from shared_apps.plans import actions as plans
from shared_apps.plans.choices import Source
from tests.sandbox.running import Received
from tests.shared_apps.billing.conftest import GOOD, HOOK, LATER, Till

pytestmark = pytest.mark.django_db


def snapshot(till: Till) -> Any:
    """Return everything that events decide about."""
    found = till.plan()
    names = (
        "state",
        "source",
        "period",
        "external_id",
        "period_ends_at",
        "trial_ends_at",
        "cancel_at",
        "grace_ends_at",
    )
    payments = Payment.objects.order_by("external_id").values_list(
        "external_id", "state", "amount", "refunded"
    )
    account = BillingAccount.objects.values("subscription_id", "pay_url", "card_last4", "waiting_plan").get()
    return found.plan.code, [getattr(found, name) for name in names], list(payments), account


def forget(till: Till) -> None:
    """Put our side back to before the first event."""
    StripeEvent.objects.all().delete()
    Payment.objects.all().delete()
    Letter.objects.all().delete()
    BillingAccount.objects.update(subscription_id="", pay_url="", card_last4="", waiting_plan="")
    plans.start(tenant_id=till.tenant.id, plan="free", source=Source.SIGNUP)


def of_kinds(till: Till, *kinds: str) -> list[Received]:
    """Return one event of each kind, the last that came."""
    latest = {json.loads(each.raw)["type"]: each for each in till.received()}
    return [latest[kind] for kind in kinds]


def ends_of(till: Till, events: list[Received]) -> list[Any]:
    ends = []
    for order in itertools.permutations(events):
        forget(till)
        for each in order:
            assert till.deliver(each) == 200
            till.work()
        ends.append(snapshot(till))
    return ends


def test_it_ends_alike_in_every_order_of_a_renewal_that_failed(till: Till) -> None:
    till.buy("starter", LATER, is_trial=True)
    till.days(15)
    till.carry()
    expected = snapshot(till)
    events = of_kinds(
        till, "customer.subscription.created", "customer.subscription.updated", "invoice.paid",
        "invoice.payment_failed",
    )  # fmt: skip

    ends = ends_of(till, events)

    assert expected[0] == "starter"
    assert expected[1][0] == "past_due"
    assert len(ends) == 24
    assert all(end[:2] == expected[:2] and end[3] == expected[3] for end in ends)
    assert all(end[2] == ends[0][2] for end in ends)


def test_it_ends_alike_in_every_order_of_a_cancellation(till: Till) -> None:
    till.buy("starter")
    till.post("subscriptions/refresh")
    till.post("subscriptions/cancel")
    till.days(32)
    till.carry()
    events = of_kinds(
        till, "checkout.session.completed", "customer.subscription.updated", "customer.subscription.deleted"
    )

    ends = ends_of(till, events)

    assert len(ends) == 6
    assert {end[0] for end in ends} == {"free"}
    assert all(end[1:] == ends[0][1:] for end in ends)


def test_it_is_not_misled_by_an_old_event(till: Till) -> None:
    till.buy("starter")
    till.carry()
    old = till.received()
    at = till.post("subscriptions/preview", {"plan": "professional"})["at"]
    till.post("subscriptions/change", {"plan": "professional", "at": at})
    till.carry()
    StripeEvent.objects.all().delete()

    for each in old:
        till.deliver(each)
    till.work()

    assert till.state == ("professional", "active")


def test_it_keeps_an_event_once(till: Till) -> None:
    till.buy("starter")
    till.carry()
    kept, payments = StripeEvent.objects.count(), Payment.objects.count()

    for each in till.received():
        assert till.deliver(each) == 200
    till.work()

    assert (StripeEvent.objects.count(), Payment.objects.count()) == (kept, payments)
    assert set(StripeEvent.objects.values_list("state", flat=True)) == {"done"}


@pytest.mark.parametrize("header", ["", "t=1,v1=00", "nonsense"])
def test_it_refuses_what_is_not_stripe_s(till: Till, header: str) -> None:
    before = IntakeEvent.objects.count()
    body = b'{"id":"evt_1","object":"event","type":"invoice.paid","data":{"object":{}}}'

    answer = till.public.post(
        HOOK, body, content_type="application/json", headers={"Stripe-Signature": header}
    )

    assert answer.status_code == 401
    assert IntakeEvent.objects.count() == before


def test_it_refuses_a_recorded_delivery_that_was_changed(till: Till) -> None:
    till.post("subscriptions/checkout", {"plan": "starter"}, 201)
    came = till.received()[0]
    forged = Received(came.path, came.headers, came.raw.replace(b"livemode", b"livemodf"))

    assert till.deliver(forged) == 401
    assert till.deliver(came) == 200


def test_it_keeps_what_is_for_nobody_where_operators_see_it(till: Till) -> None:
    till.http.post(
        "/stripe/v1/customers", data={"name": "A stranger"}, headers={"authorization": "Bearer sk_test_x"}
    )

    till.carry()

    row = IntakeEvent.objects.get(platform="stripe")
    assert (row.state, row.schema) == (EventState.UNROUTED, "")
    assert StripeEvent.objects.count() == 0


def test_it_tries_again_when_stripe_was_away(till: Till, settings: Any) -> None:
    till.buy("starter")
    address, settings.STRIPE_API_URL = settings.STRIPE_API_URL, "http://127.0.0.1:9"
    till.carry()
    assert till.state == ("free", "active")
    assert {e.state for e in StripeEvent.objects.all()} == {"pending"}

    settings.STRIPE_API_URL = address
    StripeEvent.objects.update(due_at=now())
    sweep_events()

    assert till.state == ("starter", "active")


def test_it_finds_at_night_what_no_event_told(till: Till) -> None:
    till.buy("starter")

    with till.in_tenant(till.tenant):
        reconcile()

    assert till.state == ("starter", "active")
    assert Payment.objects.get().amount == 1499
    till.post("subscriptions/cancel")
    till.days(32)
    assert reconcile_all(now()) == {"sent": 1}
    assert till.state == ("free", "active")


def test_it_pays_back_what_an_operator_gives_back(till: Till) -> None:
    from shared_apps.billing.actions import refund

    till.buy("starter", GOOD)
    till.carry()
    payment = Payment.objects.get()

    with till.in_tenant(till.tenant):
        refund(actor=None, payment=payment, amount=500)
    till.carry()

    [shown] = till.get("finance/payments/")["results"]
    assert (shown["state"], shown["refunded"]) == ("partly_refunded", 500)
