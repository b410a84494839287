"""The Graph API accepts what Meta accepts, refuses what it refuses, and reports what happened."""

from collections.abc import Callable
from typing import Any
from unittest.mock import ANY

import pytest

from tests.sandbox.running import Product, Salon, eventually

Refused = Callable[..., tuple[int, int, str]]


def button(title: str, button_id: str = "b1") -> dict[str, Any]:
    return {"type": "reply", "reply": {"id": button_id, "title": title}}


def buttons(*entries: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "button", "body": {"text": "?"}, "action": {"buttons": list(entries)}, **more}


def a_list(*rows: dict[str, Any]) -> dict[str, Any]:
    action = {"button": "Open", "sections": [{"rows": list(rows)}]}
    return {"type": "list", "body": {"text": "?"}, "action": action}


def test_it_accepts_a_text_and_shows_it_on_the_phone(salon: Salon) -> None:
    salon.say(text="Hi")

    answer = salon.send(type="text", text={"body": "Від 450 грн", "preview_url": False})

    assert answer.status_code == 200
    assert answer.json() == {
        "messaging_product": "whatsapp",
        "contacts": [{"input": "+380671112233", "wa_id": "380671112233"}],
        "messages": [{"id": ANY}],
    }
    shown = salon.thread()[-1]
    assert (shown["direction"], shown["kind"], shown["text"]) == ("to_customer", "text", "Від 450 грн")


def test_it_reports_sent_then_delivered_and_read_only_when_looked_at(product: Product, salon: Salon) -> None:
    salon.say(text="Hi")
    salon.send_text("Hello")
    eventually(lambda: product.statuses_of(salon.account) == ["sent", "delivered"])

    salon.control.get(f"/control/customers/{salon.dana['id']}/thread/")

    eventually(lambda: product.statuses_of(salon.account) == ["sent", "delivered", "read"])
    assert salon.thread()[-1]["status"] == "read"


def test_it_reports_a_status_in_metas_shape(product: Product, salon: Salon) -> None:
    salon.say(text="Hi")

    sent = salon.send(type="text", text={"body": "Hello"}, biz_opaque_callback_data="turn:7").json()

    eventually(lambda: product.statuses_of(salon.account))
    value = next(v for v in product.values(salon.account) if "statuses" in v)
    assert value["statuses"] == [
        {
            "id": sent["messages"][0]["id"],
            "status": "sent",
            "timestamp": ANY,
            "recipient_id": "380671112233",
            "recipient_user_id": salon.dana["user_id"],
            "biz_opaque_callback_data": "turn:7",
            "pricing": {
                "billable": True,
                "pricing_model": "PMP",
                "type": "regular",
                "category": "service",
            },
        }
    ]


def test_it_sends_to_a_business_scoped_user_id(salon: Salon) -> None:
    salon.say(text="Hi")
    body = {"messaging_product": "whatsapp", "recipient": salon.dana["user_id"], "type": "text"}

    answer = salon.graph("POST", f"{salon.account}/messages", json={**body, "text": {"body": "Hello"}})

    assert answer.json()["contacts"] == [{"input": salon.dana["user_id"], "user_id": salon.dana["user_id"]}]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("location", {"latitude": "49.84", "longitude": 24.03, "name": "Acme"}),
        ("contacts", [{"name": {"formatted_name": "Ada L", "first_name": "Ada"}}]),
        ("interactive", buttons(button("Yes"), button("No", "b2"), footer={"text": "Acme"})),
        ("interactive", a_list({"id": "1", "title": "Nails"})),
        (
            "interactive",
            {
                "type": "cta_url",
                "body": {"text": "?"},
                "action": {"name": "cta_url", "parameters": {"display_text": "Go", "url": "https://a.test"}},
            },
        ),
        ("image", {"link": "https://example.test/a.jpg", "caption": "x"}),
        ("template", {"name": "hello_world", "language": {"code": "en_US"}}),
    ],
)
def test_it_accepts_every_kind(salon: Salon, kind: str, content: Any) -> None:
    salon.say(text="Hi")

    answer = salon.send(type=kind, **{kind: content})

    assert answer.status_code == 200, answer.text
    assert len(salon.thread()) == 2


