"""What goes over the wire to Messenger and Instagram for each form of message: golden bodies."""

from typing import Any

import pytest

from tenant_apps.channels.adapters.instagram.render import render as render_instagram
from tenant_apps.channels.adapters.messenger.render import render as render_messenger
from tenant_apps.channels.adapters.meta_messaging.markup import to_plain
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.outbound import (
    Button,
    ContactCard,
    ListRow,
    ListSection,
    Location,
    Outbound,
    OutboundMedia,
    Template,
)
from tests.contract.samples import outbound_to

TO_DANA: dict[str, dict[str, Any]] = {
    "messenger": {"recipient": {"id": "7300000000000001"}, "messaging_type": "RESPONSE"},
    "instagram": {"recipient": {"id": "8800000000000001"}},
}
RENDER = {"messenger": render_messenger, "instagram": render_instagram}
COMMENT = {"via": "comment", "comment_id": "900_222_333"}
YES_NO = (Button("y", "Так"), Button("n", "Ні"))
SITE = Button("site", "Сайт", url="https://lumiere.example/")
both = pytest.mark.parametrize("kind", ["messenger", "instagram"])


def rendered(channel: str, /, **fields: Any) -> dict[str, Any]:
    return RENDER[channel](outbound_to(channel, **fields))


def message(channel: str, /, **fields: Any) -> Any:
    body = rendered(channel, **fields)
    assert {key: value for key, value in body.items() if key != "message"} == TO_DANA[channel]
    return body["message"]


def refusal(channel: str, /, **fields: Any) -> SendFailureCode:
    with pytest.raises(SendFailed) as refused:
        rendered(channel, **fields)
    assert refused.value.permanent
    return refused.value.code


@both
def test_it_renders_a_text(kind: str) -> None:
    assert message(kind, kind="text", text="Чекаємо **завтра**") == {"text": "Чекаємо завтра"}


@both
def test_it_quotes_and_carries_our_id(kind: str) -> None:
    assert rendered(kind, kind="text", text="так", reply_to="m_IN", client_ref="0192-our-id") == {
        **TO_DANA[kind],
        "message": {"text": "так", "metadata": "0192-our-id"},
        "reply_to": {"mid": "m_IN"},
    }


@both
def test_it_quotes_no_comment_which_only_a_private_answer_can_name(kind: str) -> None:
    assert message(kind, kind="text", text="так", reply_to="900_222_333") == {"text": "так"}


@both
def test_it_says_that_a_person_writes_after_the_free_window(kind: str) -> None:
    body = rendered(kind, kind="text", text="Вибачте за паузу", is_extended=True)

    assert (body["messaging_type"], body["tag"]) == ("MESSAGE_TAG", "HUMAN_AGENT")


@both
def test_it_lets_no_agent_write_after_the_free_window(kind: str) -> None:
    late = {"kind": "text", "text": "hi", "is_extended": True, "sent_by": "agent"}

    assert refusal(kind, **late) == SendFailureCode.ONLY_PEOPLE


@both
def test_it_answers_a_comment_in_private(kind: str) -> None:
    body = rendered(
        kind, kind="text", text="Від 500 ₴", context=COMMENT, is_extended=True, reply_to="900_222_333"
    )

    assert body == {
        **TO_DANA[kind],
        "recipient": {"comment_id": "900_222_333"},
        "message": {"text": "Від 500 ₴"},
    }


@both
def test_it_writes_to_the_person_once_they_wrote_themselves(kind: str) -> None:
    assert message(kind, kind="text", text="так", context={"via": "message"}) == {"text": "так"}


@pytest.mark.parametrize(
    ("kind", "limit"), [("messenger", "ї" * 2000), ("instagram", "ї" * 500), ("instagram", "a" * 1000)]
)
def test_it_takes_a_text_up_to_the_limit_and_not_beyond(kind: str, limit: str) -> None:
    assert message(kind, kind="text", text=limit) == {"text": limit}
    assert refusal(kind, kind="text", text=limit + "a") == SendFailureCode.TEXT_TOO_LONG


@both
def test_it_refuses_an_empty_text(kind: str) -> None:
    assert refusal(kind, kind="text", text=" \n") == SendFailureCode.EMPTY_MESSAGE


@both
@pytest.mark.parametrize(
    ("form", "mime", "type_"),
    [
        ("image", "image/png", "image"),
        ("video", "video/mp4", "video"),
        ("audio", "audio/mp4", "audio"),
        ("document", "application/pdf", "file"),
    ],
)
def test_it_renders_a_file(kind: str, form: str, mime: str, type_: str) -> None:
    uploaded = message(kind, kind=form, media=OutboundMedia(media_id="77", mime=mime))
    linked = message(kind, kind=form, media=OutboundMedia(link="https://x.example/f", mime=mime))

    assert uploaded == {"attachment": {"type": type_, "payload": {"attachment_id": "77"}}}
    source = {"url": "https://x.example/f", "is_reusable": True}
    assert linked == {"attachment": {"type": type_, "payload": source}}


