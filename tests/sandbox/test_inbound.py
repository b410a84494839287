"""What a customer does arrives as the webhook Meta would send."""

import hashlib
import hmac
from typing import Any
from unittest.mock import ANY

from tests.sandbox.running import APP_SECRET, Product, Salon


def last(product: Product, salon: Salon) -> dict[str, Any]:
    return product.messages(salon.account)[-1]


def test_it_delivers_a_text_in_metas_envelope(product: Product, salon: Salon) -> None:
    said = salon.say(text="Скільки коштує манікюр?")

    assert said == {"id": ANY, "status": 200, "ms": ANY, "note": ""}
    assert product.values(salon.account) == [
        {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": salon.phone, "phone_number_id": salon.account},
            "contacts": [
                {"profile": {"name": "Дана"}, "wa_id": "380671112233", "user_id": salon.dana["user_id"]}
            ],
            "messages": [
                {
                    "from": "380671112233",
                    "from_user_id": salon.dana["user_id"],
                    "id": said["id"],
                    "timestamp": ANY,
                    "type": "text",
                    "text": {"body": "Скільки коштує манікюр?"},
                }
            ],
        }
    ]


def test_it_signs_the_raw_bytes_and_escapes_non_ascii(product: Product, salon: Salon) -> None:
    salon.say(text="Привіт 😀")

    post = next(p for p in reversed(product.received) if salon.account.encode() in p.raw)
    expected = hmac.new(APP_SECRET.encode(), post.raw, hashlib.sha256).hexdigest()
    assert post.path == "/webhook/whatsapp/"
    assert post.headers["x-hub-signature-256"] == f"sha256={expected}"
    assert b"\\u041f\\u0440" in post.raw
    assert b"\\ud83d\\ude00" in post.raw
    assert post.raw.isascii()


def test_it_hides_the_phone_of_a_customer_with_a_username(product: Product, salon: Salon) -> None:
    salon.control.patch(
        f"/control/customers/{salon.dana['id']}/", json={"hide_phone": True, "username": "dana.k"}
    )

    salon.say(text="Hi")

    value = product.values(salon.account)[-1]
    profile = {"name": "Дана", "username": "dana.k"}
    assert value["contacts"] == [{"profile": profile, "user_id": salon.dana["user_id"]}]
    assert "from" not in value["messages"][0]
    assert value["messages"][0]["from_user_id"] == salon.dana["user_id"]


def test_it_delivers_a_photo_that_can_be_fetched(product: Product, salon: Salon) -> None:
    salon.say(image={"caption": "Хочу так"})

    image = last(product, salon)["image"]
    found = salon.graph("GET", image["id"]).json()
    assert image == {
        "mime_type": "image/jpeg",
        "sha256": ANY,
        "id": ANY,
        "url": ANY,
        "caption": "Хочу так",
    }
    assert salon.graph("GET", image["id"]).status_code == 200
    fetched = salon.control.get(image["url"], headers={"authorization": f"Bearer {salon.token}"})
    assert hashlib.sha256(fetched.content).hexdigest() == found["sha256"]


def test_it_delivers_a_voice_note(product: Product, salon: Salon) -> None:
    salon.say(audio=True)

    audio = last(product, salon)["audio"]
    assert audio["voice"] is True
    assert audio["mime_type"] == "audio/ogg; codecs=opus"


def test_it_delivers_a_document_with_its_name(product: Product, salon: Salon) -> None:
    salon.say(document={"base64": "SGVsbG8=", "mime": "text/plain", "filename": "wishes.txt"})

    document = last(product, salon)["document"]
    assert (document["filename"], document["mime_type"]) == ("wishes.txt", "text/plain")


def test_it_delivers_a_place(product: Product, salon: Salon) -> None:
    salon.say(location={"latitude": 49.84, "longitude": 24.03, "name": "Rynok"})

    assert last(product, salon)["location"] == {"latitude": 49.84, "longitude": 24.03, "name": "Rynok"}


def test_it_delivers_a_contact_card(product: Product, salon: Salon) -> None:
    salon.say(contacts={"name": "Oksana Boyko", "phone": "+380 50 111 22 33"})

    assert last(product, salon)["contacts"] == [
        {
            "name": {"formatted_name": "Oksana Boyko", "first_name": "Oksana", "last_name": "Boyko"},
            "phones": [{"phone": "+380 50 111 22 33", "wa_id": "380501112233", "type": "MOBILE"}],
        }
    ]


def test_it_delivers_a_reaction_to_the_latest_answer(product: Product, salon: Salon) -> None:
    salon.say(text="Hi")
    answer = salon.send_text("Hello")

    salon.say(reaction="👍")

    assert last(product, salon)["reaction"] == {"message_id": answer, "emoji": "👍"}
    assert salon.thread()[-1]["reactions"] == [{"by": "customer", "emoji": "👍"}]


