"""Golden calls: what each form of ours becomes at Telegram."""

from typing import Any

import pytest

from tenant_apps.channels.adapters.telegram.forms import short_id
from tenant_apps.channels.adapters.telegram.markup import to_html, units, visible
from tenant_apps.channels.adapters.telegram.render import Call, render
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.outbound import (
    Button,
    ContactCard,
    ListRow,
    ListSection,
    Location,
    OutboundMedia,
    Template,
)
from tests.contract.samples import outbound_to

CHAT_ID = 7000000101
OGG = OutboundMedia(name="voice.ogg", mime="audio/ogg; codecs=opus", content=b"OggS", voice=True)
PDF = OutboundMedia(name="Прайс.pdf", mime="application/pdf", content=b"%PDF")
JPEG = OutboundMedia(name="photo.jpg", mime="image/jpeg", content=b"\xff\xd8")


def called(**fields: Any) -> Call:
    call = render(outbound_to("telegram", **fields))
    assert call is not None
    assert call.params["chat_id"] == CHAT_ID
    return call


def golden(**fields: Any) -> tuple[str, dict[str, Any]]:
    call = called(**fields)
    return call.method, {name: value for name, value in call.params.items() if name != "chat_id"}


def refusal(**fields: Any) -> SendFailureCode:
    with pytest.raises(SendFailed) as refused:
        render(outbound_to("telegram", **fields))
    assert refused.value.permanent
    return refused.value.code


def test_it_sends_a_plain_text_without_formatting() -> None:
    assert golden(kind="text", text="Вітаємо!") == ("sendMessage", {"text": "Вітаємо!"})


def test_it_sends_markdown_as_html_with_a_plain_way_out() -> None:
    call = called(kind="text", text="**Ціна** <500> & більше")

    assert call.params == {
        "chat_id": CHAT_ID,
        "text": "<b>Ціна</b> &lt;500&gt; &amp; більше",
        "parse_mode": "HTML",
    }
    assert call.plain == {"chat_id": CHAT_ID, "text": "Ціна <500> & більше"}


def test_it_quotes_a_message_that_may_be_gone() -> None:
    _, params = golden(kind="text", text="Так", reply_to="BC-lumi-1:7000000101:150")

    assert params["reply_parameters"] == {"message_id": 150, "allow_sending_without_reply": True}


def test_it_quotes_no_tap_on_a_button() -> None:
    _, params = golden(kind="text", text="Так", reply_to="callback:4382")

    assert "reply_parameters" not in params


def test_it_answers_through_the_business_connection() -> None:
    call = called(kind="text", text="Так", context={"business_connection_id": "BC-lumi-1"})

    assert call.params["business_connection_id"] == "BC-lumi-1"


@pytest.mark.parametrize(
    ("kind", "media", "method", "field"),
    [
        ("image", JPEG, "sendPhoto", "photo"),
        ("image", OutboundMedia(mime="image/gif", content=b"GIF89a"), "sendAnimation", "animation"),
        ("video", OutboundMedia(mime="video/mp4", content=b"mp4"), "sendVideo", "video"),
        ("audio", OGG, "sendVoice", "voice"),
        ("audio", OutboundMedia(mime="audio/mpeg", content=b"mp3"), "sendAudio", "audio"),
        ("audio", OutboundMedia(mime="audio/ogg", content=b"OggS"), "sendDocument", "document"),
        ("document", PDF, "sendDocument", "document"),
        ("sticker", OutboundMedia(mime="image/webp", content=b"RIFF"), "sendSticker", "sticker"),
    ],
)
def test_it_uploads_a_file(kind: str, media: OutboundMedia, method: str, field: str) -> None:
    call = called(kind=kind, media=media)

    assert (call.method, call.upload) == (method, (field, media))


def test_it_puts_a_caption_under_a_file() -> None:
    call = called(kind="image", media=JPEG, text="*Стрижка*")

    assert call.params["caption"] == "<i>Стрижка</i>"
    assert call.params["parse_mode"] == "HTML"
    assert call.plain == {"chat_id": CHAT_ID, "caption": "Стрижка"}


def test_it_names_a_file_that_telegram_has() -> None:
    assert golden(kind="document", media=OutboundMedia(media_id="FILE-DOC")) == (
        "sendDocument",
        {"document": "FILE-DOC"},
    )
    assert golden(kind="image", media=OutboundMedia(link="https://lumi.example/1.jpg"), text="a_b") == (
        "sendPhoto",
        {"photo": "https://lumi.example/1.jpg", "caption": "a_b"},
    )


