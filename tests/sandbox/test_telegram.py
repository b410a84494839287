"""The sandbox's Telegram beyond what python-telegram-bot asks: webhooks, phones, limits, formatting."""

import json
import random
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from sandbox.telegram.errors import BadRequest
from sandbox.telegram.formatting import parse
from tests.sandbox.conftest import client_of
from tests.sandbox.running import Product, Salon, eventually, free_port, product_on, sandbox_on

SECRET = "a-secret-of-the-tests"
ALL = [
    "message",
    "edited_message",
    "callback_query",
    "message_reaction",
    "my_chat_member",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "business_connection",
]


@dataclass
class Studio:
    """A bot of Acme's, Dana's phone, and what the product got."""

    control: httpx.Client
    product: Product
    bot: dict[str, Any]
    dana: dict[str, Any]

    def say(self, **body: Any) -> dict[str, Any]:
        answer = self.control.post(f"/control/customers/{self.dana['id']}/say/", json=body)
        assert answer.status_code == 200, answer.text
        said: dict[str, Any] = answer.json()
        return said

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        answer = self.control.post(f"/telegram/bot{self.bot['token']}/{method}", json=params)
        content: dict[str, Any] = answer.json()
        assert content["ok"] == (answer.status_code == 200)
        return content

    def send(self, text: str, **params: Any) -> dict[str, Any]:
        return self.call("sendMessage", chat_id=self.dana["address"], text=text, **params)

    def listen(self) -> None:
        url = f"http://localhost/webhook/telegram/{self.bot['account']}/"
        assert self.call("setWebhook", url=url, secret_token=SECRET, allowed_updates=ALL)["result"] is True

    def updates(self) -> list[dict[str, Any]]:
        mine = [post for post in list(self.product.received) if self.bot["account"] in post.path]
        return [json.loads(post.raw) for post in mine]

    def thread(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.control.get(
            f"/control/customers/{self.dana['id']}/thread/?peek=1"
        ).json()
        return items


def open_studio(control: httpx.Client, product: Product) -> Studio:
    account = {"platform": "telegram", "account": str(random.randrange(10**9, 10**10)), "name": "Acme"}
    bot = control.post("/control/accounts/", json={**account, "tenant": "acme"}).json()
    dana = {"platform": "telegram", "account": bot["account"], "name": "Дана Кравець", "username": "dana_k"}
    return Studio(control, product, bot, control.post("/control/customers/", json=dana).json())


@pytest.fixture
def studio(control: httpx.Client, product: Product) -> Studio:
    return open_studio(control, product)


def test_it_sends_what_waited_once_there_is_a_webhook(studio: Studio) -> None:
    studio.say(text="раз")
    studio.say(text="два")
    assert studio.call("getWebhookInfo")["result"]["pending_update_count"] == 2

    studio.listen()

    eventually(lambda: len(studio.updates()) == 2)
    updates = studio.updates()
    assert [update["message"]["text"] for update in updates] == ["раз", "два"]
    assert updates[1]["update_id"] == updates[0]["update_id"] + 1


def test_it_shows_the_secret_and_speaks_as_telegram(studio: Studio) -> None:
    studio.listen()

    said = studio.say(start="insta")

    post = studio.product.received[-1]
    assert said["status"] == 200
    assert post.headers["x-telegram-bot-api-secret-token"] == SECRET
    message = json.loads(post.raw)["message"]
    assert message["from"]["id"] == message["chat"]["id"] == int(studio.dana["address"])
    assert (message["text"], message["entities"]) == (
        "/start insta",
        [{"type": "bot_command", "offset": 0, "length": 6}],
    )


def test_it_tries_again_until_the_product_accepts(tmp_path: Any) -> None:
    with (
        product_on(free_port(), [500, 503]) as product,
        sandbox_on(tmp_path, product.port) as settings,
        client_of(settings) as control,
    ):
        studio = open_studio(control, product)
        studio.listen()

        said = studio.say(text="Агов")

        assert said["status"] == 500
        assert "500" in studio.call("getWebhookInfo")["result"]["last_error_message"]
        eventually(lambda: len(studio.updates()) == 3)
        eventually(lambda: studio.call("getWebhookInfo")["result"]["pending_update_count"] == 0)
        assert len({update["update_id"] for update in studio.updates()}) == 1


def test_it_sends_only_what_was_asked_for(studio: Studio) -> None:
    url = f"http://localhost/webhook/telegram/{studio.bot['account']}/"
    studio.call("setWebhook", url=url, allowed_updates=["message"])
    studio.say(text="раз")
    studio.send("два")

    said = studio.say(reaction="👍")

    assert said["note"] == "not subscribed"
    assert [list(update)[1] for update in studio.updates()] == ["message"]


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ({"image": True}, "photo"),
        ({"audio": True}, "voice"),
        ({"audio": {"voice": False}}, "audio"),
        ({"video": {"round": True}}, "video_note"),
        ({"sticker": True}, "sticker"),
        ({"document": True}, "document"),
        ({"location": True}, "location"),
        ({"location": {"latitude": 1, "longitude": 2, "name": "Парк", "address": "Львів"}}, "venue"),
        ({"contacts": True}, "contact"),
        ({"poll": "Коли?"}, "poll"),
        ({"dice": True}, "dice"),
        ({"text": "так", "forwarded": True}, "forward_origin"),
        ({"image": True, "media_group": 7}, "media_group_id"),
    ],
)
def test_it_says_everything_a_person_can(studio: Studio, body: dict[str, Any], key: str) -> None:
    studio.listen()

    studio.say(**body)

    assert key in studio.updates()[-1]["message"]


