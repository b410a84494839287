"""What Messenger and Instagram have in common: every recorded event and what it becomes, once for each."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tenant_apps.channels import registry
from tenant_apps.channels.errors import BadPayload
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

AT = datetime.fromtimestamp(1790000000, UTC) + timedelta(milliseconds=123)
ACCOUNT = {"messenger": "100200300400500", "instagram": "17841400000000001"}
DANA = {
    "messenger": Sender((("psid", "7300000000000001"),)),
    "instagram": Sender((("igsid", "8800000000000001"),)),
}
MID = {"messenger": "m_Parlor", "instagram": "aWdfZAGParlor"}
CDN = "https://cdn.example/"
both = pytest.mark.parametrize("kind", ["messenger", "instagram"])


def only(kind: str, name: str) -> Any:
    [event] = parsed(kind, name)
    return event


def content(kind: str, name: str) -> tuple[str, str, dict[str, Any]]:
    message = only(kind, name)
    return message.kind, message.text, message.payload


@both
def test_it_reads_a_text(kind: str) -> None:
    assert only(kind, "text") == InboundMessage(
        account_id=ACCOUNT[kind],
        external_id=MID[kind] + "001",
        sender=DANA[kind],
        provider_at=AT,
        kind="text",
        text="Скільки коштує манікюр? 💅",
        context={"via": "message"},
    )


@both
def test_it_reads_what_a_text_answers(kind: str) -> None:
    assert only(kind, "text_reply").reply_to == MID[kind] + "OURS"


@both
def test_it_strips_nul_which_postgresql_refuses(kind: str) -> None:
    assert only(kind, "text_with_nul").text == "beforeafter"


@both
@pytest.mark.parametrize(
    ("name", "number", "text", "file"),
    [
        ("image", "004", "", {"kind": "image", "media_id": f"{CDN}photo.jpg?sig=1"}),
        ("image_with_text", "005", "Хочу так само", {"kind": "image", "media_id": f"{CDN}photo.jpg"}),
        ("video", "007", "", {"kind": "video", "media_id": f"{CDN}clip.mp4"}),
        ("voice_note", "008", "", {"kind": "audio", "media_id": f"{CDN}voice.mp4", "voice": True}),
        (
            "file",
            "009",
            "",
            {
                "kind": "document",
                "media_id": f"{CDN}d/%D0%94%D0%BE%D0%B2%D1%96%D0%B4%D0%BA%D0%B0.pdf?sig=1",
                "name": "Довідка.pdf",
            },
        ),
    ],
)
def test_it_reads_a_file_and_where_to_ask_for_it_again(
    kind: str, name: str, number: str, text: str, file: dict[str, Any]
) -> None:
    message = only(kind, name)

    address = f"{file['media_id']}#{MID[kind]}{number}/0"
    assert (message.kind, message.text, message.payload) == (file["kind"], text, {})
    assert message.attachments == (InboundAttachment(**{**file, "media_id": address}),)


@both
def test_it_reads_several_files_of_one_message(kind: str) -> None:
    message = only(kind, "images")

    assert [(file.kind, file.media_id) for file in message.attachments] == [
        ("image", f"{CDN}1.jpg#{MID[kind]}006/0"),
        ("video", f"{CDN}2.mp4#{MID[kind]}006/1"),
    ]


@both
@pytest.mark.parametrize(
    ("name", "what"), [("image_without_address", "image"), ("attachment_of_tomorrow", "hologram")]
)
def test_it_shows_what_it_cannot_read_as_a_placeholder(kind: str, name: str, what: str) -> None:
    shown, text, payload = content(kind, name)

    assert (shown, text, payload["type"]) == ("unsupported", "", what)
    assert payload["message"]["attachments"][0]["type"] == what


@both
def test_it_shows_a_photo_beside_something_unknown_and_keeps_both(kind: str) -> None:
    shown, _, payload = content(kind, "image_beside_attachment_of_tomorrow")

    assert shown == "image"
    assert [part["type"] for part in payload["unsupported"]] == ["image", "hologram"]


@both
def test_it_reads_a_quick_reply(kind: str) -> None:
    reply = {"type": "quick_reply", "id": "yes", "title": "Так"}

    assert content(kind, "quick_reply") == ("interactive_reply", "Так", {"reply": reply})


@both
def test_it_reads_a_tapped_button(kind: str) -> None:
    message = only(kind, "postback")

    assert (message.external_id, message.kind, message.text) == (MID[kind] + "014", "button_reply", "Графік")
    assert message.payload == {"reply": {"type": "postback", "id": "HOURS", "title": "Графік"}}


@both
def test_it_gives_a_button_without_an_id_the_same_one_each_time(kind: str) -> None:
    first, again = only(kind, "postback_without_mid"), only(kind, "postback_without_mid")

    assert first.external_id == again.external_id
    assert first.external_id.startswith("postback:")
    assert first.payload == {
        "reply": {"type": "postback", "id": "GET_STARTED", "title": "Почати"},
        "referral": {"ref": "flyer", "source": "SHORTLINK", "type": "OPEN_THREAD"},
    }


@both
def test_it_marks_what_another_app_has_to_answer(kind: str) -> None:
    assert content(kind, "standby") == ("text", "Ви робите балаяж?", {"standby": True})
    assert content(kind, "postback_on_standby")[2] == {
        "reply": {"type": "postback", "id": "", "title": "Графік"},
        "standby": True,
    }


@both
def test_it_keeps_the_ad_that_brought_the_customer(kind: str) -> None:
    referral = content(kind, "text_from_ad")[2]["referral"]

    assert (referral["ad_id"], referral["ads_context_data"]["ad_title"]) == ("351", "Літо")


@both
def test_it_keeps_the_product_that_is_asked_about(kind: str) -> None:
    assert content(kind, "text_about_product")[2] == {"referred_product": {"id": "oil-15"}}


@both
@pytest.mark.parametrize(
    ("name", "text", "window_hours"),
    [
        ("referral_link", "Came through the link “promo”.", None),
        ("referral_ad", "Came through the ad “Осінь”.", 0),
    ],
)
def test_it_tells_how_a_customer_came(kind: str, name: str, text: str, window_hours: int | None) -> None:
    message = only(kind, name)

    assert (message.kind, message.text, message.window_hours) == ("system", text, window_hours)
    assert message.payload["system"] == {"type": "referral"}
    assert "source" in message.payload["referral"]


@both
@pytest.mark.parametrize(
    ("name", "number", "emoji", "direction"),
    [
        ("reaction", "OURS", "❤️", "in"),
        ("reaction_named", "OURS", "😮", "in"),
        ("reaction_removed", "OURS", "", "in"),
        ("reaction_of_business", "001", "👍", "out"),
    ],
)
def test_it_reads_a_reaction(kind: str, name: str, number: str, emoji: str, direction: Any) -> None:
    assert only(kind, name) == ReactionEvent(
        account_id=ACCOUNT[kind],
        sender=DANA[kind],
        external_id=MID[kind] + number,
        emoji=emoji,
        at=AT,
        direction=direction,
    )


@both
def test_it_reads_an_edit(kind: str) -> None:
    assert only(kind, "edit") == Edit(
        account_id=ACCOUNT[kind],
        sender=DANA[kind],
        external_id=MID[kind] + "001",
        text="Скільки коштує педикюр?",
        at=AT,
        payload={"num_edit": 2},
    )


@both
@pytest.mark.parametrize(
    ("name", "number", "direction"), [("deleted", "001", "in"), ("echo_deleted", "ECHO", "out")]
)
def test_it_reads_an_unsent_message(kind: str, name: str, number: str, direction: Any) -> None:
    assert only(kind, name) == Deletion(
        account_id=ACCOUNT[kind],
        sender=DANA[kind],
        external_id=MID[kind] + number,
        at=AT,
        direction=direction,
    )


@both
@pytest.mark.parametrize(
    ("name", "client_ref", "payload"),
    [
        ("echo_ours", "0192aaaa-bbbb", {}),
        ("echo_of_another_app", "", {"app": {"id": "1517770000001585", "metadata": "job:42"}}),
        ("echo_without_app", "", {}),
    ],
)
def test_it_tells_our_own_echo_from_a_persons(
    kind: str, name: str, client_ref: str, payload: dict[str, Any]
) -> None:
    echo = only(kind, name)

    assert (echo.direction, echo.sender, echo.context) == ("out", DANA[kind], {})
    assert (echo.client_ref, echo.payload) == (client_ref, payload)


@both
def test_it_shows_an_unknown_event_of_a_customer_as_a_placeholder(kind: str) -> None:
    message = only(kind, "event_of_tomorrow")

    assert (message.kind, message.window_hours) == ("unsupported", 0)
    assert message.payload["type"] == "hologram_call"
    assert message.payload["message"]["hologram_call"] == {"id": "1"}


@both
def test_it_keeps_a_hand_over_between_apps_as_ignored(kind: str) -> None:
    event = only(kind, "handover_taken")

    assert (type(event), event.reason) == (Ignored, "An app took the conversation over.")


@both
def test_it_reads_ids_as_numbers_and_times_as_text_in_seconds(kind: str) -> None:
    message = only(kind, "seconds_and_numbers")

    assert (message.account_id, message.sender) == (ACCOUNT[kind], DANA[kind])
    assert message.provider_at == datetime.fromtimestamp(1790000000, UTC)


@both
@pytest.mark.parametrize(
    "stamp", [b"null", b'"soon"', b"-5", b"1e300", b'"99999999999999999999"', b'"NaN"', b"[]"]
)
def test_it_dates_what_has_no_readable_time_by_its_arrival(kind: str, stamp: bytes) -> None:
    received_at = datetime(2026, 9, 21, 14, 20, tzinfo=UTC)
    body = (
        b'{"entry":[{"id":"1","messaging":[{"sender":{"id":"2"},"recipient":{"id":"1"},"timestamp":'
        + stamp
        + b',"message":{"mid":"m_1","text":"hi"}}]}]}'
    )

    [event] = registry.get(kind).parse(body, received_at=received_at)

    assert isinstance(event, InboundMessage)
    assert (event.text, event.provider_at) == ("hi", received_at)


@both
def test_it_reads_a_batch_in_order(kind: str) -> None:
    messages = parsed(kind, "batch")

    assert [(m.text, m.provider_seq) for m in messages if isinstance(m, InboundMessage)] == [
        ("one", 0),
        ("two", 1),
        ("three", 2),
        ("any slot today?", 0),
    ]


@both
def test_it_lets_no_damaged_part_take_its_neighbours_along(kind: str) -> None:
    events = parsed(kind, "batch_damaged")

    messages = [event for event in events if isinstance(event, InboundMessage)]
    assert [(m.external_id.removeprefix(MID[kind]), m.kind) for m in messages] == [
        ("D1", "text"),
        ("D2", "unsupported"),
        ("D4", "text"),
    ]
    assert len(events) - len(messages) == sum(isinstance(event, Ignored) for event in events) == 10
    assert all(event.payload for event in events if isinstance(event, Ignored))


@both
@pytest.mark.parametrize(
    "body", [b"", b"[]", b"17", b'{"entry":17}', b"\xff\xfe", b'{"entry":[' + b"[" * 9000]
)
def test_it_refuses_what_is_no_envelope(kind: str, body: bytes) -> None:
    with pytest.raises(BadPayload):
        registry.get(kind).parse(body)


@both
def test_it_mends_half_an_emoji(kind: str) -> None:
    body = rb'{"entry":[{"id":"1","messaging":[{"sender":{"id":"2"},"message":{"mid":"m_1","text":"a\ud83d"}}]}]}'

    [message] = registry.get(kind).parse(body)

    assert isinstance(message, InboundMessage)
    assert message.text == "a\ufffd"


@both
def test_it_never_cuts_a_long_text(kind: str) -> None:
    text = b"\\u0457" * 50_000
    body = (
        b'{"entry":[{"id":"1","messaging":[{"sender":{"id":"2"},"message":{"mid":"m_1","text":"'
        + text
        + b'"}}]}]}'
    )

    [message] = registry.get(kind).parse(body)

    assert isinstance(message, InboundMessage)
    assert message.text == "ї" * 50_000
