"""Every recorded WhatsApp event and what it becomes."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from tenant_apps.channels.adapters.whatsapp.parse import parse
from tenant_apps.channels.errors import BadPayload
from tenant_apps.channels.inbound import (
    AccountNotice,
    Deletion,
    DeliveryReceipt,
    Edit,
    IdentityChange,
    Ignored,
    InboundAttachment,
    InboundMessage,
    ReactionEvent,
    Sender,
)
from tests.contract.samples import body_of, parsed

NUMBER = "700100200300"
BSUID = ("bsuid", "UA.51423001122334455667")
IDENTITIES = (BSUID, ("wa_id", "380671112233"), ("phone", "+380671112233"))
DANA = Sender(IDENTITIES, name="Dana Koval")
NAMELESS = Sender(IDENTITIES)
AT = datetime.fromtimestamp(1790000000, UTC)
RECEIVED_AT = datetime(2026, 9, 21, 14, 20, tzinfo=UTC)
QUOTED = "wamid.OURS01"


def only(name: str) -> Any:
    [event] = parsed("whatsapp", name)
    return event


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


def test_it_joins_the_new_number_of_a_customer_with_the_old_one() -> None:
    message = only("system_number_changed")

    assert (message.kind, message.payload["system"]["type"]) == ("system", "user_changed_number")
    assert message.sender.identities == (
        ("bsuid", "UA.77700000000000000001"),
        ("wa_id", "380632223344"),
        ("phone", "+380632223344"),
        ("wa_id", "380671112233"),
        ("phone", "+380671112233"),
    )


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


@pytest.mark.parametrize(
    ("name", "status"),
    [("status_delivered", "delivered"), ("status_read", "read"), ("status_played", "read")],
)
def test_it_reads_a_receipt(name: str, status: str) -> None:
    assert only(name) == DeliveryReceipt(
        account_id=NUMBER,
        external_id=QUOTED,
        status=status,  # type: ignore[arg-type]  # parametrised
        at=datetime.fromtimestamp(1790000060, UTC),
        recipient=IDENTITIES,
    )


def test_it_brings_back_our_own_id_and_the_price_of_a_message() -> None:
    receipt = only("status_sent")

    assert receipt.client_ref == "0192aa00-0000-7000-8000-000000000001"
    assert receipt.payload["pricing"]["category"] == "service"


def test_it_says_in_plain_words_why_a_message_failed() -> None:
    receipt = only("status_failed")

    assert (receipt.status, receipt.error_code) == ("failed", "needs_template")
    assert receipt.error_reason == (
        "More than 24 hours have passed since the person last wrote. Send a template instead."
    )


def test_it_repeats_the_vendors_words_for_a_failure_it_does_not_know() -> None:
    assert only("status_failed_by_unknown_code").error_reason == "Something Meta invented later."


def test_it_takes_a_group_for_no_person() -> None:
    assert only("status_in_group").recipient == ()


def test_it_ignores_a_status_of_tomorrow_with_its_reason() -> None:
    event = only("status_of_tomorrow")

    assert isinstance(event, Ignored)
    assert event.reason == "The status “warned” is not used."


def test_it_reads_what_the_business_wrote_on_its_phone() -> None:
    message = only("echo")

    assert (message.direction, message.text, message.sender) == ("out", "Добрий день! Чекаємо на вас.", DANA)


def test_it_reads_what_the_business_took_back_on_its_phone() -> None:
    assert only("echo_revoke") == Deletion(
        account_id=NUMBER,
        sender=NAMELESS,
        external_id="wamid.ECHO01",
        at=datetime.fromtimestamp(1790000030, UTC),
        direction="out",
    )


def test_it_reads_that_a_customer_got_a_new_id() -> None:
    known = IDENTITIES[1:]

    assert only("user_id_update") == IdentityChange(
        account_id=NUMBER,
        previous=(BSUID, *known),
        current=(("bsuid", "UA.60000000000000000009"), *known),
        at=datetime.fromtimestamp(1790000100, UTC),
    )


@pytest.mark.parametrize(
    ("name", "account", "severity", "text"),
    [
        ("number_errors", NUMBER, "warning", "WhatsApp reports: Rate limit hit."),
        (
            "account_update_partner_removed",
            "waba:800900100200",
            "critical",
            "The WhatsApp Business account is no longer shared with the app.",
        ),
        (
            "account_update_field_inside_value",
            "waba:800900100200",
            "critical",
            "Meta has restricted the WhatsApp Business account.",
        ),
        (
            "account_review_update",
            "waba:800900100200",
            "warning",
            "Meta reviewed the WhatsApp Business account: rejected.",
        ),
        (
            "phone_number_quality_update",
            "waba:800900100200",
            "warning",
            "Quality or limit of the number changed: flagged. You may write first to 1,000 customers in 24 hours.",
        ),
        ("phone_number_name_update", "waba:800900100200", "info", "Display name “Lumière”: approved."),
        (
            "template_rejected",
            "waba:800900100200",
            "warning",
            "Template “visit_reminder”: rejected (invalid format).",
        ),
        (
            "template_quality_under_status_field",
            "waba:800900100200",
            "warning",
            "Template “visit_reminder”: quality yellow.",
        ),
        (
            "template_category_update",
            "waba:800900100200",
            "warning",
            "Template “visit_reminder”: category marketing.",
        ),
        ("security_pin", "waba:800900100200", "warning", "Two-step PIN of the number: pin reset request."),
        ("user_preferences", NUMBER, "info", "A customer changed their choice about marketing messages."),
    ],
)
def test_it_tells_account_events_in_plain_words(name: str, account: str, severity: str, text: str) -> None:
    notice = only(name)

    assert isinstance(notice, AccountNotice)
    assert (notice.account_id, notice.severity, notice.text) == (account, severity, text)


def test_it_numbers_the_messages_of_a_batch() -> None:
    messages = [event for event in parsed("whatsapp", "batch") if event.account_id == NUMBER]  # type: ignore[union-attr]

    assert [(m.text, m.provider_seq) for m in messages] == [("one", 0), ("two", 1), ("three", 2)]  # type: ignore[union-attr]


def test_it_reads_the_intact_parts_of_a_damaged_batch() -> None:
    events = parse(body_of("whatsapp", "batch_damaged"), received_at=RECEIVED_AT)

    messages = [event for event in events if isinstance(event, InboundMessage)]
    reasons = [event.reason for event in events if isinstance(event, Ignored)]
    assert [(m.kind, m.text, m.provider_at) for m in messages] == [
        ("unsupported", "", AT),
        ("text", "no date", RECEIVED_AT),
        ("text", "intact", AT),
    ]
    assert reasons == [
        "Unreadable statuses: Expected `array`, got `str`",
        "Unreadable item: Object missing required field `id`",
        "A message without a sender.",
        "Unreadable change: Expected `object`, got `int`",
        "Unreadable entry: Expected `object`, got `str`",
    ]


def test_it_never_takes_one_customers_contact_for_another() -> None:
    body = msgspec.json.decode(body_of("whatsapp", "text"))
    messages = body["entry"][0]["changes"][0]["value"]["messages"]
    messages.append({**messages[0], "id": "wamid.SAM", "from": "447700900123", "from_user_id": "GB.1"})

    events = parse(msgspec.json.encode(body))

    assert [event.sender for event in events] == [  # type: ignore[union-attr]
        DANA,
        Sender((("bsuid", "GB.1"), ("wa_id", "447700900123"), ("phone", "+447700900123"))),
    ]


def test_it_takes_the_only_contact_for_the_sender_where_wa_id_and_number_differ() -> None:
    body = body_of("whatsapp", "text").replace(b'"from": "380671112233"', b'"from": "5511987654321"')
    body = body.replace(b'"from_user_id": "UA.51423001122334455667",', b"")

    [message] = parse(body)

    assert message.sender.identities == (BSUID, ("wa_id", "380671112233"), ("phone", "+5511987654321"))  # type: ignore[union-attr]


def test_it_mends_half_an_emoji_and_broken_utf_8() -> None:
    body = body_of("whatsapp", "text").replace(b'"body": "', b'"body": "\\ud83d \xff ')

    [message] = parse(body)

    assert message.text == "\ufffd \ufffd Скільки коштує манікюр?"  # type: ignore[union-attr]


def test_it_keeps_a_very_long_text_whole() -> None:
    body = body_of("whatsapp", "text").replace(b'"body": "', b'"body": "' + b"x" * 70_000)

    [message] = parse(body)

    assert len(message.text) == 70_000 + len("Скільки коштує манікюр?")  # type: ignore[union-attr]


@pytest.mark.parametrize("body", [b"not json", b"[]", b"{}", b'{"entry":{}}'])
def test_it_refuses_a_body_without_an_envelope(body: bytes) -> None:
    with pytest.raises(BadPayload):
        parse(body)


def test_it_reads_a_shared_contact_with_nonsense_for_phones() -> None:
    body = msgspec.json.decode(body_of("whatsapp", "contacts"))
    body["entry"][0]["changes"][0]["value"]["messages"][0]["contacts"][0]["phones"] = True

    [message] = parse(msgspec.json.encode(body))

    assert message.text == "Oksana Bondar\nTaras"  # type: ignore[union-attr]


def test_it_ignores_a_change_whose_field_is_nonsense() -> None:
    body = b'{"entry":[{"id":"5","changes":[{"field":null,"value":{"field":["messages"]}}]}]}'

    [event] = parse(body)

    assert isinstance(event, Ignored)


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


def test_it_tells_that_past_chats_are_not_shared() -> None:
    event = only("history_not_shared")

    assert (event.kind, event.severity) == ("history", "info")
    assert event.text == "WhatsApp did not share the earlier chats of this number."


def test_it_reads_that_a_customer_opened_the_chat() -> None:
    message = only("request_welcome")

    assert (message.kind, message.sender, message.payload) == (
        "system",
        DANA,
        {"system": {"type": "request_welcome", "body": ""}},
    )


def test_it_gives_three_days_to_answer_a_customer_who_came_from_an_ad() -> None:
    assert (only("text_from_ad").window_hours, only("text").window_hours) == (72, None)
