"""Messenger: what people do arrives as Meta sends it."""

import hashlib
import hmac
from unittest.mock import ANY

from tests.sandbox.running import APP_SECRET, Chat, Product, eventually, last


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
