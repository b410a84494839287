"""Events that only Messenger has, and what they become."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tenant_apps.channels.inbound import (
    AccountNotice,
    Deletion,
    DeliveryReceipt,
    Edit,
    Ignored,
    InboundAttachment,
    InboundMessage,
    LeadSubmitted,
    Sender,
    Watermark,
)
from tests.contract.samples import parsed

PAGE = "100200300400500"
AT = datetime.fromtimestamp(1790000000, UTC)
EVENT_AT = AT + timedelta(milliseconds=123)
PSID = ("psid", "7300000000000001")
DANA, DANA_KOVAL = Sender((PSID,)), Sender((PSID,), name="Dana Koval")
OURS = "m_ParlorOURS"


def only(name: str) -> Any:
    [event] = parsed("messenger", name)
    return event


def content(name: str) -> tuple[str, str, dict[str, Any]]:
    message = only(name)
    return message.kind, message.text, message.payload


def test_it_reads_a_sticker() -> None:
    message = only("sticker")

    assert (message.kind, message.payload) == ("sticker", {"sticker_id": "369239263222822"})
    [file] = message.attachments
    assert (file.kind, file.media_id) == ("sticker", "https://cdn.example/s.png#m_Parlor030/0")


def test_it_reads_a_place() -> None:
    place = {
        "latitude": 49.8397,
        "longitude": 24.0297,
        "name": "Площа Ринок",
        "url": "https://maps.example/x",
    }

    assert content("location") == ("location", "Площа Ринок", {"location": place})


@pytest.mark.parametrize(
    ("name", "text"),
    [("link", "https://youtu.be/x"), ("link_without_text", "Манікюр 2026\nhttps://youtu.be/x")],
)
def test_it_reads_a_link_with_its_preview(name: str, text: str) -> None:
    kind, shown, payload = content(name)

    assert (kind, shown) == ("text", text)
    [link] = payload["shared"]
    assert (link["title"], link["url"]) == ("Манікюр 2026", "https://youtu.be/x")


def test_it_shows_an_empty_preview_as_a_placeholder() -> None:
    kind, _, payload = content("link_empty")

    assert (kind, payload["type"]) == ("unsupported", "fallback")


def test_it_reads_a_product() -> None:
    kind, text, payload = content("product")

    assert (kind, text) == ("text", "Олійка\n₴400")
    assert payload["referred_product"]["retailer_id"] == "oil-15"


def test_it_shows_a_reel_by_its_address() -> None:
    kind, text, payload = content("reel")

    assert (kind, text) == ("text", "Нейл-арт https://www.facebook.com/reel/123")
    assert payload["shared"] == [
        {
            "type": "reel",
            "url": "https://www.facebook.com/reel/123",
            "title": "Нейл-арт",
            "reel_video_id": 123,
        }
    ]


def test_it_fetches_the_picture_of_a_shared_post() -> None:
    message = only("shared_post")

    assert [file.media_id for file in message.attachments] == ["https://cdn.example/post.jpg#m_Parlor037/0"]
    assert message.payload["shared"][0]["title"] == "Акція"


def test_it_shows_an_appointment_as_a_placeholder() -> None:
    kind, _, payload = content("appointment")

    assert (kind, payload["type"]) == ("unsupported", "appointment_booking")


def test_it_keeps_a_command() -> None:
    assert content("command") == ("text", "/price", {"commands": [{"name": "price"}]})


def test_it_reads_a_delivery() -> None:
    until = AT + timedelta(milliseconds=223)

    assert parsed("messenger", "delivery") == [
        DeliveryReceipt(
            account_id=PAGE, external_id=OURS, status="delivered", at=EVENT_AT, recipient=(PSID,)
        ),
        Watermark(account_id=PAGE, sender=DANA, status="delivered", at=until),
    ]


def test_it_reads_a_delivery_that_names_no_message() -> None:
    until = AT + timedelta(milliseconds=223)

    assert only("delivery_without_mids") == Watermark(
        account_id=PAGE, sender=DANA, status="delivered", at=until
    )


def test_it_keeps_a_delivery_of_nothing_as_ignored() -> None:
    assert only("delivery_empty").reason == "A receipt that names nothing."


def test_it_reads_up_to_when_everything_was_read() -> None:
    until = AT + timedelta(milliseconds=323)

    assert only("read") == Watermark(account_id=PAGE, sender=DANA, status="read", at=until)


@pytest.mark.parametrize(
    ("name", "text", "identity"),
    [
        ("optin", "Agreed to get messages about “Акції”.", PSID),
        ("optin_stopped", "No longer wants messages about “Акції”.", PSID),
        ("optin_by_checkbox", "Agreed to get messages about “booking-form”.", ("user_ref", "visitor-77")),
    ],
)
def test_it_reads_a_consent(name: str, text: str, identity: tuple[str, str]) -> None:
    message = only(name)

    assert (message.kind, message.text, message.window_hours) == ("system", text, 0)
    assert (message.sender, message.payload["system"]) == (Sender((identity,)), {"type": "optin"})


@pytest.mark.parametrize(
    ("name", "kind", "severity", "text"),
    [
        (
            "policy_block",
            "policy_enforcement",
            "critical",
            "Meta has blocked this account from sending messages: The page sent spam.",
        ),
        ("policy_unblock", "policy_enforcement", "info", "Meta lets this account send messages again."),
        ("account_linked", "account_linking", "info", "A customer linked their account with your shop."),
        ("account_unlinked", "account_linking", "info", "A customer unlinked their account."),
    ],
)
def test_it_reads_a_notice(name: str, kind: str, severity: str, text: str) -> None:
    notice = only(name)

    assert isinstance(notice, AccountNotice)
    assert (notice.account_id, notice.kind, notice.severity, notice.text) == (PAGE, kind, severity, text)
    assert kind in notice.payload


def test_it_tells_an_echo_of_metas_inbox() -> None:
    echo = only("echo_page_inbox")

    assert (echo.direction, echo.text) == ("out", "До зустрічі о 17")
    assert echo.payload == {"app": {"id": "26390203743090"}}


def test_it_reads_the_words_of_a_card_that_another_tool_sent() -> None:
    echo = only("echo_card")

    assert (echo.kind, echo.text) == ("text", "Наш сайт\nВідкрити: https://lumiere.example/")


def test_it_shows_a_card_without_words_as_a_placeholder() -> None:
    echo = only("echo_media_card")

    assert (echo.kind, echo.direction, echo.payload["type"]) == ("unsupported", "out", "template")
    assert echo.payload["standby"] is True


def test_it_reads_a_comment_to_be_answered_in_private() -> None:
    message = only("comment")

    assert message == InboundMessage(
        account_id=PAGE,
        external_id="900_222_333",
        sender=DANA_KOVAL,
        provider_at=AT,
        kind="comment",
        text="Скільки?",
        payload={"comment": message.payload["comment"]},
        window_hours=168,
        context={"via": "comment", "comment_id": "900_222_333"},
    )
    assert message.payload["comment"]["post_id"] == "900_222"


def test_it_reads_what_a_comment_answers() -> None:
    assert only("comment_answer").reply_to == "900_222_333"


def test_it_reads_the_photo_of_a_comment() -> None:
    message = only("comment_with_photo")

    assert message.attachments == (InboundAttachment(kind="image", media_id="https://cdn.example/c.jpg"),)


def test_it_reads_an_edited_comment() -> None:
    assert only("comment_edited") == Edit(
        account_id=PAGE, sender=DANA_KOVAL, external_id="900_222_333", text="Скільки коштує?", at=AT
    )


def test_it_reads_a_removed_comment() -> None:
    assert only("comment_removed") == Deletion(
        account_id=PAGE, sender=DANA_KOVAL, external_id="900_222_333", at=AT
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("comment_hidden", "What happened to a comment is not used: hide."),
        ("comment_of_page", "A comment by the page itself."),
        ("comment_of_nobody", "A comment whose author Meta does not tell."),
        ("post_liked", "News of the page: reaction add."),
    ],
)
def test_it_keeps_other_news_of_the_page_as_ignored(name: str, reason: str) -> None:
    event = only(name)

    assert (type(event), event.reason) == (Ignored, reason)
    assert event.payload["value"]["post_id"] == "900_222"


def test_it_reads_a_mention() -> None:
    assert only("mention").text == "Somebody mentioned your Facebook page in a comment."


def test_it_reads_a_lead() -> None:
    lead = only("lead")

    assert lead == LeadSubmitted(account_id=PAGE, lead_id="666", form_id="555", at=AT, payload=lead.payload)
    assert lead.payload["ad_id"] == "444"
