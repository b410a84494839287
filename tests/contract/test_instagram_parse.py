"""Events that only Instagram has, and what they become."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tenant_apps.channels.inbound import (
    DeliveryReceipt,
    Ignored,
    InboundAttachment,
    InboundMessage,
    Sender,
    Watermark,
)
from tests.contract.samples import parsed

ACCOUNT = "17841400000000001"
AT = datetime.fromtimestamp(1790000000, UTC)
EVENT_AT = AT + timedelta(milliseconds=123)
IGSID = ("igsid", "8800000000000001")
DANA = Sender((IGSID,))


def only(name: str) -> Any:
    [event] = parsed("instagram", name)
    return event


def content(name: str) -> tuple[str, str, dict[str, Any]]:
    message = only(name)
    return message.kind, message.text, message.payload


def test_it_keeps_the_story_that_is_answered_before_it_expires() -> None:
    message = only("story_reply")

    story = "https://cdn.example/story?sig=1"
    assert (message.kind, message.text) == ("text", "Краса!")
    assert message.payload == {"story": {"id": "1791", "url": story}}
    assert message.attachments == (InboundAttachment(kind="image", media_id=story, name="story"),)


def test_it_opens_the_window_by_a_mention_in_a_story() -> None:
    message = only("story_mention")

    assert (message.kind, message.direction, message.window_hours) == ("image", "in", None)
    assert message.payload["shared"][0]["type"] == "story_mention"
    assert message.attachments[0].media_id.startswith("https://lookaside.fbsbx.com/ig_messaging_cdn/")


@pytest.mark.parametrize(
    ("name", "kind", "title"), [("shared_post", "image", "Френч"), ("reel", "video", "Рілс")]
)
def test_it_fetches_what_was_shared(name: str, kind: str, title: str) -> None:
    message = only(name)

    assert (message.kind, len(message.attachments)) == (kind, 1)
    assert message.payload["shared"][0]["title"] == title


def test_it_shows_a_shared_page_by_its_address() -> None:
    address = "https://www.instagram.com/p/Abc/"

    assert content("share") == ("text", address, {"shared": [{"type": "share", "url": address}]})


@pytest.mark.parametrize(("name", "what"), [("ephemeral", "ephemeral"), ("unsupported", "unsupported")])
def test_it_shows_what_instagram_hides_as_a_placeholder(name: str, what: str) -> None:
    kind, _, payload = content(name)

    assert (kind, payload["type"]) == ("unsupported", what)


def test_it_takes_a_message_to_oneself_for_a_customers() -> None:
    message = only("self_test")

    assert (message.direction, message.sender, message.payload) == ("in", DANA, {"self": True})


def test_it_reads_that_a_message_and_all_before_it_were_seen() -> None:
    assert parsed("instagram", "seen") == [
        DeliveryReceipt(
            account_id=ACCOUNT,
            external_id="aWdfZAGParlorOURS",
            status="read",
            at=EVENT_AT,
            recipient=(IGSID,),
        ),
        Watermark(account_id=ACCOUNT, sender=DANA, status="read", at=EVENT_AT),
    ]


def test_it_knows_our_own_echo_without_the_app_by_what_we_sent_along() -> None:
    echo = only("echo_metadata")

    assert (echo.direction, echo.client_ref) == ("out", "0192aaaa-bbbb")


def test_it_reads_an_echo_of_a_mention() -> None:
    echo = only("echo_story_mention")

    assert (echo.direction, echo.kind) == ("out", "image")


def test_it_reads_a_comment_to_be_answered_in_private() -> None:
    message = only("comment")

    assert message == InboundMessage(
        account_id=ACCOUNT,
        external_id="17900000000000001",
        sender=Sender((IGSID,), username="dana.koval"),
        provider_at=AT,
        kind="comment",
        text="Ціна?",
        payload={"comment": message.payload["comment"]},
        window_hours=168,
        context={"via": "comment", "comment_id": "17900000000000001"},
    )


def test_it_reads_a_comment_that_lies_flat_in_the_entry() -> None:
    message = only("comment_flat")

    assert (message.external_id, message.reply_to) == ("17900000000000001", "17900000000000009")


def test_it_keeps_the_ad_of_a_comment() -> None:
    message = only("comment_under_ad")

    assert message.external_id == "17900000000000002"
    assert message.payload["comment"]["media"]["ad_title"] == "Літо"


def test_it_answers_a_live_comment_only_while_the_broadcast_may_last() -> None:
    message = only("live_comment")

    assert (message.kind, message.window_hours) == ("comment", 4)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("comment_own", "A comment by the account itself."),
        ("comment_self", "A comment by the account itself."),
        ("comment_of_nobody", "A comment whose author Instagram does not tell."),
    ],
)
def test_it_keeps_other_comments_as_ignored(name: str, reason: str) -> None:
    event = only(name)

    assert (type(event), event.reason) == (Ignored, reason)
    assert event.payload["value"]


@pytest.mark.parametrize(("name", "where"), [("mention", "post"), ("mention_in_comment", "comment")])
def test_it_reads_a_mention(name: str, where: str) -> None:
    notice = only(name)

    assert (notice.kind, notice.severity) == ("mention", "info")
    assert notice.text == f"Somebody mentioned your Instagram account in a {where}."


def test_it_reads_what_the_dashboards_test_button_sends() -> None:
    message = only("test_button")

    assert (message.account_id, message.sender.identities) == ("0", (("igsid", "12334"),))
    assert message.text == "random_text"