def test_it_reacts_to_the_message_that_is_named_as_meta_names_it(salon: Salon) -> None:
    salon.say(text="Hi")
    first = salon.send_text("Hello")
    salon.send_text("How are you?")

    salon.say(reaction={"message_id": first, "emoji": "👍"})

    assert [bool(bubble["reactions"]) for bubble in salon.thread()] == [False, True, False]


def test_it_leaves_the_emoji_out_when_a_reaction_is_removed(product: Product, salon: Salon) -> None:
    salon.say(text="Hi")
    answer = salon.send_text("Hello")
    salon.say(reaction="👍")

    salon.say(reaction={"message": answer, "emoji": ""})

    assert last(product, salon)["reaction"] == {"message_id": answer}
    assert salon.thread()[-1]["reactions"] == []


def test_it_taps_a_button_by_its_title(product: Product, salon: Salon) -> None:
    salon.say(text="Hi")
    buttons = [{"type": "reply", "reply": {"id": "t18", "title": "18:30"}}]
    body = {"type": "button", "body": {"text": "When?"}, "action": {"buttons": buttons}}
    question = salon.send(type="interactive", interactive=body).json()["messages"][0]["id"]

    salon.say(button_reply="18:30")

    message = last(product, salon)
    assert message["context"] == {"from": salon.phone, "id": question}
    assert message["interactive"] == {
        "type": "button_reply",
        "button_reply": {"id": "t18", "title": "18:30"},
    }


def test_it_picks_a_row_of_a_list(product: Product, salon: Salon) -> None:
    salon.say(text="Hi")
    rows = [{"id": "nails", "title": "Манікюр", "description": "90 хв"}]
    action = {"button": "Послуги", "sections": [{"rows": rows}]}
    salon.send(type="interactive", interactive={"type": "list", "body": {"text": "?"}, "action": action})

    salon.say(list_reply="nails")

    reply = {"id": "nails", "title": "Манікюр", "description": "90 хв"}
    assert last(product, salon)["interactive"] == {"type": "list_reply", "list_reply": reply}


def test_it_taps_a_quick_reply_of_a_template(product: Product, salon: Salon) -> None:
    parameters = [{"type": "text", "text": "Дано"}, {"type": "text", "text": "завтра"}]
    components = [{"type": "body", "parameters": parameters}]
    template = {
        "name": "appointment_reminder",
        "language": {"code": "uk"},
        "components": components,
    }
    salon.send(type="template", template=template)

    salon.say(button="Буду")

    assert last(product, salon)["button"] == {"payload": "Буду", "text": "Буду"}


def test_it_quotes_the_message_replied_to(product: Product, salon: Salon) -> None:
    salon.say(text="Hi")
    answer = salon.send_text("Hello")

    salon.say(text="Which day?", reply_to=answer)

    assert last(product, salon)["context"] == {"from": salon.phone, "id": answer}


def test_it_edits_its_own_message(product: Product, salon: Salon) -> None:
    first = salon.say(text="At five")["id"]

    salon.say(edit={"message": first, "text": "At six"})

    inner = {"context": {"id": first}, "type": "text", "text": {"body": "At six"}}
    assert last(product, salon)["edit"] == {"original_message_id": first, "message": inner}
    assert [(i["text"], i["edited"]) for i in salon.thread()] == [("At six", True)]


def test_it_revokes_its_own_message(product: Product, salon: Salon) -> None:
    first = salon.say(text="oops")["id"]

    salon.say(revoke={"message": first})

    assert last(product, salon)["revoke"] == {"original_message_id": first}
    assert [(i["text"], i["deleted"]) for i in salon.thread()] == [("", True)]


def test_it_delivers_what_meta_does_not_support(product: Product, salon: Salon) -> None:
    salon.say(unsupported="poll")

    message = last(product, salon)
    assert message["unsupported"] == {"type": "poll"}
    assert message["errors"][0]["code"] == 131051


def test_it_delivers_a_raw_message_under_a_chosen_id(product: Product, salon: Salon) -> None:
    salon.say(raw={"type": "order", "order": {"catalog_id": "1", "product_items": []}}, id="wamid.RAW1")

    message = last(product, salon)
    assert (message["id"], message["order"]) == ("wamid.RAW1", {"catalog_id": "1", "product_items": []})


def test_it_delivers_a_raw_body_with_a_wrong_signature(product: Product, salon: Salon) -> None:
    body = '{"entry":[{"changes":[{"value":{"metadata":{"phone_number_id":"raw"}}}]}]}'

    answer = salon.control.post(
        "/control/deliver/", json={"platform": "whatsapp", "body": body, "signature": "wrong"}
    )

    right = hmac.new(APP_SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()
    assert answer.json() == {"status": 200, "ms": ANY, "note": ""}
    # A receipt of an earlier test may come in at the same moment.
    [post] = [post for post in product.received if post.raw == body.encode()]
    assert post.headers["x-hub-signature-256"].startswith("sha256=")
    assert post.headers["x-hub-signature-256"] != f"sha256={right}"
