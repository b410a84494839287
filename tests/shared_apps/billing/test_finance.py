"""A business takes payments, sees its sums, and opens a plan by a code."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from shared_apps.billing.actions import make_codes
from shared_apps.billing.codes import plain
from shared_apps.billing.models import ActivationCode, Payment
from shared_apps.core.clock import now
from tests.cast import Person
from tests.conftest import Api
from tests.shared_apps.billing.conftest import GOOD, Till

pytestmark = pytest.mark.django_db

SERVICE = {"description": "Manicure, Dana", "amount": 4000, "currency": "usd"}


@pytest.fixture
def open_till(till: Till) -> Till:
    """Acme may take payments."""
    till.http.post(till.post("finance/connect/onboard")["url"], data={"do": "finish"})
    assert (
        till.owner.get("/api/finance/connect/success/").headers["location"]
        == "/settings/finance?connect=back"
    )
    return till


def test_it_onboards_a_business(till: Till) -> None:
    begun = till.post("finance/connect/onboard")
    shown = till.get("finance/connect/")
    assert (shown["is_begun"], shown["charges_enabled"], shown["fee_percent"]) == (True, False, "5.00")
    assert till.post("finance/payments", SERVICE, 409)["code"] == "connect_missing"
    assert till.post("finance/connect/dashboard", None, 409)["code"] == "connect_missing"

    left = till.http.post(begun["url"], data={"do": "later"}).headers["location"]
    again = till.owner.get("/api/finance/connect/refresh/").headers["location"]
    till.http.post(again, data={"do": "finish"})
    till.carry()

    assert left.endswith("/api/finance/connect/success/")
    shown = till.get("finance/connect/")
    assert (shown["charges_enabled"], shown["payouts_enabled"], shown["requirements"]) == (True, True, [])
    assert "/dashboard" in till.post("finance/connect/dashboard")["url"]
    assert len(till.objects("account")) == 1


def test_it_hears_when_stripe_wants_to_know_more(open_till: Till) -> None:
    account = open_till.account.connect_id

    open_till.http.post(f"/control/stripe/accounts/{account}/", json={"do": "restrict"})
    open_till.carry()

    shown = open_till.get("finance/connect/")
    assert (shown["charges_enabled"], shown["requirements"]) == (False, ["individual.verification.document"])


def test_it_takes_a_customer_s_payment_and_gives_it_back(open_till: Till) -> None:
    asked = open_till.post("finance/payments", SERVICE, 201)
    open_till.type_in(asked["pay_url"], GOOD)
    open_till.carry()

    paid = open_till.get(f"finance/payments/{asked['id']}/")
    assert (paid["state"], paid["fee"], paid["card"], paid["payer_name"]) == ("paid", 200, "visa 4242", "Ada")
    [charge] = open_till.objects("charge", open_till.account.connect_id)
    assert (charge["amount"], charge["application_fee_amount"]) == (4000, 200)
    part = open_till.post(f"finance/payments/{asked['id']}/refund", {"amount": 1500})
    rest = open_till.post(f"finance/payments/{asked['id']}/refund")
    assert (part["state"], part["refunded"], part["fee"]) == ("partly_refunded", 1500, 125)
    assert (rest["state"], rest["refunded"], rest["is_refundable"]) == ("refunded", 4000, False)
    [sums] = open_till.get("finance-data/")["sums"]
    assert (sums["taken"], sums["refunded"], sums["fees"], sums["net"]) == (4000, 4000, 0, 0)
    assert open_till.post(f"finance/payments/{asked['id']}/refund", None, 409)["code"] == "not_refundable"


def test_it_asks_once_for_a_repeated_request(open_till: Till) -> None:
    headers = {"Idempotency-Key": "k-1"}

    first = open_till.owner.post("/api/finance/payments/", SERVICE, headers=headers).json()
    second = open_till.owner.post("/api/finance/payments/", SERVICE, headers=headers).json()

    assert (second["id"], second["pay_url"]) == (first["id"], first["pay_url"])
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"amount": 49}, {"amount": "x"}, {"currency": "xxx"}, {"description": ""}, {"amount": -500}]
)
def test_it_refuses_what_cannot_be_paid(open_till: Till, wrong: dict[str, Any]) -> None:
    refused = open_till.post("finance/payments", {**SERVICE, **wrong}, 400)

    assert list(refused["fields"]) == list(wrong)
    assert Payment.objects.count() == 0


def test_it_sums_what_came(open_till: Till) -> None:
    tenant = open_till.tenant
    at = timezone.now()
    rows = [("service", "paid", 4000, 200, 0), ("service", "partly_refunded", 1000, 50, 300),
            ("service", "open", 9999, 0, 0), ("subscription", "paid", 1499, 0, 0)]  # fmt: skip
    for kind, state, amount, fee, back in rows:
        Payment.objects.create(
            tenant=tenant, kind=kind, state=state, amount=amount, fee=fee, refunded=back, currency="usd",
            paid_at=at, description="=SUM(A1)",
        )  # fmt: skip

    shown = open_till.get("finance-data/")
    text = open_till.owner.get("/api/finance-data/?format=csv")

    [sums] = shown["sums"]
    assert sums == {
        "currency": "usd", "taken": 5000, "refunded": 300, "fees": 250, "net": 4450, "paid": 1499, "payments": 3,
    }  # fmt: skip
    assert [each["taken"] for each in shown["course"]] == [5000]
    assert text["content-type"] == "text/csv; charset=utf-8"
    lines = text.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("date,kind,state,description")
    assert len(lines) == 4
    assert "'=SUM(A1),,,,10.00,0.00,0.50,3.00,USD" in text.content.decode()


def test_it_refuses_a_span_that_is_none(till: Till) -> None:
    assert till.owner.get("/api/finance-data/?from=2026-02-01&to=2026-01-01").status_code == 400
    assert till.owner.get("/api/finance-data/?from=yesterday").status_code == 400


def test_it_lists_in_the_same_queries(
    open_till: Till, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    def add(count: int) -> None:
        for _ in range(count):
            Payment.objects.create(tenant=open_till.tenant, kind="service", amount=100, currency="usd")

    add(1)
    with django_assert_max_num_queries(20) as first:
        open_till.get("finance/payments/")
    add(29)

    with django_assert_num_queries(len(first)):
        assert len(open_till.get("finance/payments/")["results"]) == 30


def test_it_shows_nobody_else_s_payments(open_till: Till, api: Api, mallory: Person) -> None:
    asked = open_till.post("finance/payments", SERVICE, 201)

    assert api(mallory).get(f"/api/finance/payments/{asked['id']}/").status_code == 404
    assert api(mallory).post(f"/api/finance/payments/{asked['id']}/refund/").status_code == 404
    assert api(mallory).get("/api/finance/payments/").json()["results"] == []


def test_it_opens_a_plan_by_a_code(till: Till) -> None:
    [code] = make_codes(plan="professional", days=30)

    till.post("subscriptions/activate-code", {"code": f" {code.lower().replace('-', ' ')} "})

    opened = till.plan()
    assert (opened.plan.code, opened.source, opened.period) == ("professional", "code", "none")
    assert opened.cancel_at is not None
    assert timedelta(days=29) < opened.cancel_at - now() <= timedelta(days=30)
    assert till.post("subscriptions/activate-code", {"code": code}, 409)["code"] == "activation_code_used"
    assert ActivationCode.objects.get().digest != code


def test_it_refuses_codes_that_do_not_work(till: Till, api: Api, mallory: Person) -> None:
    [used] = make_codes(plan="starter", days=30)
    [late] = make_codes(plan="starter", days=30, expires_at=now() - timedelta(days=1))
    assert api(mallory).post("/api/subscriptions/activate-code/", {"code": used}).status_code == 200

    for code in (used, late, "AAAA-BBBB-CCCC-DDDD", "x"):
        refused = till.post("subscriptions/activate-code", {"code": code}, 400)
        assert refused["code"] == "activation_code_unknown"
    assert till.state == ("free", "active")


def test_it_opens_no_code_beside_a_subscription(till: Till) -> None:
    [code] = make_codes(plan="professional", days=30)
    till.buy("starter")
    till.carry()

    assert till.post("subscriptions/activate-code", {"code": code}, 409)["code"] == "already_subscribed"
    assert ActivationCode.objects.get().uses_left == 1


def test_it_lets_nobody_guess_codes(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared_apps.billing.api.views.CODE_TRIES", 10)

    for number in range(11):
        last = till.owner.post("/api/subscriptions/activate-code/", {"code": f"AAAA-{number:04}"})

    assert (last.status_code, last.json()["code"]) == (429, "throttled")


def test_it_prints_new_codes(till: Till, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_activation_codes", "starter", "--count", "2", "--days", "90")

    printed = capsys.readouterr().out.split()
    assert [plain(code) for code in printed] == printed
    assert set(ActivationCode.objects.values_list("days", flat=True)) == {90}
