"""pywa receives from the sandbox by webhook, proves its signature, answers, and moves files both ways."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import fastapi
import httpx
import pytest
import uvicorn
from pywa import filters
from pywa.client import WhatsApp
from pywa.handlers import CallbackButtonHandler, MessageHandler, MessageStatusHandler
from pywa.types.callback import Button

from sandbox.media import SAMPLES
from tests.sandbox.conftest import new_salon
from tests.sandbox.running import APP_SECRET, Salon, eventually, free_port, sandbox_on


@dataclass
class Shop:
    """A business that runs on pywa, and what it heard."""

    salon: Salon
    client: WhatsApp
    heard: list[Any] = field(default_factory=list)


@pytest.fixture
def shop(tmp_path: Any) -> Iterator[Shop]:
    """A sandbox whose product is a pywa application."""
    app, port = fastapi.FastAPI(), free_port()
    with (
        sandbox_on(tmp_path, port) as settings,
        httpx.Client(base_url=settings.own_url, timeout=10, trust_env=False) as control,
    ):
        salon = new_salon(control)
        client = WhatsApp(
            phone_id=salon.account,
            token=salon.token,
            server=app,
            webhook_endpoint="/webhook/whatsapp/",
            verify_token="ours",
            app_secret=APP_SECRET,
            session=_session(settings.own_url),
            api_version=26.0,
        )
        shop = Shop(salon, client)
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        eventually(lambda: server.started)
        yield shop
        server.should_exit = True
        thread.join(10)


def _session(sandbox_url: str) -> httpx.Client:
    """Return pywa's HTTP session with graph.facebook.com standing at the sandbox."""

    def to_sandbox(request: httpx.Request) -> None:
        if request.url.host == "graph.facebook.com":
            request.url = httpx.URL(f"{sandbox_url}/graph{request.url.raw_path.decode()}")
            request.headers["host"] = request.url.netloc.decode()

    return httpx.Client(event_hooks={"request": [to_sandbox]}, trust_env=False)


def test_it_receives_a_text_and_answers(shop: Shop) -> None:
    def answer(_: WhatsApp, message: Any) -> None:
        message.reply_text(f"Чую: {message.text}", quote=True)

    shop.client.add_handlers(MessageHandler(answer, filters.text))

    said = shop.salon.say(text="Вітаю")
    item = eventually(lambda: [i for i in shop.salon.thread() if i["direction"] == "to_customer"])[0]

    assert said["status"] == 200
    assert (item["text"], item["reply_to"]["text"]) == ("Чую: Вітаю", "Вітаю")


def test_it_receives_a_tap(shop: Shop) -> None:
    def tapped(_: WhatsApp, tap: Any) -> None:
        shop.heard.append((tap.data, tap.title))

    shop.client.add_handlers(CallbackButtonHandler(tapped))
    shop.salon.say(text="Hi")
    shop.client.send_message(shop.salon.dana["address"], "Коли?", buttons=[Button("17:00", "slot:17")])
    shop.salon.say(button_reply="17:00")

    assert eventually(lambda: shop.heard) == [("slot:17", "17:00")]


def test_it_moves_files_both_ways(shop: Shop) -> None:
    def keep(_: WhatsApp, message: Any) -> None:
        shop.heard.append(message.image.get_bytes())

    shop.client.add_handlers(MessageHandler(keep, filters.image))

    shop.salon.say(image=True)
    [fetched] = eventually(lambda: shop.heard)
    shop.client.send_image(shop.salon.dana["address"], fetched, caption="Назад", mime_type="image/jpeg")

    assert fetched == (SAMPLES / "photo.jpg").read_bytes()
    item = shop.salon.thread()[-1]
    assert (item["kind"], item["text"], item["media"]["size"]) == ("image", "Назад", len(fetched))


def test_it_hears_what_became_of_its_message(shop: Shop) -> None:
    def note(_: WhatsApp, status: Any) -> None:
        shop.heard.append(status.status.value)

    shop.client.add_handlers(MessageStatusHandler(note))
    shop.salon.say(text="Hi")
    shop.client.send_message(shop.salon.dana["address"], "Чекаємо!")
    eventually(lambda: len(shop.heard) >= 2)

    assert shop.heard[:2] == ["sent", "delivered"]