@pytest.mark.parametrize(
    ("body", "code", "details"),
    [
        ({"type": "text", "text": {"bodi": "x"}}, 100, 'Unexpected key "bodi" on param "text".'),
        ({"type": "text", "text": {"body": 7}}, 100, "Param text['body'] must be a string."),
        ({"type": "text", "text": {}}, 131008, "The parameter text['body'] is required."),
        ({"type": "text"}, 131008, "The parameter text is required."),
        (
            {"type": "text", "text": {"body": "x" * 4097}},
            131009,
            "Param text['body'] must be 1 to 4096 characters long, it has 4097.",
        ),
        ({"type": "text", "text": {"body": "x"}, "texts": 1}, 100, 'Unexpected key "texts" on param "$".'),
        (
            {"type": "image", "image": {"id": "1", "link": "https://a.test"}},
            100,
            "Only one of image['id'] and image['link'] may be given.",
        ),
        ({"type": "image", "image": {}}, 131008, "One of image['id'] or image['link'] is required."),
        (
            {"type": "image", "image": {"id": "1"}},
            100,
            "Param image['id'] is not a valid whatsapp business account media attachment ID.",
        ),
        (
            {"type": "audio", "audio": {"id": "1", "caption": "x"}},
            100,
            'Unexpected key "caption" on param "audio".',
        ),
        (
            {"type": "location", "location": {"latitude": 91, "longitude": 0}},
            131009,
            "Param location['latitude'] must be between -90 and 90.",
        ),
        (
            {"type": "contacts", "contacts": [{"name": {"formatted_name": "A"}}]},
            131008,
            "contacts[0]['name'] needs formatted_name and at least one more part of the name.",
        ),
        (
            {"type": "interactive", "interactive": buttons(*(button(str(n), str(n)) for n in range(4)))},
            131009,
            "Param interactive['action']['buttons'] must have 1 to 3 items, it has 4.",
        ),
        (
            {"type": "interactive", "interactive": buttons(button("A title that is too long"))},
            131009,
            "Param interactive['action']['buttons'][0]['reply']['title'] must be 1 to 20 characters long, it has 24.",
        ),
        (
            {"type": "interactive", "interactive": buttons(button("A"), button("B"))},
            131009,
            "Param interactive['action']['buttons'] has two buttons with the same id.",
        ),
        (
            {"type": "interactive", "interactive": a_list({"id": "1", "title": "x" * 25})},
            131009,
            "Param interactive['action']['sections'][0]['rows'][0]['title']"
            " must be 1 to 24 characters long, it has 25.",
        ),
        (
            {
                "type": "interactive",
                "interactive": {**a_list({"id": "1", "title": "x"}), "header": {"type": "image"}},
            },
            131009,
            "Param interactive['header']['type'] must be one of {text}.",
        ),
        (
            {"type": "reaction", "reaction": {"message_id": "wamid.NONE", "emoji": "👍"}},
            131009,
            "Param reaction['message_id'] is not a message of this conversation.",
        ),
        ({"to": "call me", "text": {"body": "x"}}, 131009, "Param to is not a valid phone number."),
        (
            {"type": "template", "template": {"name": "appointment_reminder", "language": {"code": "uk"}}},
            132000,
            "body: number of localizable_params (0) does not match 2",
        ),
    ],
)
def test_it_refuses_what_meta_refuses(
    salon: Salon, refused: Refused, body: dict[str, Any], code: int, details: str
) -> None:
    salon.say(text="Hi")

    answer = refused(**body)

    assert answer == (400, code, details)
    assert len(salon.thread()) == 1


def test_it_refuses_an_unknown_type_by_name(salon: Salon) -> None:
    answer = salon.send(type="hologram", hologram={})

    error = answer.json()["error"]
    assert answer.status_code == 400
    assert error == {
        "message": "(#100) Invalid parameter",
        "type": "OAuthException",
        "code": 100,
        "error_data": {"messaging_product": "whatsapp", "details": ANY},
        "fbtrace_id": ANY,
    }


