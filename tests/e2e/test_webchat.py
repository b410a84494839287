"""A shop's page under a strict policy embeds the widget; its visitor is answered by the agent, then by a person."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import sign_in
from tests.e2e.test_pages import violations
from tests.serving import QuietHandler, serving
from tests.system import Workspace

pytestmark = pytest.mark.e2e

PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/style.css"></head>
<body><main><h1>Lumière shop</h1><p>Shampoo, conditioner and gift cards.</p></main>
<script async src="{script}"></script><script async src="{script}"></script></body></html>"""
# What a careless theme does to everything on its page.
STYLE = (
    "body{font-family:serif} *{letter-spacing:1px!important} button{background:lime;transform:rotate(3deg)}"
)


@dataclass
class Shop:
    """Another website on another port, with a policy that forbids everything but the widget's host."""

    url: str


@pytest.fixture
def shop(system: System) -> Iterator[Shop]:
    host = f"lumiere.localhost:{system.port}"
    policy = (
        f"default-src 'self'; script-src 'self' http://{host}; style-src 'self'; "
        f"connect-src http://{host} ws://{host}"
    )

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            is_style = self.path == "/style.css"
            language = "uk" if "uk" in self.path else "en"
            script = f"http://{host}/embed/lumiere.js"
            body = STYLE if is_style else PAGE.format(language=language, script=script)
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if is_style else "text/html")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body.encode())

    with serving(Handler) as url:
        yield Shop(url.replace("127.0.0.1", "shop.localhost") + "/")


SAID = {
    "en": {
        "open": "Open chat",
        "close": "Close chat",
        "message": "Your message",
        "send": "Send",
        "log": "Messages",
    },
    "uk": {
        "open": "Відкрити чат",
        "close": "Закрити чат",
        "message": "Ваше повідомлення",
        "send": "Надіслати",
        "log": "Повідомлення",
    },
}


def watch(page: Page) -> list[str]:
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: noise.append(str(error)))
    return noise


def write(page: Page, said: dict[str, str], text: str) -> None:
    page.get_by_role("textbox", name=said["message"]).fill(text)
    page.get_by_role("button", name=said["send"], exact=True).click()


def newest_visit(system: System) -> dict[str, Any]:
    """Return the conversation with the visitor who was answered last."""
    with Workspace(system, "lumiere").http as http:
        rows = http.get("/api/conversations/", params={"status": "all", "limit": 50}).json()["results"]
    visits = [row for row in rows if row["channel"]["kind"] == "webchat"]
    return max(visits, key=lambda row: str(row["last_message"]["at"]))


@pytest.mark.parametrize(("language", "phone"), [("uk", False), ("en", True)])
def test_a_visitor_is_answered_on_a_strict_page(
    system: System, window: Window, shop: Shop, language: str, phone: bool
) -> None:
    words, said, mark = Words("uk"), SAID[language], uuid4().hex[:6]
    context = window(language, phone=phone)
    visitor, inbox = context.new_page(), window("uk").new_page()
    noise = watch(visitor)
    sign_in(inbox, system, words)
    visitor.goto(shop.url + language)

    # The page brings the script twice, and there is one launcher.
    expect(visitor.get_by_role("button", name=said["open"])).to_have_count(1)
    visitor.get_by_role("button", name=said["open"]).click()
    write(visitor, said, "Скільки коштує манікюр?")

    log = visitor.get_by_role("log", name=said["log"])
    expect(log.get_by_text("Скільки коштує манікюр?")).to_be_visible()
    expect(log.get_by_text(re.compile("650"))).to_be_visible()

    # A person takes over in the inbox, and the visitor reads it at once.
    thread = newest_visit(system)
    inbox.goto(re.sub(r"/inbox.*", f"/inbox/{thread['id']}", inbox.url))
    composer = inbox.get_by_role("textbox", name=words("composer.replyLabel", name=thread["contact"]["name"]))
    composer.fill(f"Вітаю, це Олена! {mark}")
    composer.press("Enter")
    expect(log.get_by_text(f"Вітаю, це Олена! {mark}")).to_be_visible()

    # A second tab shows the same, also what is written in the first from now on.
    second = context.new_page()
    second.goto(shop.url + language)
    second.get_by_role("button", name=re.compile(f"^{said['open']}")).click()
    expect(second.get_by_role("log").get_by_text(f"Вітаю, це Олена! {mark}")).to_be_visible()
    visitor.bring_to_front()
    write(visitor, said, f"Дякую {mark}")
    expect(second.get_by_role("log").get_by_text(f"Дякую {mark}")).to_be_visible()

    # A reload goes on where it was; a message while nobody looks is counted.
    visitor.reload()
    expect(visitor.get_by_role("button", name=said["open"])).to_be_visible()
    second.close()
    composer.fill(f"Чекаємо! {mark}")
    composer.press("Enter")
    expect(visitor.locator(".badge")).to_have_text("1")
    visitor.get_by_role("button", name=re.compile(f"^{said['open']}")).click()
    expect(visitor.get_by_role("log").get_by_text(f"Чекаємо! {mark}")).to_be_visible()
    expect(visitor.locator(".badge")).to_have_count(0)

    visitor.keyboard.press("Escape")
    expect(visitor.get_by_role("button", name=said["open"])).to_be_focused()
    assert noise == []


