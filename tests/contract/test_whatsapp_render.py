"""What goes over the wire for each form of message: golden bodies."""

from typing import Any

import pytest

from tenant_apps.channels.adapters.whatsapp.markup import to_whatsapp
from tenant_apps.channels.adapters.whatsapp.render import render
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.outbound import Button, Outbound, OutboundMedia
from tests.contract.samples import outbound_to

ADDRESSED = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": "+380671112233"}
THREE = (Button("a", "Манікюр"), Button("b", "Педикюр"), Button("c", "Інше"))


def rendered(**fields: Any) -> dict[str, Any]:
    return render(outbound_to("whatsapp", **fields))


def refusal(**fields: Any) -> SendFailureCode:
    with pytest.raises(SendFailed) as refused:
        rendered(**fields)
    assert refused.value.permanent
    return refused.value.code


def test_it_renders_a_text() -> None:
    assert rendered(kind="text", text="Чекаємо **завтра**") == {
        **ADDRESSED,
        "type": "text",
        "text": {"preview_url": False, "body": "Чекаємо *завтра*"},
    }


def test_it_previews_a_link_quotes_and_carries_our_id() -> None:
    assert rendered(
        kind="text", text="https://lumiere.example/book", reply_to="wamid.IN", client_ref="0192-our-id"
    ) == {
        **ADDRESSED,
        "context": {"message_id": "wamid.IN"},
        "biz_opaque_callback_data": "0192-our-id",
        "type": "text",
        "text": {"preview_url": True, "body": "https://lumiere.example/book"},
    }


@pytest.mark.parametrize(
    ("recipient", "address"),
    [
        ((("bsuid", "UA.1"), ("wa_id", "380671112233"), ("phone", "+380670000000")), {"to": "+380671112233"}),
        ((("bsuid", "UA.1"), ("phone", "+380670000000")), {"to": "+380670000000"}),
        ((("bsuid", "UA.1"), ("parent_bsuid", "UA.ENT.2")), {"recipient": "UA.1"}),
        ((("parent_bsuid", "UA.ENT.2"),), {"recipient": "UA.ENT.2"}),
        ((("wa_id", "380632223344"), ("wa_id", "380671112233")), {"to": "+380632223344"}),
    ],
)
def test_it_addresses_by_number_or_else_by_scoped_id(
    recipient: tuple[tuple[str, str], ...], address: dict[str, str]
) -> None:
    body = render(Outbound(kind="text", recipient=recipient, text="hi"))

    assert {key: body[key] for key in ("to", "recipient") if key in body} == address


@pytest.mark.parametrize(
    ("kind", "media", "part"),
    [
        ("image", OutboundMedia(media_id="77", mime="image/png"), {"id": "77", "caption": "_так_"}),
        (
            "video",
            OutboundMedia(link="https://x.example/v.mp4"),
            {"link": "https://x.example/v.mp4", "caption": "_так_"},
        ),
        (
            "document",
            OutboundMedia(media_id="77", name="Прайс.pdf"),
            {"id": "77", "caption": "_так_", "filename": "Прайс.pdf"},
        ),
    ],
)
def test_it_renders_a_file_with_its_caption(kind: Any, media: OutboundMedia, part: dict[str, str]) -> None:
    assert rendered(kind=kind, media=media, text="*так*") == {**ADDRESSED, "type": kind, kind: part}


def test_it_renders_a_voice_note() -> None:
    assert rendered(kind="audio", media=OutboundMedia(media_id="77", voice=True)) == {
        **ADDRESSED,
        "type": "audio",
        "audio": {"id": "77", "voice": True},
    }


def test_it_keeps_the_extension_of_a_long_file_name() -> None:
    body = rendered(kind="document", media=OutboundMedia(media_id="77", name="п" * 300 + ".xlsx"))

    assert body["document"]["filename"] == "п" * 235 + ".xlsx"


