"""What of Telegram cannot be shown, is damaged, or is of no use."""

import pytest

from tenant_apps.channels.adapters.telegram.parse import parse
from tenant_apps.channels.adapters.telegram.verify import split
from tenant_apps.channels.errors import BadPayload
from tenant_apps.channels.inbound import Ignored, InboundMessage
from tests.contract.samples import body_of, parsed
from tests.contract.telegram_people import CHAT, DANA, RECEIVED_AT, content, only


@pytest.mark.parametrize(
    "name",
    [
        "group_message",
        "channel_post",
        "callback_in_group",
        "reaction_in_group",
        "my_chat_member_group",
        "pre_checkout_query",
        "update_of_tomorrow",
        "damaged_message",
    ],
)
def test_it_ignores_with_reason_and_content(name: str) -> None:
    event = only(name)

    assert isinstance(event, Ignored)
    assert event.reason
    assert event.payload


@pytest.mark.parametrize(
    ("name", "what", "text"),
    [
        ("paid_media", "paid_media", "Дивись"),
        ("giveaway", "giveaway", ""),
        ("web_app_data", "web_app_data", ""),
        ("message_of_tomorrow", "hologram", ""),
        ("strange_photo", "photo", "а ще текст"),
    ],
)
def test_it_keeps_what_it_cannot_show(name: str, what: str, text: str) -> None:
    message = only(name)

    assert (message.kind, message.text, message.payload["type"]) == ("unsupported", text, what)
    assert what in message.payload["message"]


def test_it_shows_a_service_message() -> None:
    kind, text, payload = content("pinned_message")

    assert (kind, text, payload["system"]["type"]) == ("system", "Pinned a message.", "pinned_message")


def test_it_names_a_message_without_a_number_by_its_update() -> None:
    assert only("ephemeral").external_id == f"{CHAT}:u{only('ephemeral').provider_seq}"


def test_it_reads_ids_that_are_strings() -> None:
    message = only("string_ids")

    assert message.external_id == f"{CHAT}:900719925474099312345"
    assert message.sender.identities == DANA.identities


def test_it_takes_nul_out() -> None:
    body = body_of("telegram", "text").replace("Добрий".encode(), b"\\u0000Hi\\u0000")

    [message] = parse(body)

    assert isinstance(message, InboundMessage)
    assert message.text == "Hi день! Є місце на суботу?"


def test_it_mends_half_an_emoji() -> None:
    body = body_of("telegram", "text").replace("Добрий".encode(), b"\\ud83d")

    [message] = parse(split(body, "600100200")[0].body)

    assert isinstance(message, InboundMessage)
    assert message.text == "\ufffd день! Є місце на суботу?"


@pytest.mark.parametrize("stamp", [b"99999999999999999999", b"-1e30", b"null", b"-62135596801"])
def test_it_survives_an_impossible_time(stamp: bytes) -> None:
    body = body_of("telegram", "text").replace(b"1790000201", stamp)

    [message] = parse(body, received_at=RECEIVED_AT)

    assert isinstance(message, InboundMessage)
    assert message.external_id == f"{CHAT}:201"


def test_it_hands_on_the_untouched_body_under_its_route() -> None:
    body = body_of("telegram", "text")

    [only_slice] = split(body, "600100200")

    assert only_slice.account_id == "600100200"
    assert only_slice.body is body


def test_it_keeps_what_came_without_a_route() -> None:
    assert split(body_of("telegram", "text"), "")[0].account_id == "unknown"


def test_it_refuses_a_body_without_a_number() -> None:
    with pytest.raises(BadPayload):
        parse(b'{"message":{}}')


def test_it_reads_a_whole_text_of_100_kilobytes() -> None:
    body = body_of("telegram", "text").replace("Добрий".encode(), b"a" * 100_000)

    [message] = parse(body)

    assert isinstance(message, InboundMessage)
    assert len(message.text) > 100_000


def test_it_reads_the_same_thing_through_the_contract() -> None:
    [event] = parsed("telegram", "text")

    assert event == only("text")