@both
def test_it_refuses_a_caption_which_no_file_has(kind: str) -> None:
    photo = OutboundMedia(media_id="77", mime="image/png")

    assert refusal(kind, kind="image", text="так", media=photo) == SendFailureCode.CAPTION_TOO_LONG


@both
def test_it_refuses_a_file_without_content(kind: str) -> None:
    assert refusal(kind, kind="image", media=OutboundMedia(name="a.png")) == SendFailureCode.EMPTY_MESSAGE


@both
def test_it_renders_buttons_as_quick_replies(kind: str) -> None:
    assert message(kind, kind="buttons", text="Підходить?", buttons=YES_NO) == {
        "text": "Підходить?",
        "quick_replies": [
            {"content_type": "text", "title": "Так", "payload": "y"},
            {"content_type": "text", "title": "Ні", "payload": "n"},
        ],
    }


@both
def test_it_renders_a_link_among_buttons_as_a_card(kind: str) -> None:
    card = {
        "template_type": "button",
        "text": "Підходить?",
        "buttons": [
            {"type": "postback", "title": "Так", "payload": "y"},
            {"type": "web_url", "url": "https://lumiere.example/", "title": "Сайт"},
        ],
    }

    assert message(kind, kind="buttons", text="Підходить?", buttons=(YES_NO[0], SITE)) == {
        "attachment": {"type": "template", "payload": card}
    }


@both
@pytest.mark.parametrize(
    ("text", "buttons", "shown"),
    [
        (
            "Коли?",
            tuple(Button(f"t{hour}", f"{hour}:00") for hour in range(9, 23)),
            "Коли?\n\n" + "\n".join(f"{n}. {hour}:00" for n, hour in enumerate(range(9, 23), 1)),
        ),
        (
            "Що?",
            (Button("a", "Манікюр з покриттям і дизайном"),),
            "Що?\n\n1. Манікюр з покриттям і дизайном",
        ),
        (
            "Ось",
            (*YES_NO, Button("m", "Може"), SITE),
            "Ось\n\n1. Так\n2. Ні\n3. Може\nСайт: https://lumiere.example/",
        ),
    ],
)
def test_it_numbers_buttons_that_cannot_be_shown(
    kind: str, text: str, buttons: tuple[Button, ...], shown: str
) -> None:
    assert message(kind, kind="buttons", text=text, buttons=buttons) == {"text": shown}


@both
def test_it_numbers_buttons_in_a_private_answer(kind: str) -> None:
    body = rendered(kind, kind="buttons", text="Підходить?", buttons=YES_NO, context=COMMENT)

    assert body["message"] == {"text": "Підходить?\n\n1. Так\n2. Ні"}


@both
def test_it_renders_a_list_as_quick_replies_or_else_as_text(kind: str) -> None:
    plain = (ListSection("Послуги", (ListRow("a", "Манікюр"), ListRow("b", "Педикюр"))),)
    described = (ListSection("Послуги", (ListRow("a", "Манікюр", "500 ₴"), ListRow("b", "Педикюр"))),)

    replies = message(kind, kind="list", text="Що?", list_button="Обрати", sections=plain)
    text = message(kind, kind="list", text="Що?", list_button="Обрати", sections=described)

    assert [reply["payload"] for reply in replies["quick_replies"]] == ["a", "b"]
    assert text == {"text": "Що?\n\nПослуги:\n1. Манікюр – 500 ₴\n2. Педикюр"}


@both
def test_it_renders_a_place_and_people_as_text(kind: str) -> None:
    place = message(kind, kind="location", location=Location(49.8397, 24.0297, name="Lumière"))
    person = message(kind, kind="contacts", contacts=(ContactCard("Ada", phones=("+380441112233",)),))

    assert place["text"].startswith("Lumière\nhttps://www.google.com/maps/")
    assert person == {"text": "Ada\n+380441112233"}


def test_instagram_has_no_templates() -> None:
    code = refusal("instagram", kind="template", template=Template("hello", "en"))

    assert code == SendFailureCode.NOT_SUPPORTED


