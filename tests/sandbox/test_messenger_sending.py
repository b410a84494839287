"""Messenger: what the product sends is checked as Meta checks it."""

from typing import Any

import pytest

from tests.sandbox.running import Chat, Product, error_of, last


def test_it_shows_a_carousel(page: Chat) -> None:
    page.say(text="Hi")
    element = {
        "title": "Manicure",
        "subtitle": "450",
        "buttons": [{"type": "web_url", "title": "More", "url": "https://acme.test/"}],
    }

    page.send(
        {"attachment": {"type": "template", "payload": {"template_type": "generic", "elements": [element]}}}
    )

    assert page.thread()[-1]["cards"] == [
        {
            "title": "Manicure",
            "subtitle": "450",
            "image": None,
            "buttons": [{"id": "", "title": "More", "url": "https://acme.test/"}],
        }
    ]


def test_it_sends_a_file_that_was_uploaded(page: Chat) -> None:
    page.say(text="Hi")
    message = '{"attachment":{"type":"file","payload":{"is_reusable":true}}}'
    file = {"filedata": ("price.pdf", b"%PDF-1.4", "application/pdf")}
    uploaded = page.graph(
        "POST", f"{page.account}/message_attachments", data={"message": message}, files=file
    ).json()

    page.send({"attachment": {"type": "file", "payload": {"attachment_id": uploaded["attachment_id"]}}})

    item = page.thread()[-1]
    assert (item["kind"], item["media"]["name"]) == ("document", "price.pdf")


def test_it_fetches_a_file_by_its_link(product: Product, page: Chat) -> None:
    page.say(image=True)
    url = last(product, page)["message"]["attachments"][0]["payload"]["url"]

    answer = page.send({"attachment": {"type": "image", "payload": {"url": url, "is_reusable": True}}}).json()

    assert answer["attachment_id"] == page.thread()[-1]["media"]["id"]


def test_it_refuses_a_file_it_cannot_fetch(page: Chat) -> None:
    page.say(text="Hi")
    url = f"{page.control.base_url}/nothing.jpg"

    answer = page.send({"attachment": {"type": "image", "payload": {"url": url}}})

    assert error_of(answer) == (100, 2018008)


def test_it_shows_typing_and_marks_as_seen(page: Chat) -> None:
    page.say(text="Hi")

    answers = [page.send(sender_action=action) for action in ("mark_seen", "typing_on", "typing_off")]

    assert [answer.json() for answer in answers] == [{"recipient_id": page.dana["address"]}] * 3
    assert page.thread()[0]["status"] == "read"


def test_it_reacts_for_the_business(page: Chat) -> None:
    said = page.say(text="Hi")["id"]

    page.send(sender_action="react", payload={"message_id": said, "reaction": "love"})

    assert page.thread()[0]["reactions"] == [{"by": "business", "emoji": "❤️"}]


def test_it_closes_the_window_after_a_day_except_for_people(page: Chat) -> None:
    page.say(text="Hi")
    page.control.patch(f"/control/customers/{page.dana['id']}/", json={"window": "closed"})

    answers = [
        page.send({"text": "Hello?"}),
        page.send({"text": "Hello?"}, messaging_type="MESSAGE_TAG", tag="HUMAN_AGENT"),
    ]

    assert error_of(answers[0]) == (10, 2018278)
    assert answers[1].status_code == 200


def test_it_closes_the_window_even_for_people_after_a_week(page: Chat) -> None:
    page.say(text="Hi", timestamp=1_700_000_000)

    answer = page.send({"text": "Hello?"}, messaging_type="MESSAGE_TAG", tag="HUMAN_AGENT")

    assert error_of(answer) == (10, 2018278)


def test_it_lets_nobody_write_to_who_blocked_the_page(page: Chat) -> None:
    page.say(text="Hi")
    page.control.patch(f"/control/customers/{page.dana['id']}/", json={"blocked": True})

    assert error_of(page.send({"text": "Hello?"})) == (551, 1545041)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 100),
        ({"message": {"text": ""}}, 100),
        ({"message": {"text": "x" * 2001}}, 100),
        ({"message": {"txt": "x"}}, 100),
        ({"message": {"text": "x", "attachment": {"type": "image", "payload": {}}}}, 100),
        ({"message": {"text": "x", "metadata": "x" * 1001}}, 100),
        ({"message": {"text": "x", "quick_replies": []}}, 100),
        (
            {
                "message": {
                    "text": "x",
                    "quick_replies": [{"content_type": "text", "title": "x" * 21, "payload": "y"}],
                }
            },
            100,
        ),
        ({"message": {"attachment": {"type": "pigeon", "payload": {}}}}, 100),
        ({"message": {"attachment": {"type": "image", "payload": {"url": "ftp://x"}}}}, 100),
        ({"message": {"attachment": {"type": "image", "payload": {"attachment_id": "1"}}}}, 100),
        (
            {
                "message": {
                    "attachment": {"type": "template", "payload": {"template_type": "button", "text": "x"}}
                }
            },
            100,
        ),
        ({"message": {"text": "x"}, "messaging_type": None}, 100),
        ({"message": {"text": "x"}, "messaging_type": "MESSAGE_TAG"}, 100),
        ({"message": {"text": "x"}, "messaging_type": "MESSAGE_TAG", "tag": "ACCOUNT_UPDATE"}, 100),
        ({"message": {"text": "x"}, "tag": "HUMAN_AGENT"}, 100),
        ({"message": {"text": "x"}, "recipient": {}}, 100),
        ({"message": {"text": "x"}, "recipient": {"id": "1"}}, 100),
        ({"message": {"text": "x"}, "sender_action": "typing_on"}, 100),
        ({"message": {"text": "x"}, "reply_to": {"mid": "m_none"}}, 100),
        ({"message": {"text": "x"}, "pigeon": True}, 100),
        ({"sender_action": "dance"}, 100),
    ],
)
def test_it_refuses_what_meta_refuses(page: Chat, body: dict[str, Any], code: int) -> None:
    page.say(text="Hi")
    whole = {"recipient": {"id": page.dana["address"]}, "messaging_type": "RESPONSE", **body}

    answer = page.graph(
        "POST", f"{page.account}/messages", json={k: v for k, v in whole.items() if v is not None}
    )

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)
    assert len(page.thread()) == 1
