"""WhatsApp's rarer words in both directions: templates of all kinds, orders, forms, new numbers, notices."""

import json
from typing import Any
from unittest.mock import ANY

import pytest

from tests.sandbox.running import Product, Received, Salon, eventually

NAMED = [{"type": "text", "parameter_name": name, "text": name} for name in ("day", "first_name", "order_id")]
ORDER: dict[str, Any] = {
    "name": "order_update",
    "language": {"code": "en_US"},
    "components": [
        {"type": "header", "parameters": [NAMED[2]]},
        {"type": "body", "parameters": NAMED},
        {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": "42"}]},
    ],
}
PLACE = {"latitude": "49.84", "longitude": "24.03", "name": "Acme", "address": "Rynok 1"}


def body(*texts: str) -> dict[str, Any]:
    return {"type": "body", "parameters": [{"type": "text", "text": text} for text in texts]}


def header(kind: str, content: Any) -> dict[str, Any]:
    return {"type": "header", "parameters": [{"type": kind, kind: content}]}


def template(salon: Salon, name: str, *components: dict[str, Any], language: str = "en") -> Any:
    content: dict[str, Any] = {"name": name, "language": {"code": language}, "components": list(components)}
    return salon.send(type="template", template=content)


def told(product: Product, salon: Salon, field: str) -> list[dict[str, Any]]:
    """Return the values of one webhook field for this number or its business account."""
    changes = [
        change
        for post in list(product.received)
        if post.entry.get("id") == salon.waba
        for change in post.entry.get("changes", [])
    ]
    return [change["value"] for change in changes if change["field"] == field]


def last(product: Product, salon: Salon) -> dict[str, Any]:
    return product.messages(salon.account)[-1]


def test_it_fills_a_template_with_named_parameters(salon: Salon) -> None:
    answer = salon.send(type="template", template=ORDER)

    item = salon.thread()[-1]
    assert answer.json()["messages"][0]["message_status"] == "accepted"
    assert item["text"] == "first_name, your order order_id is on its way and arrives day."
    assert (item["header"], item["footer"]) == ({"text": "Order order_id"}, "Thank you for shopping with us")
    assert item["buttons"] == [
        {"title": "Track it", "url": "https://example.com/orders/42"},
        {"title": "Call us", "url": "tel:+380321234567"},
    ]


def test_it_shows_a_template_with_a_place(salon: Salon) -> None:
    answer = template(salon, "how_to_find_us", header("location", PLACE), body("Dana"))

    assert answer.status_code == 200
    assert salon.thread()[-1]["location"]["name"] == "Acme"


def test_it_shows_a_carousel(salon: Salon) -> None:
    cards = [
        {"card_index": index, "components": [header("image", {"link": "https://x.test/a.jpg"}), body("Ivan")]}
        for index in range(2)
    ]

    answer = template(salon, "three_works", body("Dana"), {"type": "carousel", "cards": cards})

    assert answer.status_code == 200
    assert [card["title"] for card in salon.thread()[-1]["cards"]] == ["Balayage by Ivan", "Haircut by Ivan"]


IMAGE = header("image", {"link": "https://x.test/a.jpg"})
CODE = {"type": "button", "sub_type": "copy_code", "index": 2}


@pytest.mark.parametrize(
    ("name", "components", "code"),
    [
        ("no_such", [], 132001),
        ("paused_offer", [], 132015),
        ("disabled_offer", [], 132016),
        ("price_list", [body("Dana")], 132012),
        ("price_list", [IMAGE, body("Dana")], 132012),
        ("price_list", [header("document", {"link": "https://x.test/a.pdf"})], 132000),
        ("how_to_find_us", [header("location", PLACE), body("Dana\nKoval")], 132012),
        ("how_to_find_us", [header("location", {"latitude": 1}), body("Dana")], 131008),
        ("sign_in_code", [body("123456")], 131008),
        (
            "share_number",
            [{"type": "body", "parameters": [{"type": "text", "parameter_name": "a", "text": "b"}]}],
            132012,
        ),
        ("three_works", [body("Dana")], 132012),
        ("appointment_reminder", [body("Dana", "18:30"), {**CODE, "index": 0}], 132012),
        ("appointment_reminder", [body("Dana", "18:30"), {**CODE, "index": 7}], 131009),
        ("appointment_reminder", [body("Dana", "18:30"), {"type": "button", "index": 0}], 131008),
    ],
)
def test_it_refuses_a_template_that_does_not_fit(
    salon: Salon, name: str, components: list[dict[str, Any]], code: int
) -> None:
    answer = template(salon, name, *components)

    assert answer.json()["error"]["code"] == code
    assert salon.thread() == []


def test_it_refuses_named_parameters_under_other_names(salon: Salon) -> None:
    components = [{"type": "body", "parameters": [{**NAMED[0], "parameter_name": "dai"}, *NAMED[1:]]}]

    answer = salon.send(type="template", template={**ORDER, "components": components})

    assert answer.json()["error"]["code"] == 132000


@pytest.mark.parametrize(
    "interactive",
    [
        {"type": "request_contact_info", "body": {"text": "?"}, "action": {"name": "request_contact_info"}},
        {"type": "location_request_message", "body": {"text": "?"}, "action": {"name": "send_location"}},
        {"type": "product", "action": {"catalog_id": "1", "product_retailer_id": "2"}},
        {
            "type": "product_list",
            "header": {"type": "text", "text": "Ours"},
            "body": {"text": "?"},
            "action": {"catalog_id": "1", "sections": [{"product_items": [{"product_retailer_id": "2"}]}]},
        },
        {"type": "catalog_message", "body": {"text": "?"}, "action": {"name": "catalog_message"}},
        {
            "type": "flow",
            "body": {"text": "?"},
            "action": {
                "name": "flow",
                "parameters": {"flow_message_version": "3", "flow_id": "1", "flow_cta": "Fill in"},
            },
        },
    ],
)
def test_it_takes_every_form(salon: Salon, interactive: dict[str, Any]) -> None:
    salon.say(text="Hi")

    answer = salon.send(type="interactive", interactive=interactive)

    assert answer.status_code == 200, answer.text
    assert len(salon.thread()) == 2


@pytest.mark.parametrize(
    "contact",
    [
        {"name": {"formatted_name": "Ada"}},
        {"name": {"formatted_name": "Ada", "first_name": "Ada"}, "phones": [{"number": "1"}]},
        {"name": {"formatted_name": "Ada", "first_name": "Ada"}, "emails": ["ada@acme.test"]},
    ],
)
def test_it_refuses_a_card_that_meta_refuses(salon: Salon, contact: dict[str, Any]) -> None:
    salon.say(text="Hi")

    answer = salon.send(type="contacts", contacts=[contact])

    assert answer.status_code == 400
    assert len(salon.thread()) == 1


def test_it_delivers_an_order(product: Product, salon: Salon) -> None:
    salon.say(
        order={
            "catalog_id": "7",
            "text": "Both, please",
            "product_items": [
                {"product_retailer_id": "a", "quantity": 2, "item_price": 30, "currency": "UAH"}
            ],
        }
    )

    assert last(product, salon)["order"]["product_items"][0]["quantity"] == 2


def test_it_delivers_a_form(product: Product, salon: Salon) -> None:
    salon.say(flow_reply={"rating": "5"})

    reply = last(product, salon)["interactive"]
    assert reply == {"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent", "response_json": ANY}}
    assert json.loads(reply["nfm_reply"]["response_json"]) == {"rating": "5"}


