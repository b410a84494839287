"""Every recorded Telegram update and what it becomes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tenant_apps.channels.adapters.telegram.parse import parse
from tenant_apps.channels.inbound import (
    AccountNotice,
    Deletion,
    Edit,
    InboundAttachment,
    InboundMessage,
    ReactionEvent,
)
from tests.contract.samples import body_of
from tests.contract.telegram_people import CHAT, DANA, RECEIVED_AT, content, only

EPOCH = datetime.fromtimestamp(1790000000, UTC)
AS_BOT = {"business_connection_id": ""}
AS_OWNER = {"business_connection_id": "BC-lumi-1"}


def file_of(name: str) -> InboundAttachment:
    [attachment] = only(name).attachments
    return attachment  # type: ignore[no-any-return]  # parsed events are read as they come


def test_it_reads_a_text() -> None:
    assert only("text") == InboundMessage(
        account_id="",
        external_id=f"{CHAT}:201",
        sender=DANA,
        provider_at=EPOCH + timedelta(seconds=201),
        provider_seq=810000001,
        kind="text",
        text="Добрий день! Є місце на суботу?",
        context=AS_BOT,
    )


def test_it_writes_the_address_behind_a_word_beside_it() -> None:
    # The emoji counts twice in Telegram's offsets.
    assert only("text_link").text == "Хочу як тут 💇 зразок (https://styles.example/bob), дякую"


def test_it_reads_the_parameter_of_a_deep_link() -> None:
    assert content("start_deeplink") == (
        "text",
        "/start insta_bio",
        {"referral": {"type": "start", "ref": "insta_bio"}},
    )
    assert content("start_plain") == ("text", "/start", {})


def test_it_takes_the_largest_photo() -> None:
    assert only("photo").text == "Такий колір можна?"
    assert file_of("photo") == InboundAttachment("image", "FILE-L", mime="image/jpeg", size=4321)


def test_it_keeps_an_album_together() -> None:
    assert [only(name).payload for name in ("album_1", "album_2")] == [{"media_group": "99001122"}] * 2


@pytest.mark.parametrize(
    ("name", "attachment"),
    [
        ("voice", InboundAttachment("audio", "FILE-VOICE", mime="audio/ogg", size=4321, voice=True)),
        ("audio", InboundAttachment("audio", "FILE-SONG", mime="audio/mpeg", name="Гурт – Пісня", size=4321)),
        ("video", InboundAttachment("video", "FILE-CLIP", mime="video/mp4", name="clip.mp4", size=4321)),
        ("video_note", InboundAttachment("video", "FILE-ROUND", mime="video/mp4", size=4321)),
        ("animation", InboundAttachment("video", "FILE-GIF", mime="video/mp4", name="wow.mp4", size=4321)),
        (
            "document",
            InboundAttachment("document", "FILE-DOC", mime="application/pdf", name="довідка.pdf", size=4321),
        ),
        ("sticker", InboundAttachment("sticker", "FILE-STICK", mime="image/webp", size=4321)),
        (
            "sticker_animated",
            InboundAttachment("sticker", "FILE-TGS", mime="application/x-tgsticker", size=4321),
        ),
    ],
)
def test_it_reads_a_file(name: str, attachment: InboundAttachment) -> None:
    assert (only(name).kind, file_of(name)) == (attachment.kind, attachment)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("video_note", ("video", "", {"video_note": True})),
        ("animation", ("video", "", {"animated": True})),
        ("sticker", ("sticker", "", {"sticker": {"emoji": "😍", "set": "Lumi"}})),
        ("sticker_animated", ("sticker", "", {"sticker": {"emoji": "🔥"}, "animated": True})),
        (
            "location",
            ("location", "50.45, 30.52", {"location": {"latitude": 50.45, "longitude": 30.52}}),
        ),
        (
            "live_location",
            (
                "location",
                "50.45, 30.52",
                {"location": {"latitude": 50.45, "longitude": 30.52, "live_period": 900}},
            ),
        ),
        (
            "venue",
            (
                "location",
                "Кав’ярня, вул. Хрещатик, 1",
                {
                    "location": {
                        "latitude": 50.44,
                        "longitude": 30.51,
                        "name": "Кав’ярня",
                        "address": "вул. Хрещатик, 1",
                    }
                },
            ),
        ),
        (
            "poll",
            (
                "poll",
                "Коли краще?\n- Зранку\n- Увечері",
                {"poll": {"question": "Коли краще?", "options": ["Зранку", "Увечері"]}},
            ),
        ),
        ("dice", ("text", "🎲 4", {"dice": {"emoji": "🎲", "value": 4}})),
        (
            "checklist",
            (
                "text",
                "Перед весіллям\n☑ Зачіска\n☐ Манікюр",
                {
                    "checklist": {
                        "title": "Перед весіллям",
                        "tasks": [
                            {"text": "Зачіска", "is_done": True},
                            {"text": "Манікюр", "is_done": False},
                        ],
                    }
                },
            ),
        ),
    ],
)
def test_it_reads_what_is_no_text(name: str, expected: tuple[str, str, dict[str, Any]]) -> None:
    assert content(name) == expected


def test_it_believes_a_persons_own_card_only() -> None:
    own, other = only("contact_own"), only("contact_other")

    assert own.sender.identities == (("telegram_id", CHAT), ("phone", "+380671112233"))
    assert other.sender.identities == (("telegram_id", CHAT),)
    assert (own.kind, own.text) == ("contacts", "Дана Кравець 380671112233")
    assert other.payload == {
        "contacts": [
            {
                "name": {"formatted_name": "Оля", "first_name": "Оля", "last_name": ""},
                "phones": [{"phone": "+380501234567"}],
                "vcard": "BEGIN:VCARD\nVERSION:3.0\nFN:Оля\nEND:VCARD",
            }
        ]
    }


def test_it_reads_what_a_message_answers() -> None:
    reply, elsewhere = only("reply_quote"), only("external_reply")

    assert reply.reply_to == f"{CHAT}:150"
    assert reply.payload["quote"]["text"] == "о 17:00"
    assert elsewhere.reply_to is None
    assert elsewhere.payload["external_reply"]["origin"]["chat"]["title"] == "Краса"


def test_it_marks_what_was_forwarded() -> None:
    payload = only("forwarded").payload

    assert payload["forwarded"] == "once"
    assert payload["forward_origin"]["sender_user_name"] == "Олена"


@pytest.mark.parametrize(
    ("name", "external_id", "text", "at"),
    [
        ("edited_message", f"{CHAT}:201", "Добрий день! Є місце на неділю?", 300.000027),
        ("edited_caption", f"{CHAT}:205", "А такий?", 301.000028),
        ("edited_business_message", f"BC-lumi-1:{CHAT}:233", "На післязавтра", 600.000045),
    ],
)
def test_it_reads_an_edit_with_its_place_in_the_second(
    name: str, external_id: str, text: str, at: float
) -> None:
    assert only(name) == Edit(
        account_id="",
        sender=DANA,
        external_id=external_id,
        text=text,
        at=EPOCH + timedelta(seconds=at),
    )


def test_it_follows_a_live_location() -> None:
    moved = only("live_location_moved")

    assert (moved.text, moved.payload["location"]["heading"]) == ("50.46, 30.53", 90)


def test_it_reads_a_tapped_button() -> None:
    assert only("callback_query") == InboundMessage(
        account_id="",
        external_id="callback:4382bfdwdsb323b2d9",
        sender=DANA,
        provider_at=RECEIVED_AT.replace(microsecond=0),
        provider_seq=810000031,
        kind="button_reply",
        text="17:00",
        reply_to=f"{CHAT}:260",
        payload={
            "reply": {"type": "callback", "id": "slot:17", "title": "17:00"},
            "callback_id": "4382bfdwdsb323b2d9",
        },
        context=AS_BOT,
    )


def test_it_reads_a_button_of_a_message_that_is_gone() -> None:
    inaccessible, inline = only("callback_inaccessible"), only("callback_inline")

    assert (inaccessible.text, inaccessible.reply_to) == ("slot:17", f"{CHAT}:260")
    assert (inline.text, inline.reply_to, inline.sender) == ("more", None, DANA)


@pytest.mark.parametrize(
    ("name", "emoji"), [("reaction", "❤"), ("reaction_custom", "✨"), ("reaction_removed", "")]
)
def test_it_reads_a_reaction(name: str, emoji: str) -> None:
    assert only(name) == ReactionEvent(
        account_id="",
        sender=DANA,
        external_id=f"{CHAT}:260",
        emoji=emoji,
        at=EPOCH + timedelta(seconds=400),
    )


def test_it_keeps_business_chats_apart_from_the_bots_own() -> None:
    message = only("business_message")

    assert (message.external_id, message.context) == (f"BC-lumi-1:{CHAT}:230", AS_OWNER)
    assert (message.direction, message.sender) == ("in", DANA)


@pytest.mark.parametrize(
    ("name", "payload"),
    [("business_echo", {}), ("business_echo_of_the_bot", {"sent_by_bot": "600100200"})],
)
def test_it_takes_what_the_owner_writes_for_an_echo(name: str, payload: dict[str, Any]) -> None:
    echo = only(name)

    assert (echo.direction, echo.sender.identities) == ("out", DANA.identities)
    assert echo.payload == payload


def test_it_reads_deletions_one_by_one() -> None:
    events = parse(body_of("telegram", "deleted_business_messages"), received_at=RECEIVED_AT)

    assert events == [
        Deletion(account_id="", sender=DANA, external_id=f"BC-lumi-1:{CHAT}:{number}", at=RECEIVED_AT)
        for number in (301, 302)
    ]


@pytest.mark.parametrize(
    ("name", "severity", "text", "can_reply"),
    [
        ("business_connection", "info", "Ада connected the bot to their Telegram Business account.", True),
        (
            "business_connection_mute",
            "warning",
            "Ада connected the bot to their Telegram Business account, but it may not answer there.",
            False,
        ),
        (
            "business_connection_off",
            "warning",
            "Ада disconnected the bot from their Telegram Business account.",
            False,
        ),
    ],
)
def test_it_tells_of_a_business_connection(name: str, severity: str, text: str, can_reply: bool) -> None:
    notice = only(name)

    assert isinstance(notice, AccountNotice)
    assert (notice.kind, notice.severity, notice.text) == ("business_connection", severity, text)
    assert notice.payload["can_reply"] is can_reply


@pytest.mark.parametrize(
    ("name", "what", "text"),
    [
        (
            "my_chat_member_blocked",
            "blocked",
            "Blocked the bot: messages do not reach this person.",
        ),
        ("my_chat_member_unblocked", "unblocked", "Unblocked the bot."),
    ],
)
def test_it_shows_who_blocked_the_bot(name: str, what: str, text: str) -> None:
    message = only(name)

    assert (message.kind, message.text, message.payload) == ("system", text, {"system": {"type": what}})
    assert (message.sender, message.window_hours) == (DANA, 0)