def test_it_refuses_an_unknown_template(salon: Salon) -> None:
    answer = salon.send(type="template", template={"name": "nope", "language": {"code": "uk"}})

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, 132001)


def test_it_refuses_a_wrong_token(salon: Salon) -> None:
    answer = salon.graph("POST", f"{salon.account}/messages", token="EAAwrong", json={})

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)


def test_it_refuses_a_number_the_token_may_not_use(salon: Salon) -> None:
    answer = salon.graph("POST", "999999999/messages", json={"messaging_product": "whatsapp"})

    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["error_subcode"]) == (400, 100, 33)
    assert error["type"] == "GraphMethodException"


def test_it_refuses_a_body_that_is_not_json(salon: Salon) -> None:
    answer = salon.graph("POST", f"{salon.account}/messages", content=b"{nope")

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)


def test_it_refuses_free_text_outside_the_24_hours(refused: Refused, salon: Salon) -> None:
    salon.say(text="Hi")
    salon.control.patch(f"/control/customers/{salon.dana['id']}/", json={"window": "closed"})

    answer = refused(type="text", text={"body": "Hello"})

    assert answer[:2] == (400, 131047)
    assert len(salon.thread()) == 1


def test_it_lets_a_template_through_outside_the_24_hours(salon: Salon) -> None:
    answer = salon.send(type="template", template={"name": "hello_world", "language": {"code": "en_US"}})

    assert answer.json()["messages"] == [{"id": ANY, "message_status": "accepted"}]


def test_it_marks_the_customers_messages_as_read(salon: Salon) -> None:
    first, second = salon.say(text="Hi")["id"], salon.say(text="Anyone?")["id"]
    body = {"messaging_product": "whatsapp", "status": "read", "message_id": second}

    answer = salon.graph(
        "POST", f"{salon.account}/messages", json={**body, "typing_indicator": {"type": "text"}}
    )

    assert answer.json() == {"success": True}
    assert [(i["id"], i["status"]) for i in salon.thread()] == [(first, "read"), (second, "read")]


def test_it_reports_only_sent_for_a_reaction(product: Product, salon: Salon) -> None:
    message = salon.say(text="Hi")["id"]

    salon.send(type="reaction", reaction={"message_id": message, "emoji": "❤️"})

    eventually(lambda: product.statuses_of(salon.account) == ["sent"])
    assert salon.thread()[-1]["reactions"] == [{"by": "business", "emoji": "❤️"}]


def test_it_tells_what_a_number_is(salon: Salon) -> None:
    answer = salon.graph("GET", f"{salon.account}?fields=verified_name,quality_rating")

    assert answer.json() == {"id": salon.account, "verified_name": "Acme", "quality_rating": "GREEN"}


def test_it_refuses_a_field_that_does_not_exist(salon: Salon) -> None:
    answer = salon.graph("GET", f"{salon.account}?fields=colour")

    assert answer.json()["error"]["error_data"]["details"] == "Tried accessing nonexisting field (colour)."


def test_it_tells_what_a_token_may_do(salon: Salon) -> None:
    answer = salon.graph("GET", f"debug_token?input_token={salon.token}")

    data = answer.json()["data"]
    assert data["is_valid"] is True
    assert data["granular_scopes"][0] == {"scope": "whatsapp_business_management", "target_ids": [salon.waba]}


def test_it_stops_webhooks_when_the_app_unsubscribes(product: Product, salon: Salon) -> None:
    salon.graph("DELETE", f"{salon.waba}/subscribed_apps")

    said = salon.say(text="Hi")

    assert (said["status"], said["note"]) == (None, "not subscribed")
    assert product.values(salon.account) == []


def test_it_probes_a_version(salon: Salon) -> None:
    known, unknown = salon.control.get("/graph/v26.0/me"), salon.control.get("/graph/v99.0/me")

    assert known.json()["error"]["code"] == 2500
    assert unknown.json()["error"]["message"] == "Unknown path components: /v99.0"