def test_it_edits_reacts_taps_and_blocks(studio: Studio) -> None:
    studio.listen()
    studio.say(text="Завтра")
    keys = {"inline_keyboard": [[{"text": "17:00", "callback_data": "slot:17"}]]}
    studio.send("Коли?", reply_markup=keys)

    studio.say(edit={"text": "Післязавтра"})
    studio.say(reaction="❤️")
    studio.say(button_reply="17:00")
    studio.say(block=True)
    refused = studio.send("Ви тут?")
    studio.say(text="Повернулась")

    kinds = [list(update)[1] for update in studio.updates()]
    assert kinds == [
        "message",
        "edited_message",
        "message_reaction",
        "callback_query",
        "my_chat_member",
        "my_chat_member",
        "message",
    ]
    assert refused["description"] == "Forbidden: bot was blocked by the user"
    assert studio.send("Вітаю!")["ok"]


def test_it_lets_a_tap_be_answered_once(studio: Studio) -> None:
    studio.listen()
    studio.say(text="Завтра")
    studio.send("Коли?", reply_markup={"inline_keyboard": [[{"text": "Так", "callback_data": "y"}]]})
    query = studio.say(button_reply="Так")["id"]

    answers = [studio.call("answerCallbackQuery", callback_query_id=query) for _ in range(2)]

    assert [answer["ok"] for answer in answers] == [True, False]
    assert "query is too old" in answers[1]["description"]


def test_it_plays_a_business_account(studio: Studio) -> None:
    studio.listen()
    studio.say(business_connection=True)
    studio.say(text="Можна перенести?", business=True)
    studio.say(owner="Звісно")
    connection = f"BC{studio.bot['account']}"

    sent = studio.send("Нагадуємо", business_connection_id=connection)["result"]
    studio.say(revoke={})

    updates = studio.updates()
    assert [list(update)[1] for update in updates] == [
        "business_connection",
        "business_message",
        "business_message",
        "business_message",
        "deleted_business_messages",
    ]
    authors = [update["business_message"]["from"]["id"] for update in updates[1:4]]
    assert authors[0] == int(studio.dana["address"]) != authors[1] == authors[2]
    assert updates[3]["business_message"]["message_id"] == sent["message_id"]
    assert "sender_business_bot" in updates[3]["business_message"]


@pytest.mark.parametrize(("switch", "count"), [({"kind": "pair_rate"}, 5), ({"kind": "throughput"}, 30)])
def test_it_limits_the_pace_when_told_to(tmp_path: Any, switch: dict[str, str], count: int) -> None:
    with (
        product_on(free_port()) as product,
        sandbox_on(tmp_path, product.port) as settings,
        client_of(settings) as control,
    ):
        studio = open_studio(control, product)
        studio.say(text="Агов")
        control.post("/control/faults/", json={"platform": "telegram", "direction": "out", **switch})

        answers = [studio.send(str(number)) for number in range(count + 1)]

    assert [answer["ok"] for answer in answers] == [True] * count + [False]
    assert answers[-1]["error_code"] == 429
    assert answers[-1]["parameters"]["retry_after"] >= 1


def test_it_keeps_tokens_out_of_its_log(studio: Studio) -> None:
    studio.listen()
    studio.say(text="Агов")

    log = studio.control.get("/control/calls/?limit=20").text

    assert f"/telegram/bot{studio.bot['account']}:" in log
    assert studio.bot["token"].partition(":")[2] not in log
    assert SECRET not in log


