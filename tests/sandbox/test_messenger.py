"""Messenger: what people do arrives as Meta sends it, what the product sends is checked as Meta checks it."""

import hashlib
import hmac
from typing import Any
from unittest.mock import ANY

import pytest

from tests.sandbox.running import APP_SECRET, Chat, Product, eventually


def last(product: Product, chat: Chat) -> dict[str, Any]:
    return product.events(chat.account)[-1]


def error_of(response: Any) -> tuple[int, int | None]:
    error = response.json()["error"]
    return error["code"], error.get("error_subcode")


def test_it_delivers_a_text_in_metas_envelope(product: Product, page: Chat) -> None:
    said = page.say(text="Скільки коштує манікюр?")

    assert said == {"id": ANY, "status": 200, "ms": ANY, "note": ""}
    assert product.events(page.account) == [
        {
            "sender": {"id": page.dana["address"]},
            "recipient": {"id": page.account},
            "timestamp": ANY,
            "message": {"mid": said["id"], "text": "Скільки коштує манікюр?"},
        }
    ]


def test_it_signs_and_addresses_the_webhook(product: Product, page: Chat) -> None:
    page.say(text="Hi")

    post = next(p for p in reversed(product.received) if page.account.encode() in p.raw)
    expected = hmac.new(APP_SECRET.encode(), post.raw, hashlib.sha256).hexdigest()
    assert post.path == "/webhook/messenger/"
    assert post.headers["x-hub-signature-256"] == f"sha256={expected}"
    assert b'"object":"page"' in post.raw


def test_it_delivers_a_photo_that_can_be_fetched(product: Product, page: Chat) -> None:
    page.say(image=True)

    attachment = last(product, page)["message"]["attachments"][0]
    assert attachment["type"] == "image"
    assert page.control.get(attachment["payload"]["url"]).headers["content-type"] == "image/jpeg"


def test_it_delivers_several_photos_as_one_message(product: Product, page: Chat) -> None:
    page.say(image=[True, True])

    assert [a["type"] for a in last(product, page)["message"]["attachments"]] == ["image", "image"]
    assert len(page.thread()[-1]["gallery"]) == 2


def test_it_delivers_a_place(product: Product, page: Chat) -> None:
    page.say(location={"latitude": 49.84, "longitude": 24.03, "name": "Rynok"})

    payload = last(product, page)["message"]["attachments"][0]["payload"]
    assert payload == {"coordinates": {"lat": 49.84, "long": 24.03}}


def test_it_delivers_a_reaction_and_its_removal(product: Product, page: Chat) -> None:
    page.say(text="Hi")
    answer = page.send_text("Hello")

    page.say(reaction={"message": answer, "emoji": "❤️"})
    page.say(reaction={"message": answer, "emoji": ""})

    told = [e["reaction"] for e in product.events(page.account) if "reaction" in e]
    assert told == [
        {"mid": answer, "action": "react", "reaction": "love", "emoji": "❤️"},
        {"mid": answer, "action": "unreact", "reaction": "love", "emoji": "❤️"},
    ]


def test_it_delivers_an_edit_with_its_number(product: Product, page: Chat) -> None:
    said = page.say(text="At five")["id"]

    page.say(edit={"message": said, "text": "At six"})

    assert last(product, page)["message_edit"] == {"mid": said, "text": "At six", "num_edit": 1}
    assert (page.thread()[0]["text"], page.thread()[0]["edited"]) == ("At six", True)


def test_it_delivers_a_removal(product: Product, page: Chat) -> None:
    said = page.say(text="Oops")["id"]

    page.say(revoke={"message": said})

    assert last(product, page)["message"] == {"mid": said, "is_deleted": True}


def test_it_delivers_get_started_with_its_referral(product: Product, page: Chat) -> None:
    referral = {"ref": "promo", "source": "SHORTLINK", "type": "OPEN_THREAD"}

    page.say(postback={"title": "Get Started", "payload": "START", "referral": referral})

    assert last(product, page)["postback"] == {
        "mid": ANY,
        "title": "Get Started",
        "payload": "START",
        "referral": referral,
    }


