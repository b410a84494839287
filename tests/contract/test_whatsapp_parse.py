"""Every recorded message of WhatsApp and what it becomes."""

from typing import Any

import pytest

from tenant_apps.channels.inbound import (
    Deletion,
    Edit,
    Ignored,
    InboundAttachment,
    InboundMessage,
    ReactionEvent,
    Sender,
)
from tests.contract.samples import parsed
from tests.contract.whatsapp_people import AT, BSUID, DANA, NUMBER, QUOTED, only


def content(name: str) -> tuple[str, str, dict[str, Any]]:
    message = only(name)
    return message.kind, message.text, message.payload


def test_it_reads_a_text() -> None:
    assert only("text") == InboundMessage(
        account_id=NUMBER,
        external_id="wamid.PARLOR001",
        sender=DANA,
        provider_at=AT,
        provider_seq=0,
        kind="text",
        text="Скільки коштує манікюр?",
    )


def test_it_reads_what_a_text_answers() -> None:
    assert only("text_reply").reply_to == QUOTED


def test_it_takes_a_forward_for_no_reply() -> None:
    message = only("text_forwarded")

    assert (message.reply_to, message.payload) == (None, {"forwarded": "often"})


def test_it_keeps_the_ad_that_brought_the_customer() -> None:
    assert only("text_from_ad").payload["referral"]["ctwa_clid"] == "ARinvented01"


def test_it_keeps_the_product_that_is_asked_about() -> None:
    assert only("text_about_product").payload == {
        "referred_product": {"catalog_id": "30300", "product_retailer_id": "oil-15"}
    }


def test_it_knows_a_customer_without_a_phone_number() -> None:
    assert only("text_without_phone").sender == Sender(
        (BSUID, ("parent_bsuid", "UA.ENT.900080007000")), name="Zoë", username="zoe.nails"
    )


def test_it_keeps_the_group_of_a_message() -> None:
    assert only("text_in_group").payload == {"group_id": "R3JvdXBJbnZlbnRlZA=="}


def test_it_strips_nul_which_postgresql_refuses() -> None:
    assert only("text_with_nul").text == "beforeafter"


@pytest.mark.parametrize(
    ("name", "kind", "text", "attachment", "payload"),
    [
        ("image", "image", "Хочу так само", {"media_id": "501001", "mime": "image/jpeg"}, {}),
        ("video", "video", "", {"media_id": "501002", "mime": "video/mp4"}, {}),
        (
            "voice_note",
            "audio",
            "",
            {"media_id": "501003", "mime": "audio/ogg; codecs=opus", "voice": True},
            {},
        ),
        (
            "document",
            "document",
            "for you",
            {"media_id": "501004", "mime": "application/pdf", "name": "Довідка №7.pdf"},
            {},
        ),
        ("sticker", "sticker", "", {"media_id": "501005", "mime": "image/webp"}, {"animated": True}),
    ],
)
def test_it_reads_a_file(
    name: str, kind: str, text: str, attachment: dict[str, Any], payload: dict[str, Any]
) -> None:
    message = only(name)

    expected = InboundAttachment(kind=kind, sha256="c2hhMjU2aW52ZW50ZWQ=", **attachment)  # type: ignore[arg-type]
    assert content(name) == (kind, text, payload)
    assert message.attachments == (expected,)


def test_it_shows_a_file_without_an_id_as_a_placeholder() -> None:
    kind, _, payload = content("image_without_id")

    assert (kind, payload["type"]) == ("unsupported", "image")
    assert payload["message"]["errors"][0]["code"] == 131052


def test_it_reads_a_place() -> None:
    assert content("location") == (
        "location",
        "Площа Ринок, Львів, пл. Ринок 1",
        {
            "location": {
                "latitude": 49.8397,
                "longitude": 24.0297,
                "name": "Площа Ринок",
                "address": "Львів, пл. Ринок 1",
            }
        },
    )


def test_it_reads_a_bare_pin() -> None:
    assert content("location_pin") == (
        "location",
        "49.8397, 24.0297",
        {"location": {"latitude": 49.8397, "longitude": 24.0297}},
    )