def test_it_survives_a_lost_connection(system: System, window: Window, shop: Shop) -> None:
    said, mark = SAID["en"], uuid4().hex[:6]
    context = window("en")
    page = context.new_page()
    page.goto(shop.url)
    page.get_by_role("button", name=said["open"]).click()
    write(page, said, f"Hello {mark}")
    expect(page.locator(".theirs .bubble").first).to_be_visible()

    context.set_offline(True)
    write(page, said, f"Still there? {mark}")
    expect(page.get_by_text("Not sent")).to_be_visible()
    context.set_offline(False)

    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("Not sent")).to_have_count(0)
    expect(page.get_by_role("log").get_by_text(f"Still there? {mark}")).to_have_count(1)


def test_it_carries_a_file(system: System, window: Window, shop: Shop, tmp_path: Path) -> None:
    said, name = SAID["en"], f"wish-{uuid4().hex[:6]}.txt"
    (tmp_path / name).write_text("A bob, please.")
    page = window("en").new_page()
    page.goto(shop.url)
    page.get_by_role("button", name=said["open"]).click()

    page.locator("input[type=file]").set_input_files(tmp_path / name)
    expect(page.get_by_role("listitem").get_by_text(name)).to_be_visible()
    page.get_by_role("button", name=said["send"], exact=True).click()

    expect(page.get_by_role("log").get_by_role("link", name=name)).to_be_visible()
    with Workspace(system, "lumiere").http as http:
        rows = http.get("/api/conversations/", params={"limit": 5}).json()["results"]
    assert any(row["channel"]["kind"] == "webchat" for row in rows)


@pytest.mark.parametrize(("language", "phone", "theme"), [("uk", False, "light"), ("en", True, "dark")])
def test_the_hosted_page_is_accessible(
    system: System, window: Window, language: str, phone: bool, theme: str
) -> None:
    said = SAID[language]
    page = window(language, phone=phone, color_scheme=theme, bypass_csp=True).new_page()
    noise = watch(page)
    page.goto(f"{system.base_url}/chat/lumiere")

    write(page, said, "Скільки коштує манікюр?")

    expect(page.get_by_role("log").get_by_text(re.compile("650"))).to_be_visible()
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    assert noise == []


@pytest.mark.parametrize(("language", "phone", "theme"), [("en", False, "dark"), ("uk", True, "light")])
def test_the_open_widget_is_accessible(
    system: System, window: Window, shop: Shop, language: str, phone: bool, theme: str
) -> None:
    page = window(language, phone=phone, color_scheme=theme, bypass_csp=True).new_page()
    page.goto(shop.url + language)
    page.get_by_role("button", name=SAID[language]["open"]).click()
    expect(page.get_by_role("textbox", name=SAID[language]["message"])).to_be_focused()

    found = [line for line in violations(page) if "parlor" in line or "class=" in line]

    assert found == []
