"""The control API: what scripts rely on, and what it refuses."""

from typing import Any
from unittest.mock import ANY

import httpx
import pytest

from tests.sandbox.running import Product, Salon


def test_it_lists_accounts_with_their_tenant(control: httpx.Client, salon: Salon) -> None:
    found = control.get("/control/accounts/").json()

    assert [a for a in found if a["account"] == salon.account] == [
        {
            "id": salon.account,
            "platform": "whatsapp",
            "account": salon.account,
            "waba": salon.waba,
            "phone": salon.phone,
            "name": "Acme",
            "tenant": "acme",
            "token": salon.token,
            "subscribed": True,
        }
    ]


def test_it_registers_an_account_twice_without_a_second_one(control: httpx.Client, salon: Salon) -> None:
    body = {"platform": "whatsapp", "account": salon.account, "name": "Acme Two"}

    again = control.post("/control/accounts/", json=body)

    assert (again.status_code, again.json()["name"], again.json()["token"]) == (200, "Acme Two", salon.token)


def test_it_switches_faults_on_by_their_short_names(control: httpx.Client) -> None:
    for short, kind in (("delay", "delay_ms"), ("429", "http_429"), (500, "http_500")):
        made = control.post(
            "/control/faults/", json={"platform": "vision", "kind": short, "direction": "out"}
        )

        assert (made.status_code, made.json()["kind"]) == (201, kind)
        assert control.delete(f"/control/faults/{made.json()['id']}/").status_code == 204
    assert control.post("/control/faults/", json={"kind": ["429"]}).status_code == 400


def test_it_delivers_a_raw_body_of_stripe_signed(control: httpx.Client, product: Product) -> None:
    answer = control.post("/control/deliver/", json={"platform": "stripe", "body": {"id": "evt_raw"}})

    assert answer.json()["status"] == 200
    [received] = [
        each for each in product.received if each.path == "/webhook/stripe/" and b"evt_raw" in each.raw
    ]
    assert received.headers["stripe-signature"].startswith("t=")


def test_it_returns_the_phone_that_has_the_address(control: httpx.Client, salon: Salon) -> None:
    body = {"platform": "whatsapp", "account": salon.account, "name": "Dana", "address": "+380671112233"}

    again = control.post("/control/customers/", json=body)

    assert (again.status_code, again.json()["id"]) == (200, salon.dana["id"])


def test_it_shows_a_thread(salon: Salon) -> None:
    said = salon.say(text="Hi")["id"]

    thread = salon.thread()

    assert thread == [
        {
            "id": said,
            "direction": "from_customer",
            "kind": "text",
            "text": "Hi",
            "status": "delivered",
            "at": ANY,
            "reactions": [],
            "edited": False,
            "deleted": False,
            "error": None,
            "reply_to": None,
        }
    ]


def test_it_shows_buttons_to_tap(salon: Salon) -> None:
    salon.say(text="Hi")
    entry = {"type": "reply", "reply": {"id": "y", "title": "Yes"}}
    body = {"type": "button", "body": {"text": "Come?"}, "action": {"buttons": [entry]}}

    salon.send(type="interactive", interactive=body)

    item = salon.thread()[-1]
    assert (item["kind"], item["text"], item["buttons"]) == (
        "buttons",
        "Come?",
        [{"id": "y", "title": "Yes"}],
    )


def test_it_logs_calls_each_way_with_the_token_masked(salon: Salon) -> None:
    before = max((call["id"] for call in salon.control.get("/control/calls/?limit=1").json()), default=0)
    salon.say(text="Hi")
    salon.send_text("Hello")

    calls = salon.control.get(f"/control/calls/?after={before}").json()

    mine = [call for call in calls if salon.account in call["request_body"] + call["url"]]
    assert [(call["direction"], call["status"]) for call in mine][:2] == [("in", 200), ("out", 200)]
    assert mine[1]["request_headers"]["authorization"] == f"Bearer EAAt…{salon.token[-3:]}"
    assert salon.token not in str(calls)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"text": 7},
        {"txt": "Hi"},
        {"text": "a", "location": True},
        {"location": {"latitude": 200, "longitude": 0}},
        {"image": {"base64": "***"}},
        {"image": {"media": "1"}},
        {"reaction": {"message": "wamid.NONE", "emoji": "👍"}},
        {"button_reply": "Nothing offers this"},
        {"text": "a", "reply_to": "wamid.NONE"},
        {"edit": {"text": "nothing said yet"}},
    ],
)
def test_it_refuses_what_a_phone_cannot_do(product: Product, salon: Salon, body: dict[str, Any]) -> None:
    answer = salon.control.post(f"/control/customers/{salon.dana['id']}/say/", json=body)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert salon.thread() == []
    assert product.values(salon.account) == []


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("accounts/", {"platform": "pigeon", "name": "x"}, "invalid"),
        ("accounts/", {"platform": "whatsapp", "name": "x", "account": "abc"}, "invalid"),
        ("customers/", {"platform": "whatsapp", "account": "1", "name": "x"}, "unknown_account"),
        ("deliver/", {"platform": "whatsapp"}, "invalid"),
        ("faults/", {"platform": "whatsapp", "kind": "earthquake"}, "invalid"),
        ("stripe/clock/", {"days": "x" * 1000}, "invalid"),
        ("stripe/clock/", {"days": True}, "invalid"),
        ("stripe/clock/", {"days": [1]}, "invalid"),
        ("stripe/resend/", {"ids": "evt_1"}, "invalid"),
        ("stripe/resend/", {"ids": 7}, "invalid"),
        ("faults/", {"platform": "whatsapp", "kind": "duplicate", "rate": 2}, "invalid"),
        ("faults/", {"platform": "whatsapp", "kind": "http_500", "direction": "in"}, "invalid"),
    ],
)
def test_it_refuses_bad_bodies(control: httpx.Client, path: str, body: dict[str, Any], code: str) -> None:
    answer = control.post(f"/control/{path}", json=body)

    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_it_refuses_a_body_that_is_not_json(control: httpx.Client) -> None:
    answer = control.post("/control/accounts/", content=b"{")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_it_knows_no_stranger(control: httpx.Client) -> None:
    answer = control.get("/control/customers/nobody/thread/")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_it_refuses_another_websites_page(control: httpx.Client) -> None:
    answer = control.post("/control/reset/", headers={"origin": "https://evil.test"})

    assert (answer.status_code, answer.json()["code"]) == (403, "wrong_origin")


def test_it_keeps_accounts_when_it_starts_afresh(own: tuple[Product, Salon]) -> None:
    _product, salon = own
    salon.say(text="Hi")

    salon.control.post("/control/reset/")

    assert salon.control.get("/control/customers/").json() == []
    assert salon.control.get("/control/calls/").json() == []
    assert [a["account"] for a in salon.control.get("/control/accounts/").json()] == [salon.account]


def test_it_is_healthy(control: httpx.Client) -> None:
    answer = control.get("/healthz")

    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