def test_it_shows_buttons_under_a_message() -> None:
    buttons = (
        Button("slot:15", "15:00"),
        Button("slot:17", "17:00"),
        Button("", "Сайт", "https://lumi.example"),
    )

    assert golden(kind="buttons", text="Коли?", buttons=buttons) == (
        "sendMessage",
        {
            "text": "Коли?",
            "reply_markup": {
                "inline_keyboard": [
                    [
                        {"text": "15:00", "callback_data": "slot:15"},
                        {"text": "17:00", "callback_data": "slot:17"},
                    ],
                    [{"text": "Сайт", "url": "https://lumi.example"}],
                ]
            },
        },
    )


def test_it_shortens_an_id_that_no_button_can_carry() -> None:
    long_id = "запис:" + "я" * 40

    _, params = golden(kind="buttons", text="Коли?", buttons=(Button(long_id, "Так"),))

    [[key]] = params["reply_markup"]["inline_keyboard"]
    assert key["callback_data"] == short_id(long_id)
    assert key["callback_data"].startswith("~")
    assert len(key["callback_data"].encode()) <= 64
    assert short_id("short") == "short"


def test_it_shows_a_list_as_rows_of_buttons() -> None:
    sections = (
        ListSection("Волосся", (ListRow("cut", "Стрижка", "від 500 грн"), ListRow("dry", "Укладка"))),
        ListSection("Нігті", (ListRow("nails", "Манікюр", "1 год"),)),
    )

    assert golden(kind="list", text="Що саме?", list_button="Обрати", sections=sections) == (
        "sendMessage",
        {
            "text": "Що саме?\n\n<b>Волосся</b>\nСтрижка – від 500 грн\n\n<b>Нігті</b>\nМанікюр – 1 год",
            "parse_mode": "HTML",
            "reply_markup": {
                "inline_keyboard": [
                    [{"text": "Стрижка", "callback_data": "cut"}],
                    [{"text": "Укладка", "callback_data": "dry"}],
                    [{"text": "Манікюр", "callback_data": "nails"}],
                ]
            },
        },
    )


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (Location(50.45, 30.52), ("sendLocation", {"latitude": 50.45, "longitude": 30.52})),
        (
            Location(50.45, 30.52, "Салон", "вул. Хрещатик, 1"),
            (
                "sendVenue",
                {"latitude": 50.45, "longitude": 30.52, "title": "Салон", "address": "вул. Хрещатик, 1"},
            ),
        ),
        (
            Location(50.45, 30.52, "Салон"),
            ("sendVenue", {"latitude": 50.45, "longitude": 30.52, "title": "Салон", "address": "Салон"}),
        ),
    ],
)
def test_it_sends_a_place(location: Location, expected: tuple[str, dict[str, Any]]) -> None:
    assert golden(kind="location", location=location) == expected


def test_it_sends_a_card() -> None:
    card = ContactCard("Ада Лові", ("+380501112233",), ("ada@lumi.example",), "Люмі")

    method, params = golden(kind="contacts", contacts=(card,))

    assert method == "sendContact"
    assert params.pop("vcard").splitlines()[2:5] == ["FN:Ада Лові", "ORG:Люмі", "TEL:+380501112233"]
    assert params == {"phone_number": "+380501112233", "first_name": "Ада", "last_name": "Лові"}


def test_it_writes_several_cards_as_one_text() -> None:
    cards = (ContactCard("Ада", ("+380501112233",)), ContactCard("Бен", (), ("ben@lumi.example",)))

    assert golden(kind="contacts", contacts=cards) == (
        "sendMessage",
        {"text": "Ада\n+380501112233\n\nБен\nben@lumi.example"},
    )


@pytest.mark.parametrize(
    ("emoji", "reaction"),
    [
        ("👍", [{"type": "emoji", "emoji": "👍"}]),
        ("❤\ufe0f", [{"type": "emoji", "emoji": "❤"}]),
        ("", []),
    ],
)
def test_it_reacts_and_takes_that_back(emoji: str, reaction: list[dict[str, str]]) -> None:
    assert golden(kind="reaction", emoji=emoji, reply_to="7000000101:150") == (
        "setMessageReaction",
        {"message_id": 150, "reaction": reaction},
    )


def test_it_shows_typing_in_the_right_chat() -> None:
    assert golden(kind="typing", context={"business_connection_id": "BC-lumi-1"}) == (
        "sendChatAction",
        {"business_connection_id": "BC-lumi-1", "action": "typing"},
    )