def test_it_delivers_a_link_that_was_followed(product: Product, page: Chat) -> None:
    page.say(referral={"ref": "promo"})

    assert last(product, page)["referral"] == {"source": "SHORTLINK", "type": "OPEN_THREAD", "ref": "promo"}


def test_it_delivers_the_ad_a_message_came_from(product: Product, page: Chat) -> None:
    page.say(text="Info?", referral={"ad_id": "77", "ref": "r", "ads_context_data": {"ad_title": "Summer"}})

    assert last(product, page)["message"]["referral"] == {
        "source": "ADS",
        "type": "OPEN_THREAD",
        "ad_id": "77",
        "ref": "r",
        "ads_context_data": {"ad_title": "Summer"},
    }


def test_it_delivers_what_the_business_writes_in_metas_inbox(product: Product, page: Chat) -> None:
    page.say(business="See you at five")

    event = last(product, page)
    assert (event["sender"]["id"], event["recipient"]["id"]) == (page.account, page.dana["address"])
    assert event["message"] == {
        "mid": ANY,
        "is_echo": True,
        "app_id": 26390203743090,
        "text": "See you at five",
    }


def test_it_delivers_to_the_standby_channel(product: Product, page: Chat) -> None:
    page.say(text="Hello?", standby=True)

    entries = [p.entry for p in product.received if p.entry.get("id") == page.account]
    assert entries[-1]["standby"][0]["message"]["text"] == "Hello?"
    assert "messaging" not in entries[-1]


def test_it_tells_of_its_own_messages_by_echo_delivery_and_read(product: Product, page: Chat) -> None:
    page.say(text="Hi")
    sent = page.send({"text": "Hello", "metadata": "job:42"}).json()

    eventually(lambda: [e for e in product.events(page.account) if "delivery" in e])
    page.look()

    read = eventually(lambda: [e for e in product.events(page.account) if "read" in e])[0]
    echo = next(e for e in product.events(page.account) if e.get("message", {}).get("is_echo"))
    delivery = next(e["delivery"] for e in product.events(page.account) if "delivery" in e)
    assert sent == {"recipient_id": page.dana["address"], "message_id": ANY}
    assert echo["message"] == {
        "mid": sent["message_id"],
        "is_echo": True,
        "app_id": 100000000000001,
        "metadata": "job:42",
        "text": "Hello",
    }
    assert delivery == {"mids": [sent["message_id"]], "watermark": ANY}
    assert read["read"]["watermark"] >= delivery["watermark"]
    assert page.thread()[-1]["status"] == "read"


def test_it_taps_a_quick_reply(product: Product, page: Chat) -> None:
    page.say(text="Hi")
    page.send(
        {"text": "When?", "quick_replies": [{"content_type": "text", "title": "18:30", "payload": "t18"}]}
    )

    page.say(quick_reply="18:30")

    assert last(product, page)["message"] == {"mid": ANY, "text": "18:30", "quick_reply": {"payload": "t18"}}


def test_it_taps_a_button_of_a_template(product: Product, page: Chat) -> None:
    page.say(text="Hi")
    buttons = [{"type": "postback", "title": "Book", "payload": "BOOK"}]
    payload = {"template_type": "button", "text": "Shall we?", "buttons": buttons}
    page.send({"attachment": {"type": "template", "payload": payload}})

    page.say(button_reply="Book")

    assert page.thread()[-2]["buttons"] == [{"id": "BOOK", "title": "Book"}]
    assert last(product, page)["postback"] == {"mid": ANY, "title": "Book", "payload": "BOOK"}