def test_it_renders_buttons() -> None:
    assert rendered(kind="buttons", text="Що вас цікавить?", buttons=THREE) == {
        **ADDRESSED,
        "type": "interactive",
        "interactive": {
            "type": "button",
            "body": {"text": "Що вас цікавить?"},
            "action": {
                "buttons": [
                    {"type": "reply", "reply": {"id": "a", "title": "Манікюр"}},
                    {"type": "reply", "reply": {"id": "b", "title": "Педикюр"}},
                    {"type": "reply", "reply": {"id": "c", "title": "Інше"}},
                ]
            },
        },
    }


@pytest.mark.parametrize(
    ("buttons", "lines"),
    [
        ((*THREE, Button("d", "Масаж")), "1. Манікюр\n2. Педикюр\n3. Інше\n4. Масаж"),
        ((Button("a", "Записатися на манікюр"),), "1. Записатися на манікюр"),
        ((Button("a", "Так"), Button("b", "Так")), "1. Так\n2. Так"),
    ],
)
def test_it_turns_buttons_that_whatsapp_would_refuse_into_numbered_text(
    buttons: tuple[Button, ...], lines: str
) -> None:
    assert (
        rendered(kind="buttons", text="Оберіть:", buttons=buttons)["text"]["body"] == f"Оберіть:\n\n{lines}"
    )


def test_it_marks_as_read() -> None:
    assert render(Outbound(kind="read", mark_read="wamid.IN")) == {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": "wamid.IN",
    }


def test_it_shows_typing() -> None:
    assert render(Outbound(kind="typing", mark_read="wamid.IN")) == {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": "wamid.IN",
        "typing_indicator": {"type": "text"},
    }


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"kind": "text", "text": " \n"}, SendFailureCode.EMPTY_MESSAGE),
        ({"kind": "text", "text": "я" * 4097}, SendFailureCode.TEXT_TOO_LONG),
        ({"kind": "image"}, SendFailureCode.EMPTY_MESSAGE),
        (
            {"kind": "image", "media": OutboundMedia(media_id="7"), "text": "я" * 1025},
            SendFailureCode.CAPTION_TOO_LONG,
        ),
        (
            {"kind": "audio", "media": OutboundMedia(media_id="7"), "text": "hi"},
            SendFailureCode.NOT_SUPPORTED,
        ),
        ({"kind": "typing"}, SendFailureCode.INVALID_REQUEST),
    ],
)
def test_it_refuses_what_whatsapp_would_refuse(fields: dict[str, Any], code: SendFailureCode) -> None:
    assert refusal(**fields) == code


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("plain text stays", "plain text stays"),
        ("**bold** and __bold__", "*bold* and *bold*"),
        ("*italic* and _italic_", "_italic_ and _italic_"),
        ("***both***", "*_both_*"),
        ("**nested *it* here**", "*nested _it_ here*"),
        ("~~gone~~", "~gone~"),
        ("`code *stays*`", "`code *stays*`"),
        ("```python\nx = 2 ** 3\n```", "```x = 2 ** 3```"),
        ("# Ціни\n## Для **нових**", "*Ціни*\n*Для нових*"),
        ("* one\n+ two\n  - nested", "- one\n- two\n  - nested"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("> quoted", "> quoted"),
        ("[Записатися](https://a.example/b_c_d)", "Записатися (https://a.example/b_c_d)"),
        ("[https://a.example](https://a.example)", "https://a.example"),
        ("[a@b.example](mailto:a@b.example)", "a@b.example"),
        ("![Роботи](https://a.example/1.jpg)", "Роботи (https://a.example/1.jpg)"),
        ("https://a.example/*x*_y_", "https://a.example/*x*_y_"),
        ("[wiki](https://a.example/x_(y))", "wiki (https://a.example/x_(y))"),
        ("2*3*4 і 5 * 6 * 7", "2*3*4 і 5 * 6 * 7"),
        ("snake_case_name", "snake_case_name"),
        (r"\*not italic\*", "*not italic*"),
        ("line one  \nline two", "line one\nline two"),
        ("a -- b\n---\nc", "a -- b\n---\nc"),
        ("**Увага!** *сьогодні*", "*Увага!* _сьогодні_"),
        ("\ue0000\ue001", "0"),
    ],
)
def test_it_speaks_whatsapps_marks(markdown: str, shown: str) -> None:
    assert to_whatsapp(markdown) == shown