def test_it_shares_the_number_when_asked(product: Product, salon: Salon) -> None:
    salon.say(share_number=True)

    assert last(product, salon)["contacts"] == [
        {
            "origin": "contact_request",
            "phones": [{"phone": "+380671112233", "wa_id": "380671112233", "type": "CELL"}],
        }
    ]


def test_it_moves_a_person_to_a_new_number(product: Product, salon: Salon) -> None:
    salon.say(change_number="380509998877")

    value = product.values(salon.account)[-1]
    assert "contacts" not in value
    assert value["messages"][0]["from"] == "380671112233"
    assert value["messages"][0]["system"] == {
        "body": "User Дана changed from 380671112233 to 380509998877",
        "wa_id": "380509998877",
        "user_id": ANY,
        "type": "user_changed_number",
    }
    now = salon.control.get(f"/control/customers/{salon.dana['id']}/").json()
    assert (now["address"], now["user_id"]) == ("380509998877", value["messages"][0]["system"]["user_id"])


def test_it_tells_of_a_new_device(product: Product, salon: Salon) -> None:
    salon.say(new_device=True)

    message = last(product, salon)
    assert message["system"]["type"] == "customer_identity_changed"
    assert set(message["identity"]) == {"acknowledged", "created_timestamp", "hash"}


def test_it_delivers_an_answer_that_meta_cannot_read(product: Product, salon: Salon) -> None:
    salon.say(broken_interactive=True)

    value = product.values(salon.account)[-1]
    assert value["messages"][0]["type"] == "interactive"
    assert value["errors"][0]["code"] == 131000


def test_it_delivers_that_marketing_is_unwanted(product: Product, salon: Salon) -> None:
    salon.say(marketing="stop")

    assert told(product, salon, "user_preferences")[-1]["user_preferences"][0]["value"] == "stop"