def test_it_shows_a_carousel(page: Chat) -> None:
    page.say(text="Hi")
    element = {
        "title": "Manicure",
        "subtitle": "450",
        "buttons": [{"type": "web_url", "title": "More", "url": "https://acme.test/"}],
    }

    page.send(
        {"attachment": {"type": "template", "payload": {"template_type": "generic", "elements": [element]}}}
    )

    assert page.thread()[-1]["cards"] == [
        {
            "title": "Manicure",
            "subtitle": "450",
            "image": None,
            "buttons": [{"id": "", "title": "More", "url": "https://acme.test/"}],
        }
    ]


def test_it_sends_a_file_that_was_uploaded(page: Chat) -> None:
    page.say(text="Hi")
    message = '{"attachment":{"type":"file","payload":{"is_reusable":true}}}'
    file = {"filedata": ("price.pdf", b"%PDF-1.4", "application/pdf")}
    uploaded = page.graph(
        "POST", f"{page.account}/message_attachments", data={"message": message}, files=file
    ).json()

    page.send({"attachment": {"type": "file", "payload": {"attachment_id": uploaded["attachment_id"]}}})

    item = page.thread()[-1]
    assert (item["kind"], item["media"]["name"]) == ("document", "price.pdf")


def test_it_fetches_a_file_by_its_link(product: Product, page: Chat) -> None:
    page.say(image=True)
    url = last(product, page)["message"]["attachments"][0]["payload"]["url"]

    answer = page.send({"attachment": {"type": "image", "payload": {"url": url, "is_reusable": True}}}).json()

    assert answer["attachment_id"] == page.thread()[-1]["media"]["id"]


def test_it_refuses_a_file_it_cannot_fetch(page: Chat) -> None:
    page.say(text="Hi")
    url = f"{page.control.base_url}/nothing.jpg"

    answer = page.send({"attachment": {"type": "image", "payload": {"url": url}}})

    assert error_of(answer) == (100, 2018008)


def test_it_shows_typing_and_marks_as_seen(page: Chat) -> None:
    page.say(text="Hi")

    answers = [page.send(sender_action=action) for action in ("mark_seen", "typing_on", "typing_off")]

    assert [answer.json() for answer in answers] == [{"recipient_id": page.dana["address"]}] * 3
    assert page.thread()[0]["status"] == "read"


def test_it_reacts_for_the_business(page: Chat) -> None:
    said = page.say(text="Hi")["id"]

    page.send(sender_action="react", payload={"message_id": said, "reaction": "love"})

    assert page.thread()[0]["reactions"] == [{"by": "business", "emoji": "❤️"}]


def test_it_closes_the_window_after_a_day_except_for_people(page: Chat) -> None:
    page.say(text="Hi")
    page.control.patch(f"/control/customers/{page.dana['id']}/", json={"window": "closed"})

    answers = [
        page.send({"text": "Hello?"}),
        page.send({"text": "Hello?"}, messaging_type="MESSAGE_TAG", tag="HUMAN_AGENT"),
    ]

    assert error_of(answers[0]) == (10, 2018278)
    assert answers[1].status_code == 200


def test_it_closes_the_window_even_for_people_after_a_week(page: Chat) -> None:
    page.say(text="Hi", timestamp=1_700_000_000)

    answer = page.send({"text": "Hello?"}, messaging_type="MESSAGE_TAG", tag="HUMAN_AGENT")

    assert error_of(answer) == (10, 2018278)