def test_it_marks_as_read_where_telegram_can() -> None:
    business = golden(
        kind="read", mark_read="BC-lumi-1:7000000101:230", context={"business_connection_id": "BC-lumi-1"}
    )

    assert business == ("readBusinessMessage", {"business_connection_id": "BC-lumi-1", "message_id": 230})
    assert render(outbound_to("telegram", kind="read", mark_read="7000000101:201")) is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"kind": "text", "text": " \n"}, SendFailureCode.EMPTY_MESSAGE),
        ({"kind": "text", "text": "**  **"}, None),
        ({"kind": "text", "text": "я" * 4097}, SendFailureCode.TEXT_TOO_LONG),
        ({"kind": "text", "text": "💇" * 2049}, SendFailureCode.TEXT_TOO_LONG),
        ({"kind": "text", "text": "💇" * 2048}, None),
        ({"kind": "text", "text": "&" * 4096}, None),
        ({"kind": "image"}, SendFailureCode.EMPTY_MESSAGE),
        ({"kind": "image", "media": JPEG, "text": "я" * 1025}, SendFailureCode.CAPTION_TOO_LONG),
        ({"kind": "image", "media": JPEG, "text": "<" * 1024}, None),
        (
            {"kind": "image", "media": OutboundMedia(mime="image/svg+xml", content=b"<svg/>")},
            SendFailureCode.MEDIA_REFUSED,
        ),
        (
            {"kind": "image", "media": OutboundMedia(mime="image/png", content=b"x" * (10 * 2**20 + 1))},
            SendFailureCode.FILE_TOO_LARGE,
        ),
        (
            {"kind": "sticker", "media": OutboundMedia(mime="image/webp", content=b"x"), "text": "hi"},
            SendFailureCode.NOT_SUPPORTED,
        ),
        ({"kind": "template", "template": Template("hi", "uk")}, SendFailureCode.NOT_SUPPORTED),
        ({"kind": "reaction", "emoji": "👍"}, SendFailureCode.INVALID_REQUEST),
        (
            {
                "kind": "reaction",
                "emoji": "👍",
                "reply_to": "BC-lumi-1:7000000101:150",
                "context": {"business_connection_id": "BC-lumi-1"},
            },
            SendFailureCode.NOT_SUPPORTED,
        ),
        ({"kind": "location"}, SendFailureCode.EMPTY_MESSAGE),
        ({"kind": "contacts"}, SendFailureCode.EMPTY_MESSAGE),
        ({"kind": "list", "text": "?"}, SendFailureCode.EMPTY_MESSAGE),
        ({"kind": "buttons", "text": "?", "buttons": (Button("a", " "),)}, SendFailureCode.INVALID_REQUEST),
    ],
)
def test_it_refuses_what_telegram_would_refuse(fields: dict[str, Any], code: SendFailureCode | None) -> None:
    if code is None:
        assert called(**fields).method.startswith("send")
    else:
        assert refusal(**fields) == code


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("plain text stays", "plain text stays"),
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ("**bold** and __bold__", "<b>bold</b> and <b>bold</b>"),
        ("*italic* and _italic_", "<i>italic</i> and <i>italic</i>"),
        ("***both***", "<b><i>both</i></b>"),
        ("**nested *it* here**", "<b>nested <i>it</i> here</b>"),
        ("**crossed *over** it*", "<b>crossed *over</b> it*"),
        ("~~gone~~", "<s>gone</s>"),
        ("`a *b* <c>`", "<code>a *b* &lt;c&gt;</code>"),
        ("```python\nx < 2 ** 3\n```", '<pre><code class="language-python">x &lt; 2 ** 3</code></pre>'),
        ("```x```", "<pre>x</pre>"),
        ("# Ціни\n## Для **нових**", "<b>Ціни</b>\n<b>Для нових</b>"),
        ("* one\n- two\n  + nested", "• one\n• two\n  • nested"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("> quoted\n> more\nmine", "<blockquote>quoted\nmore</blockquote>\nmine"),
        ("[Запис](https://a.example/b_c?d=1&e=2)", '<a href="https://a.example/b_c?d=1&amp;e=2">Запис</a>'),
        ('[x](https://a.example/"><b>)', '[x](https://a.example/"&gt;&lt;b&gt;)'),
        ("[Прайс](/price)", "Прайс (/price)"),
        ("[a@b.example](mailto:a@b.example)", "a@b.example"),
        ("https://a.example/*x*_y_?a=1&b=2", "https://a.example/*x*_y_?a=1&amp;b=2"),
        ("<https://a.example>", "https://a.example"),
        ("2*3*4 і 5 * 6 * 7", "2*3*4 і 5 * 6 * 7"),
        ("snake_case_name", "snake_case_name"),
        (r"\*not italic\*", "*not italic*"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("line one  \nline two", "line one\nline two"),
    ],
)
def test_it_writes_telegrams_html(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


def test_it_counts_as_telegram_does() -> None:
    assert units("я💇") == 3
    assert visible(to_html("**a** <&> 💇")) == "a <&> 💇"