@pytest.mark.parametrize("signed", ["valid", "wrong", "none"])
def test_it_delivers_raw_bodies_with_any_proof(studio: Studio, signed: str) -> None:
    studio.listen()
    body = {
        "platform": "telegram",
        "account": studio.bot["account"],
        "signature": signed,
        "body": {"update_id": 1},
    }

    answer = studio.control.post("/control/deliver/", json=body)

    shown = studio.product.received[-1].headers.get("x-telegram-bot-api-secret-token")
    assert answer.json()["status"] == 200
    assert shown == {"valid": SECRET, "wrong": "wrong", "none": None}[signed]


def test_it_delivers_a_raw_body_to_the_bot_that_listens_when_none_is_named(
    own: tuple[Product, Salon],
) -> None:
    product, salon = own
    open_studio(salon.control, product)
    studio = open_studio(salon.control, product)
    studio.listen()

    answer = studio.control.post("/control/deliver/", json={"platform": "telegram", "body": {"update_id": 2}})

    assert answer.json()["status"] == 200
    assert studio.updates() == [{"update_id": 2}]


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendMessage", {"chat_id": "", "text": "?"}, "chat_id is empty"),
        (
            "setWebhook",
            {"url": "ftp://a.example"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            "setWebhook",
            {"url": "https://a.example", "secret_token": "ж"},
            "secret token contains unallowed characters",
        ),
        ("getFile", {"file_id": "nothing"}, "invalid file_id"),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "x"}, "wrong file identifier/HTTP URL specified"),
        (
            "sendMessage",
            {"text": "?", "reply_markup": {"inline_keyboard": [{"text": "a"}]}},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            "sendMessage",
            {"text": "?", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            "setMessageReaction",
            {"message_id": 1, "reaction": [{"type": "emoji", "emoji": "🍕"}]},
            "REACTION_INVALID",
        ),
        ("editMessageText", {"message_id": 1, "text": "x"}, "message can't be edited"),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
        ("sendChatAction", {"action": "dance"}, "wrong parameter action in request"),
        ("sendMediaGroup", {"media": []}, "wrong number of messages in the album: 2-10 expected"),
    ],
)
def test_it_refuses_in_telegrams_words(
    studio: Studio, method: str, params: dict[str, Any], description: str
) -> None:
    studio.say(text="Агов")

    answer = studio.call(method, **{"chat_id": studio.dana["address"], **params})

    assert answer["description"] == f"Bad Request: {description}"


def test_it_knows_no_method_of_tomorrow(studio: Studio) -> None:
    assert studio.call("dance")["description"] == "Not Found: method not found"


@pytest.mark.parametrize(
    ("text", "mode", "shown", "entities"),
    [
        ("a &lt;b&gt; &amp; c", "HTML", "a <b> & c", []),
        ("<b>💇 <i>x</i></b>", "HTML", "💇 x", [("bold", 0, 4), ("italic", 3, 1)]),
        ('<a href="https://a.example">тут</a>', "HTML", "тут", [("text_link", 0, 3)]),
        ('<pre><code class="language-py">x</code></pre>', "HTML", "x", [("pre", 0, 1)]),
        ("<tg-spoiler>x</tg-spoiler>", "html", "x", [("spoiler", 0, 1)]),
        (r"*b* _i_ __u__", "MarkdownV2", "b i u", [("bold", 0, 1), ("italic", 2, 1), ("underline", 4, 1)]),
        (r"~s~ ||p|| 1\.5", "MarkdownV2", "s p 1.5", [("strikethrough", 0, 1), ("spoiler", 2, 1)]),
        (r"`c.d` \`", "MarkdownV2", "c.d `", [("code", 0, 3)]),
        (r"[тут](https://a.example/\))", "MarkdownV2", "тут", [("text_link", 0, 3)]),
        ("*b* _i_", "Markdown", "b i", [("bold", 0, 1), ("italic", 2, 1)]),
    ],
)  # fmt: skip
def test_it_reads_formatting(text: str, mode: str, shown: str, entities: list[tuple[str, int, int]]) -> None:
    found, marks = parse(text, mode)

    assert [(mark["type"], mark["offset"], mark["length"]) for mark in marks] == entities
    assert found == shown


@pytest.mark.parametrize(
    ("text", "mode", "reason"),
    [
        ("a < b", "HTML", "Unclosed start tag at byte offset 2"),
        ("я <p>b</p>", "HTML", 'Unsupported start tag "p" at byte offset 3'),
        ("<b>x", "HTML", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "HTML", "Unexpected end tag at byte offset 1"),
        ("a.b", "MarkdownV2", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a_b", "MarkdownV2", "Can't find end of Italic entity at byte offset 1"),
        ("a_b", "Markdown", "Can't find end of the entity starting at byte offset 1"),
    ],
)
def test_it_refuses_bad_formatting(text: str, mode: str, reason: str) -> None:
    with pytest.raises(BadRequest) as refused:
        parse(text, mode)

    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"