def test_it_reads_shared_contacts() -> None:
    kind, text, payload = content("contacts")

    assert (kind, text) == ("contacts", "Oksana Bondar +380 50 222 33 44\nTaras")
    assert [contact["name"]["formatted_name"] for contact in payload["contacts"]] == [
        "Oksana Bondar",
        "Taras",
    ]


def test_it_keeps_where_a_shared_contact_comes_from() -> None:
    assert only("contact_request_answer").payload["contacts"][0]["origin"] == "contact_request"


@pytest.mark.parametrize(
    ("name", "kind", "reply"),
    [
        (
            "button_reply",
            "interactive_reply",
            {"type": "button_reply", "id": "book:17", "title": "Записатися"},
        ),
        (
            "list_reply",
            "interactive_reply",
            {"type": "list_reply", "id": "slot:1030", "title": "10:30", "description": "Майстер Оля"},
        ),
        (
            "template_button",
            "button_reply",
            {"type": "template_button", "id": "STOP_PROMO", "title": "Відписатися"},
        ),
    ],
)
def test_it_keeps_title_and_id_of_a_choice(name: str, kind: str, reply: dict[str, str]) -> None:
    message = only(name)

    assert content(name) == (kind, reply["title"], {"reply": reply})
    assert message.reply_to == QUOTED


def test_it_reads_the_answers_of_a_form() -> None:
    assert content("flow_reply") == (
        "interactive_reply",
        "Sent",
        {"reply": {"type": "nfm_reply", "name": "flow", "answers": {"flow_token": "t1", "rating": "5"}}},
    )


def test_it_reads_an_order() -> None:
    kind, text, payload = content("order")

    assert (kind, text) == ("order", "Дякую!")
    assert payload["order"]["product_items"] == [
        {"product_retailer_id": "oil-15", "quantity": 2, "item_price": 310.5, "currency": "UAH"}
    ]


@pytest.mark.parametrize(("name", "emoji"), [("reaction", "👍"), ("reaction_removed", "")])
def test_it_reads_a_reaction(name: str, emoji: str) -> None:
    assert only(name) == ReactionEvent(account_id=NUMBER, sender=DANA, external_id=QUOTED, emoji=emoji, at=AT)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("unsupported_poll", "poll"),
        ("type_of_tomorrow", "hologram"),
        ("call_permission_reply", "call_permission_reply"),
        ("interactive_without_content", "interactive"),
        ("call", "call"),
    ],
)
def test_it_keeps_what_it_cannot_show_as_a_placeholder(name: str, kind: str) -> None:
    message = only(name)

    assert (message.kind, message.payload["type"], message.sender) == ("unsupported", kind, DANA)


def test_it_keeps_why_a_message_came_without_content() -> None:
    assert only("interactive_without_content").payload["errors"][0]["code"] == 131000


def test_it_reads_an_edit() -> None:
    event = only("edit")

    assert isinstance(event, Edit)
    assert (event.external_id, event.text, event.at) == ("wamid.THEIRS01", "на 15:00, вибачте", AT)


def test_it_reads_a_deletion() -> None:
    assert only("revoke") == Deletion(account_id=NUMBER, sender=DANA, external_id="wamid.THEIRS01", at=AT)


def test_it_reads_past_chats_without_waking_anybody() -> None:
    events = parsed("whatsapp", "history_threads")
    sent, answered, file = (event for event in events[:3] if isinstance(event, InboundMessage))
    damaged = events[3]

    assert (sent.direction, sent.sender.identities, sent.text, sent.payload) == (
        "out",
        (("wa_id", "380671112233"), ("phone", "+380671112233")),
        "Добрий день! Чекаємо вас о 10.",
        {"history_status": "read", "history": True},
    )
    assert (answered.direction, answered.external_id, answered.payload["history"]) == (
        "in",
        "wamid.PAST02",
        True,
    )
    assert (file.kind, file.payload["type"], file.payload["history"]) == (
        "unsupported",
        "media_placeholder",
        True,
    )
    assert isinstance(damaged, Ignored)


def test_it_gives_three_days_to_answer_a_customer_who_came_from_an_ad() -> None:
    assert (only("text_from_ad").window_hours, only("text").window_hours) == (72, None)
