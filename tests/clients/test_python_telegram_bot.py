"""python-telegram-bot finds in the sandbox what it finds at Telegram."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    ReactionTypeEmoji,
    Update,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from sandbox.media import SAMPLES
from sandbox.settings import Settings
from tests.sandbox.running import PATIENCE_S, free_port

Context = ContextTypes.DEFAULT_TYPE
PHOTO = (SAMPLES / "photo.jpg").read_bytes()
VOICE = (SAMPLES / "voice.ogg").read_bytes()


def keyboard(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Так", callback_data=data)]])


@dataclass(frozen=True)
class Studio:
    """A bot of Acme's and Dana with her phone."""

    control: httpx.Client
    url: str
    token: str
    dana: dict[str, Any]

    @property
    def chat(self) -> int:
        return int(self.dana["address"])

    def say(self, **body: Any) -> dict[str, Any]:
        answer = self.control.post(f"/control/customers/{self.dana['id']}/say/", json=body)
        assert answer.status_code == 200, answer.text
        said: dict[str, Any] = answer.json()
        return said

    def thread(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.control.get(
            f"/control/customers/{self.dana['id']}/thread/?peek=1"
        ).json()
        return items

    def bot(self, token: str = "") -> Bot:
        return Bot(
            token or self.token,
            base_url=f"{self.url}/telegram/bot",
            base_file_url=f"{self.url}/telegram/file/bot",
        )

    def application(self) -> Any:
        # Any: the builder may leave out the updater, which every test here needs.
        return Application.builder().bot(self.bot()).build()


@pytest.fixture
def studio(control: httpx.Client, sandbox: Settings) -> Studio:
    account = control.post(
        "/control/accounts/", json={"platform": "telegram", "name": "Acme", "tenant": "acme"}
    ).json()
    dana = control.post(
        "/control/customers/",
        json={
            "platform": "telegram",
            "account": account["account"],
            "name": "Дана Кравець",
            "username": "dana_k",
        },
    ).json()
    return Studio(control, sandbox.own_url, account["token"], dana)


async def eventually(look: Callable[[], Any]) -> Any:
    for _ in range(int(PATIENCE_S / 0.02)):
        if found := look():
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("It did not happen in time.")


@asynccontextmanager
async def running(application: Any, start: Callable[[], Any]) -> AsyncIterator[None]:
    async with application:
        await application.start()
        await start()
        yield
        await application.updater.stop()
        await application.stop()


async def answer_text(update: Update, _: Context) -> None:
    assert update.message is not None
    await update.message.reply_text(f"Чую: {update.message.text}", do_quote=True)


async def test_it_receives_by_polling_and_answers(studio: Studio) -> None:
    application = studio.application()
    application.add_handler(MessageHandler(filters.TEXT, answer_text))

    async with running(application, lambda: application.updater.start_polling(poll_interval=0, timeout=2)):
        await asyncio.to_thread(studio.say, text="Вітаю")
        answer = await eventually(
            lambda: next((i for i in studio.thread() if i["direction"] == "to_customer"), None)
        )

    assert answer["text"] == "Чую: Вітаю"
    assert answer["reply_to"]["text"] == "Вітаю"


async def test_it_receives_by_webhook_with_its_secret(studio: Studio) -> None:
    port = free_port()
    application = studio.application()
    application.add_handler(MessageHandler(filters.TEXT, answer_text))

    def start() -> Any:
        return application.updater.start_webhook(
            listen="127.0.0.1",
            port=port,
            url_path="hook",
            secret_token="a-secret-of-the-tests",
            webhook_url=f"http://127.0.0.1:{port}/hook",
        )

    async with running(application, start):
        said = await asyncio.to_thread(lambda: studio.say(text="Вітаю"))
        answer = await eventually(
            lambda: next((i for i in studio.thread() if i["direction"] == "to_customer"), None)
        )
        info = await application.bot.get_webhook_info()
        with pytest.raises(Conflict):
            await application.bot.get_updates()

    assert said["status"] == 200
    assert answer["text"] == "Чую: Вітаю"
    assert (info.url, info.pending_update_count) == (f"http://127.0.0.1:{port}/hook", 0)


async def test_it_gets_the_taps_on_its_buttons(studio: Studio) -> None:
    application = studio.application()
    tapped: list[str] = []

    async def tap(update: Update, _: Context) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("Записуємо")
        await update.callback_query.edit_message_text("Записали на 17:00")
        tapped.append(str(update.callback_query.data))

    application.add_handler(CallbackQueryHandler(tap))
    studio.say(start="insta")
    keys = [
        [
            InlineKeyboardButton("17:00", callback_data="slot:17"),
            InlineKeyboardButton("Сайт", url="https://a.example"),
        ]
    ]

    async with running(application, lambda: application.updater.start_polling(poll_interval=0, timeout=2)):
        await application.bot.send_message(studio.chat, "Коли?", reply_markup=InlineKeyboardMarkup(keys))
        await asyncio.to_thread(lambda: studio.say(button_reply="17:00"))
        await eventually(lambda: tapped)

    assert tapped == ["slot:17"]
    assert (studio.thread()[-1]["text"], studio.thread()[-1]["edited"]) == ("Записали на 17:00", True)


async def test_it_sends_and_fetches_files(studio: Studio) -> None:
    studio.say(image=True, caption="Такий колір?")

    async with studio.bot() as bot:
        [update] = await bot.get_updates()
        assert update.message is not None
        fetched = await (await update.message.photo[-1].get_file()).download_as_bytearray()
        photo = await bot.send_photo(studio.chat, PHOTO, caption="<b>Так</b>", parse_mode=ParseMode.HTML)
        voice = await bot.send_voice(studio.chat, VOICE)
        again = await bot.send_document(studio.chat, voice.voice.file_id if voice.voice else "")
        album = await bot.send_media_group(studio.chat, [InputMediaPhoto(PHOTO), InputMediaPhoto(PHOTO)])

    assert (update.message.caption, bytes(fetched)) == ("Такий колір?", PHOTO)
    assert (photo.caption, photo.caption_entities[0].type) == ("Так", "bold")
    assert again.document is not None
    assert len({message.media_group_id for message in album}) == 1
    kinds = [item["kind"] for item in studio.thread()]
    assert kinds == ["image", "image", "audio", "document", "image", "image"]


async def test_it_sends_the_other_forms(studio: Studio) -> None:
    studio.say(text="Де ви?")

    async with studio.bot() as bot:
        await bot.send_chat_action(studio.chat, ChatAction.TYPING)
        await bot.send_location(studio.chat, 50.45, 30.52)
        await bot.send_venue(studio.chat, 50.45, 30.52, "Люмі", "вул. Хрещатик, 1")
        await bot.send_contact(studio.chat, "+380501112233", "Ада")
        sent = await bot.send_message(studio.chat, r"*Так*, _чекаємо_\!", parse_mode=ParseMode.MARKDOWN_V2)
        [update] = await bot.get_updates()
        assert update.message is not None
        await bot.set_message_reaction(studio.chat, update.message.message_id, [ReactionTypeEmoji("👍")])
        await bot.delete_message(studio.chat, sent.message_id)
        me, chat = await bot.get_me(), await bot.get_chat(studio.chat)

    items = studio.thread()
    assert [item["kind"] for item in items] == ["text", "location", "location", "contacts", "text"]
    assert items[0]["reactions"] == [{"by": "business", "emoji": "👍"}]
    assert (sent.text, items[-1]["deleted"]) == ("Так, чекаємо!", True)
    assert (me.is_bot, chat.username) == (True, "dana_k")


async def test_it_gets_reactions_and_edits_it_asked_for(studio: Studio) -> None:
    async with studio.bot() as bot:
        await bot.get_updates(allowed_updates=["message", "edited_message", "message_reaction"])
        studio.say(text="Завтра")
        await bot.send_message(studio.chat, "О котрій?")
        studio.say(edit={"text": "Післязавтра"})
        studio.say(reaction="❤️")
        updates = await bot.get_updates()

    assert [update.effective_user.id if update.effective_user else 0 for update in updates] == [
        studio.chat
    ] * 3
    assert updates[1].edited_message is not None
    assert updates[1].edited_message.text == "Післязавтра"
    assert updates[2].message_reaction is not None
    assert updates[2].message_reaction.new_reaction[0] == ReactionTypeEmoji("❤")


async def test_it_confirms_updates_by_asking_for_later_ones(studio: Studio) -> None:
    studio.say(text="раз")
    studio.say(text="два")

    async with studio.bot() as bot:
        first = await bot.get_updates(limit=1)
        rest = await bot.get_updates(offset=first[0].update_id + 1)

    assert [update.message.text for update in [*first, *rest] if update.message] == ["раз", "два"]


@pytest.mark.parametrize(
    ("text", "options", "description"),
    [
        ("<b>Hi</i>", {"parse_mode": ParseMode.HTML}, 'unmatched end tag at byte offset 5, expected "</b>"'),
        ("<p>Hi</p>", {"parse_mode": ParseMode.HTML}, 'unsupported start tag "p" at byte offset 0'),
        ("Hi!", {"parse_mode": ParseMode.MARKDOWN_V2}, "character '!' is reserved and must be escaped"),
        ("*Hi", {"parse_mode": ParseMode.MARKDOWN_V2}, "can't find end of bold entity at byte offset 0"),
        ("я" * 4097, {}, "message is too long"),
        ("<b> </b>", {"parse_mode": ParseMode.HTML}, "message text is empty"),
        ("?", {"reply_markup": keyboard("я" * 33)}, "button_data_invalid"),
        ("?", {"reply_to_message_id": 99_999}, "message to be replied not found"),
        ("?", {"business_connection_id": "nobody's"}, "business connection not found"),
    ],
)
async def test_it_is_refused_as_by_telegram(
    studio: Studio, text: str, options: dict[str, Any], description: str
) -> None:
    studio.say(text="Привіт")

    async with studio.bot() as bot:
        with pytest.raises(BadRequest) as refused:
            await bot.send_message(studio.chat, text, **options)

    assert description in refused.value.message.lower()
    assert len(studio.thread()) == 1


async def test_it_reaches_only_people_who_want_that(studio: Studio) -> None:
    async with studio.bot() as bot:
        with pytest.raises(Forbidden, match="can't initiate conversation"):
            await bot.send_message(studio.chat, "Привіт")
        studio.say(text="Привіт")
        studio.say(block=True)
        with pytest.raises(Forbidden, match="blocked by the user"):
            await bot.send_message(studio.chat, "Привіт")
        with pytest.raises(BadRequest, match=r"Chat not found"):
            await bot.send_message(1, "Привіт")


async def test_it_is_told_how_long_to_wait(studio: Studio, control: httpx.Client) -> None:
    studio.say(text="Привіт")
    switch = {"platform": "telegram", "kind": "http_429", "direction": "out", "count": 1}
    assert control.post("/control/faults/", json=switch).status_code == 201

    bot = studio.bot()
    with pytest.raises(RetryAfter, match="Retry in 1 seconds"):
        await bot.get_me()


async def test_it_knows_no_strangers(studio: Studio) -> None:
    with pytest.raises(InvalidToken):
        await studio.bot("123456:AAnobodysTokenOfTheTests0123456789012").get_me()