def test_it_lets_nobody_write_to_who_blocked_the_page(page: Chat) -> None:
    page.say(text="Hi")
    page.control.patch(f"/control/customers/{page.dana['id']}/", json={"blocked": True})

    assert error_of(page.send({"text": "Hello?"})) == (551, 1545041)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 100),
        ({"message": {"text": ""}}, 100),
        ({"message": {"text": "x" * 2001}}, 100),
        ({"message": {"txt": "x"}}, 100),
        ({"message": {"text": "x", "attachment": {"type": "image", "payload": {}}}}, 100),
        ({"message": {"text": "x", "metadata": "x" * 1001}}, 100),
        ({"message": {"text": "x", "quick_replies": []}}, 100),
        (
            {
                "message": {
                    "text": "x",
                    "quick_replies": [{"content_type": "text", "title": "x" * 21, "payload": "y"}],
                }
            },
            100,
        ),
        ({"message": {"attachment": {"type": "pigeon", "payload": {}}}}, 100),
        ({"message": {"attachment": {"type": "image", "payload": {"url": "ftp://x"}}}}, 100),
        ({"message": {"attachment": {"type": "image", "payload": {"attachment_id": "1"}}}}, 100),
        (
            {
                "message": {
                    "attachment": {"type": "template", "payload": {"template_type": "button", "text": "x"}}
                }
            },
            100,
        ),
        ({"message": {"text": "x"}, "messaging_type": None}, 100),
        ({"message": {"text": "x"}, "messaging_type": "MESSAGE_TAG"}, 100),
        ({"message": {"text": "x"}, "messaging_type": "MESSAGE_TAG", "tag": "ACCOUNT_UPDATE"}, 100),
        ({"message": {"text": "x"}, "tag": "HUMAN_AGENT"}, 100),
        ({"message": {"text": "x"}, "recipient": {}}, 100),
        ({"message": {"text": "x"}, "recipient": {"id": "1"}}, 100),
        ({"message": {"text": "x"}, "sender_action": "typing_on"}, 100),
        ({"message": {"text": "x"}, "reply_to": {"mid": "m_none"}}, 100),
        ({"message": {"text": "x"}, "pigeon": True}, 100),
        ({"sender_action": "dance"}, 100),
    ],
)
def test_it_refuses_what_meta_refuses(page: Chat, body: dict[str, Any], code: int) -> None:
    page.say(text="Hi")
    whole = {"recipient": {"id": page.dana["address"]}, "messaging_type": "RESPONSE", **body}

    answer = page.graph(
        "POST", f"{page.account}/messages", json={k: v for k, v in whole.items() if v is not None}
    )

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)
    assert len(page.thread()) == 1


def test_it_delivers_a_comment_and_takes_one_private_reply(product: Product, page: Chat) -> None:
    said = page.say(comment="Nice!")
    change = next(p.entry for p in reversed(product.received) if p.entry.get("id") == page.account)[
        "changes"
    ][0]
    body = {
        "recipient": {"comment_id": said["id"]},
        "messaging_type": "RESPONSE",
        "message": {"text": "Thanks!"},
    }

    answers = [page.graph("POST", f"{page.account}/messages", json=body) for _ in range(2)]

    assert change["field"] == "feed"
    assert change["value"] == {
        "item": "comment",
        "verb": "add",
        "comment_id": said["id"],
        "parent_id": ANY,
        "post_id": ANY,
        "created_time": ANY,
        "from": {"id": page.dana["address"], "name": "Dana Koval"},
        "message": "Nice!",
    }
    assert answers[0].json()["recipient_id"] == page.dana["address"]
    assert error_of(answers[1]) == (10900, None)


def test_it_answers_a_comment_in_public(page: Chat) -> None:
    comment = page.say(comment="How much?")["id"]

    answer = page.graph("POST", f"{comment}/comments", json={"message": "450"})

    assert answer.status_code == 200
    assert [(item["kind"], item["text"]) for item in page.thread()] == [
        ("comment", "How much?"),
        ("comment", "450"),
    ]


def test_it_subscribes_to_the_fields_asked_for(product: Product, page: Chat) -> None:
    page.graph("POST", f"{page.account}/subscribed_apps", params={"subscribed_fields": "messages"})
    page.say(text="Hi")

    answer = page.say(referral={"ref": "promo"})

    listed = page.graph("GET", f"{page.account}/subscribed_apps").json()["data"]
    assert listed[0]["subscribed_fields"] == ["messages"]
    assert answer["note"] == "not subscribed"
    assert len(product.events(page.account)) == 1


def test_it_refuses_a_field_that_does_not_exist(page: Chat) -> None:
    answer = page.graph(
        "POST", f"{page.account}/subscribed_apps", params={"subscribed_fields": "messages,pigeons"}
    )

    assert error_of(answer) == (100, None)