def test_it_echoes_what_the_business_writes_in_its_app(product: Product, salon: Salon) -> None:
    said = salon.say(business="See you at five")["id"]

    value = told(product, salon, "smb_message_echoes")[-1]
    assert value["message_echoes"] == [
        {
            "from": salon.phone,
            "to": "380671112233",
            "to_user_id": salon.dana["user_id"],
            "type": "text",
            "text": {"body": "See you at five"},
            "id": said,
            "timestamp": ANY,
        }
    ]
    assert salon.thread()[-1]["direction"] == "to_customer"


def test_it_writes_free_of_charge_after_an_ad(product: Product, salon: Salon) -> None:
    salon.say(text="Hi", referral=True)
    salon.send_text("Hello")

    value = eventually(lambda: [v for v in product.values(salon.account) if v.get("statuses")])[0]
    status = value["statuses"][0]
    assert status["pricing"]["type"] == "free_entry_point"
    assert status["conversation"]["origin"] == {"type": "referral_conversion"}
    assert product.messages(salon.account)[0]["referral"]["source_type"] == "ad"


def test_it_fails_afterwards_with_the_code_that_was_asked_for(product: Product, salon: Salon) -> None:
    salon.say(text="Hi")
    salon.control.patch(f"/control/customers/{salon.dana['id']}/", json={"fails_with": 131049})

    answer = salon.send(type="text", text={"body": "Hello"})

    eventually(lambda: "failed" in product.statuses_of(salon.account))
    value = [v for v in product.values(salon.account) if v.get("statuses")][-1]
    assert answer.status_code == 200
    assert value["statuses"][0]["errors"][0]["code"] == 131049


def test_it_tells_that_a_voice_note_was_played(product: Product, salon: Salon) -> None:
    salon.say(text="Hi")
    sent = salon.send_text("Hello")

    salon.say(listen=sent)

    assert "played" in product.statuses_of(salon.account)


@pytest.mark.parametrize(
    ("notice", "field", "part"),
    [
        (
            {"notice": "template_status", "event": "REJECTED", "reason": "INVALID_FORMAT"},
            "message_template_status_update",
            {"event": "REJECTED", "reason": "INVALID_FORMAT"},
        ),
        (
            {"notice": "template_quality", "score": "RED"},
            "message_template_quality_update",
            {"new_quality_score": "RED"},
        ),
        ({"notice": "quality", "event": "FLAGGED"}, "phone_number_quality_update", {"event": "FLAGGED"}),
        ({"notice": "account"}, "account_update", {"event": "DISABLED_UPDATE"}),
        ({"notice": "contacts"}, "smb_app_state_sync", {"messaging_product": "whatsapp"}),
        ({"notice": "trouble"}, "messages", {"messaging_product": "whatsapp"}),
        (
            {"field": "account_review_update", "value": {"decision": "APPROVED"}},
            "account_review_update",
            {"decision": "APPROVED"},
        ),
    ],
)
def test_it_delivers_notices(
    product: Product, salon: Salon, notice: dict[str, Any], field: str, part: dict[str, Any]
) -> None:
    answer = salon.control.post("/control/notices/", json={"account": salon.account, **notice})

    assert answer.json()["status"] == 200
    assert told(product, salon, field)[-1].items() >= part.items()


def test_it_shares_the_chats_of_the_past(product: Product, salon: Salon) -> None:
    salon.say(text="Hi")
    salon.send_text("Hello")

    salon.control.post("/control/notices/", json={"account": salon.account, "notice": "history"})

    thread = told(product, salon, "history")[-1]["history"][0]["threads"][0]
    assert [m["from"] for m in thread["messages"]] == ["380671112233", salon.phone]
    assert thread["messages"][0]["history_context"] == {"status": "DELIVERED"}


def test_it_refuses_a_notice_that_does_not_exist(salon: Salon) -> None:
    answer = salon.control.post("/control/notices/", json={"account": salon.account, "notice": "pigeon"})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_it_holds_webhooks_back_during_an_outage(own: tuple[Product, Salon]) -> None:
    product, salon = own
    fault = salon.control.post(
        "/control/faults/", json={"platform": "whatsapp", "kind": "outage", "direction": "in"}
    )
    said = salon.say(text="Hi")
    before: list[Received] = list(product.received)

    salon.control.delete(f"/control/faults/{fault.json()['id']}/")

    eventually(lambda: product.messages(salon.account))
    assert (said["status"], said["note"], before) == (None, "outage", [])


def test_it_answers_calls_with_503_during_an_outage(own: tuple[Product, Salon]) -> None:
    _product, salon = own
    salon.say(text="Hi")
    salon.control.post("/control/faults/", json={"platform": "whatsapp", "kind": "outage", "count": 1})

    answers = [salon.send(type="text", text={"body": "Hello"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [503, 200]