def test_it_renders_a_utility_message_with_all_its_parts() -> None:
    words = {"type": "text", "parameter_name": "time", "text": " о\n17:00 "}
    template = Template(
        "visit_reminder",
        "en-US",
        (
            {"type": "HEADER", "parameters": [{"type": "text", "text": "Візит"}]},
            {"type": "body", "parameters": [words]},
            {
                "type": "button",
                "sub_type": "quick_reply",
                "index": "1",
                "parameters": [{"type": "payload", "payload": "MOVE"}],
            },
            {
                "type": "button",
                "sub_type": "url",
                "index": 0,
                "parameters": [{"type": "text", "text": "v17"}],
            },
        ),
    )

    body = rendered(
        "messenger",
        kind="template",
        template=template,
        client_ref="0192-our-id",
        is_extended=True,
        sent_by="agent",
    )

    assert body == {
        "recipient": {"id": "7300000000000001"},
        "messaging_type": "UTILITY",
        "message": {
            "template": {
                "name": "visit_reminder",
                "language": {"code": "en_US"},
                "components": [
                    {"type": "header", "parameters": [{"type": "text", "text": "Візит"}]},
                    {
                        "type": "body",
                        "parameters": [{"type": "text", "parameter_name": "time", "text": "о 17:00"}],
                    },
                    {
                        "type": "buttons",
                        "parameters": [
                            {"type": "URL", "url": "v17"},
                            {"type": "POSTBACK", "payload": "MOVE"},
                        ],
                    },
                ],
            },
            "metadata": "0192-our-id",
        },
    }


@pytest.mark.parametrize(
    "part",
    [
        {"type": "body", "parameters": [{"type": "text", "text": " "}]},
        {"type": "button", "sub_type": "url", "index": 0, "parameters": []},
    ],
)
def test_it_refuses_a_gap_that_nobody_filled_in(part: dict[str, Any]) -> None:
    template = Template("visit_reminder", "uk", (part,))

    assert refusal("messenger", kind="template", template=template) == SendFailureCode.TEMPLATE_VALUES


@both
@pytest.mark.parametrize(("form", "action"), [("read", "mark_seen"), ("typing", "typing_on")])
def test_it_renders_signs_of_life(kind: str, form: str, action: str) -> None:
    assert rendered(kind, kind=form, mark_read="m_IN") == {
        "recipient": TO_DANA[kind]["recipient"],
        "sender_action": action,
    }


@pytest.mark.parametrize(
    ("emoji", "name"),
    [
        ("❤️", "love"),
        ("❤", "love"),
        ("👍", "like"),
        ("😂", "laugh"),
        ("😮", "wow"),
        ("😢", "sad"),
        ("😠", "angry"),
    ],
)
def test_it_renders_a_reaction_on_instagram(emoji: str, name: str) -> None:
    assert rendered("instagram", kind="reaction", emoji=emoji, reply_to="mid1") == {
        "recipient": {"id": "8800000000000001"},
        "sender_action": "react",
        "payload": {"message_id": "mid1", "reaction": name},
    }


def test_it_takes_a_reaction_back_on_instagram() -> None:
    body = rendered("instagram", kind="reaction", emoji="", reply_to="mid1")

    assert (body["sender_action"], body["payload"]) == ("unreact", {"message_id": "mid1"})


@pytest.mark.parametrize(("kind", "emoji"), [("instagram", "🦄"), ("messenger", "❤️")])
def test_it_refuses_a_reaction_that_the_channel_lacks(kind: str, emoji: str) -> None:
    assert refusal(kind, kind="reaction", emoji=emoji, reply_to="mid1") == SendFailureCode.NOT_SUPPORTED


def test_it_addresses_a_visitor_who_only_ticked_a_box() -> None:
    body = render_messenger(Outbound(kind="text", recipient=(("user_ref", "visitor-77"),), text="hi"))

    assert body["recipient"] == {"user_ref": "visitor-77"}


@both
def test_it_addresses_nobody_by_the_id_of_another_channel(kind: str) -> None:
    with pytest.raises(SendFailed) as refused:
        RENDER[kind](Outbound(kind="text", recipient=(("phone", "+380671112233"),), text="hi"))

    assert refused.value.code == SendFailureCode.NO_RECIPIENT


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("plain text stays", "plain text stays"),
        ("**bold** and __bold__ and *italic* and _italic_", "bold and bold and italic and italic"),
        ("***both*** ~~gone~~", "both gone"),
        ("`code *stays*`", "code *stays*"),
        ("```python\nx = 2 ** 3\n```", "x = 2 ** 3"),
        ("# Ціни\n## Для **нових**", "Ціни\nДля нових"),
        ("* one\n- two\n  + nested", "– one\n– two\n  – nested"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("[Записатися](https://a.example/b_c_d)", "Записатися (https://a.example/b_c_d)"),
        ("[https://a.example](https://a.example)", "https://a.example"),
        ("[a@b.example](mailto:a@b.example)", "a@b.example"),
        ("https://a.example/*x*_y_", "https://a.example/*x*_y_"),
        ("2*3*4 і 5 * 6 * 7, snake_case_name", "2*3*4 і 5 * 6 * 7, snake_case_name"),
        (r"\*not italic\*", "*not italic*"),
        ("\ue0000\ue001", "0"),
    ],
)
def test_it_leaves_words_without_marks(markdown: str, shown: str) -> None:
    assert to_plain(markdown) == shown