def test_it_stops_when_the_app_unsubscribes(product: Product, page: Chat) -> None:
    page.graph("DELETE", f"{page.account}/subscribed_apps")

    said = page.say(text="Hi")

    assert (said["status"], said["note"]) == (None, "not subscribed")
    assert product.events(page.account) == []


def test_it_reads_a_profile(page: Chat) -> None:
    found = page.graph("GET", f"{page.dana['address']}?fields=first_name,last_name,name,profile_pic").json()

    assert found == {
        "first_name": "Dana",
        "last_name": "Koval",
        "name": "Dana Koval",
        "profile_pic": ANY,
        "id": page.dana["address"],
    }
    assert page.control.get(found["profile_pic"]).status_code == 200


def test_it_reads_no_profile_that_is_hidden(page: Chat) -> None:
    page.control.patch(f"/control/customers/{page.dana['id']}/", json={"no_profile": True})

    assert error_of(page.graph("GET", f"{page.dana['address']}?fields=name")) == (100, 2018218)


def test_it_reads_the_page(page: Chat) -> None:
    found = page.graph("GET", "me?fields=id,name,username").json()

    assert found == {"id": page.account, "name": "Acme", "username": "acme"}


def test_it_lists_what_was_said(page: Chat) -> None:
    said = page.say(text="Hi")["id"]
    sent = page.send_text("Hello")

    found = page.graph(
        "GET",
        f"{page.account}/conversations?platform=messenger"
        "&fields=participants,updated_time,messages.limit(5){id,message,from,created_time,attachments{id}}",
    ).json()["data"]

    assert [m["id"] for m in found[0]["messages"]["data"]] == [sent, said]
    assert [m["from"]["id"] for m in found[0]["messages"]["data"]] == [page.account, page.dana["address"]]
    assert found[0]["participants"]["data"][0]["name"] == "Dana Koval"


def test_it_reads_one_message(page: Chat) -> None:
    said = page.say(image=True)["id"]

    found = page.graph("GET", f"{said}?fields=attachments{{id,image_data}}").json()

    assert page.control.get(found["attachments"]["data"][0]["image_data"]["url"]).status_code == 200


def test_it_knows_whose_token_it_is(page: Chat, insta: Chat) -> None:
    strangers = page.graph("GET", f"{page.account}?fields=name", token=insta.token)
    nobodys = page.graph("GET", f"{page.account}?fields=name", token="EAAnothing")

    assert error_of(strangers) == (100, 33)
    assert error_of(nobodys) == (190, None)


def test_it_checks_the_proof_of_the_app_secret(page: Chat) -> None:
    proof = hmac.new(APP_SECRET.encode(), page.token.encode(), hashlib.sha256).hexdigest()

    right = page.graph("GET", f"{page.account}?fields=name&appsecret_proof={proof}")
    wrong = page.graph("GET", f"{page.account}?fields=name&appsecret_proof={'0' * 64}")

    assert right.status_code == 200
    assert wrong.json()["error"]["message"].endswith("Invalid appsecret_proof provided in the API argument")


def test_it_limits_the_speed_when_asked_to(own_page: Chat) -> None:
    own_page.say(text="Hi")
    own_page.control.post("/control/faults/", json={"platform": "messenger", "kind": "throughput"})

    answers = [own_page.graph("GET", f"{own_page.account}/conversations") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 400]
    assert error_of(answers[2]) == (80006, 2446079)
    assert own_page.account in answers[2].headers["x-business-use-case-usage"]


def test_it_refuses_in_its_own_words_when_a_fault_says_so(own_page: Chat) -> None:
    own_page.say(text="Hi")
    own_page.control.post("/control/faults/", json={"platform": "messenger", "kind": "http_429", "count": 1})

    answers = [own_page.send({"text": "Hello"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [429, 200]
    assert answers[0].json()["error"]["code"] == 80006
