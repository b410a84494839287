"""A person uses the page in a real browser."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.sandbox.conftest import new_chat
from tests.sandbox.running import Product, Salon, eventually

CHROMIUM = os.environ.get("PARLOR_CHROMIUM", "/usr/bin/chromium")
AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs Chromium; bin/test installs it"),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, own: tuple[Product, Salon]) -> Iterator[Page]:
    context = chromium.new_context(
        locale="uk-UA", reduced_motion="reduce", viewport={"width": 1280, "height": 860}
    )
    page = context.new_page()
    page.set_default_timeout(5000)
    page.goto(str(own[1].control.base_url))
    yield page
    context.close()


def test_it_lets_a_person_write_and_read_the_answer(page: Page, own: tuple[Product, Salon]) -> None:
    product, salon = own
    page.get_by_role("button", name=re.compile("^Дана")).click()

    page.get_by_role("button", name="Скільки коштує манікюр?").click()
    eventually(lambda: product.messages(salon.account))
    salon.send_text("Від 450 грн")

    phone = page.get_by_role("article", name="Телефон: Дана")
    expect(phone.get_by_text("Від 450 грн")).to_be_visible()
    expect(phone.get_by_role("img", name="Parlor отримав")).to_be_visible()
    eventually(lambda: "read" in product.statuses_of(salon.account))


def test_it_taps_a_button_the_business_offers(page: Page, own: tuple[Product, Salon]) -> None:
    product, salon = own
    salon.say(text="Привіт")
    entry = {"type": "reply", "reply": {"id": "t18", "title": "18:30"}}
    body = {"type": "button", "body": {"text": "Коли?"}, "action": {"buttons": [entry]}}
    salon.send(type="interactive", interactive=body)
    page.get_by_role("button", name=re.compile("^Дана")).click()

    page.get_by_role("button", name="18:30").click()

    eventually(lambda: product.messages(salon.account)[-1]["type"] == "interactive")


def test_it_makes_a_new_customer_with_the_keyboard(page: Page, own: tuple[Product, Salon]) -> None:
    product, salon = own
    page.get_by_role("button", name="Новий клієнт", exact=True).first.press("Enter")
    page.get_by_label("Ім’я", exact=True).fill("Соломія")

    page.keyboard.press("Enter")
    area = page.get_by_role("textbox", name="Повідомлення")
    area.fill("Добрий день!")
    area.press("Enter")

    eventually(lambda: product.messages(salon.account))
    assert product.values(salon.account)[-1]["contacts"][0]["profile"] == {"name": "Соломія"}


def test_it_remembers_the_language(page: Page) -> None:
    page.get_by_role("button", name="In English").click()

    page.reload()

    expect(page.get_by_role("heading", name="Parlor sandbox")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_it_explains_itself_before_there_are_numbers(page: Page, own: tuple[Product, Salon]) -> None:
    own[1].control.post("/control/reset/", json={"everything": True})

    expect(page.get_by_role("heading", name="Бізнес-акаунтів ще немає")).to_be_visible()
    expect(page.get_by_role("button", name="Додати бізнес-акаунт")).to_be_visible()


@pytest.mark.parametrize("platform", ["messenger", "instagram"])
def test_it_taps_a_quick_reply(page: Page, own: tuple[Product, Salon], platform: str) -> None:
    product, salon = own
    base = "/graph/v26.0" if platform == "messenger" else "/instagram-graph/v26.0"
    chat = new_chat(salon.control, platform, base=base)
    chat.say(text="Привіт")
    chat.send(
        {"text": "Коли?", "quick_replies": [{"content_type": "text", "title": "18:30", "payload": "t18"}]}
    )
    page.get_by_role("button", name=re.compile("^Dana Koval")).click()

    page.get_by_role("article", name="Телефон: Dana Koval").get_by_role("button", name="18:30").click()

    told = eventually(
        lambda: [e for e in product.events(chat.account) if "quick_reply" in e.get("message", {})]
    )
    assert told[0]["message"]["quick_reply"] == {"payload": "t18"}


def test_it_adds_an_account_of_another_platform(page: Page, own: tuple[Product, Salon]) -> None:
    page.get_by_role("button", name="Додати бізнес-акаунт").click()
    page.get_by_text("Instagram", exact=True).click()
    page.get_by_label("Назва бізнесу").fill("Nova")

    page.get_by_role("button", name="Створити").click()

    expect(page.get_by_role("heading", name="Nova")).to_be_visible()
    accounts = own[1].control.get("/control/accounts/").json()
    assert [a["platform"] for a in accounts if a["name"] == "Nova"] == ["instagram"]


@pytest.mark.skipif(not AXE.exists(), reason="needs the frontend's node_modules for axe-core")
@pytest.mark.parametrize("platform", ["messenger", "instagram"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_its_other_phones_are_accessible(
    chromium: Browser, own: tuple[Product, Salon], platform: str, theme: str
) -> None:
    base = "/graph/v26.0" if platform == "messenger" else "/instagram-graph/v26.0"
    chat = new_chat(own[1].control, platform, base=base)
    chat.say(text="Привіт")
    chat.say(image=True)
    chat.say(audio=True)
    button = {"type": "postback", "title": "Так", "payload": "Y"}
    card = {"title": "Манікюр", "subtitle": "450", "buttons": [button]}
    generic = {"template_type": "generic", "elements": [card]}
    chat.send({"attachment": {"type": "template", "payload": generic}})
    panel = {"template_type": "button", "text": "Записати?", "buttons": [button]}
    chat.send({"attachment": {"type": "template", "payload": panel}})
    replies = [{"content_type": "text", "title": "18:30", "payload": "t18"}]
    chat.send({"text": "Коли?", "quick_replies": replies})

    assert axe_finds(chromium, own[1].control, chat.dana["id"], "phones", theme) == []


@pytest.mark.skipif(not AXE.exists(), reason="needs the frontend's node_modules for axe-core")
@pytest.mark.parametrize("tab", ["phones", "calls", "mail", "faults"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible(chromium: Browser, own: tuple[Product, Salon], tab: str, theme: str) -> None:
    salon = own[1]
    salon.say(text="Привіт")
    salon.send_text("Вітаю!")
    assert axe_finds(chromium, salon.control, salon.dana["id"], tab, theme) == []


@pytest.mark.skipif(not AXE.exists(), reason="needs the frontend's node_modules for axe-core")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("callback", ["facebook", "whatsapp", "instagram"])
def test_its_consent_pages_are_accessible(
    chromium: Browser, own: tuple[Product, Salon], callback: str, theme: Literal["light", "dark"]
) -> None:
    control = own[1].control
    new_chat(control, "messenger")
    new_chat(control, "instagram", base="/instagram-graph/v26.0")
    app_id = "100000000000002" if callback == "instagram" else "100000000000001"
    path = "/instagram-dialog/oauth/authorize" if callback == "instagram" else "/dialog/v26.0/dialog/oauth"
    back = f"http://parlor.localhost/{callback}/callback/"
    context = chromium.new_context(bypass_csp=True, color_scheme=theme)
    page = context.new_page()
    page.goto(f"{control.base_url}{path}?client_id={app_id}&redirect_uri={back}&scope=x&state=s")

    page.add_script_tag(path=AXE)
    found = page.evaluate(
        "axe.run().then(result => result.violations.map(v => v.id + ' ' + v.nodes[0].target))"
    )

    context.close()
    assert found == []


def axe_finds(chromium: Browser, control: httpx.Client, opened: str, tab: str, theme: str) -> list[str]:
    """Open one tab with one phone on the desk and return axe's violations."""
    # The page's own policy forbids foreign scripts; only this test may bring one in.
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(
        f"localStorage.setItem('sandbox.theme', '{theme}');"
        f"localStorage.setItem('sandbox.open', '[\"{opened}\"]')"
    )
    page = context.new_page()
    page.goto(f"{control.base_url}#{tab}")
    page.wait_for_function("document.querySelector('.thread .message, .call-row, .empty h2, .panel .calm')")
    page.add_script_tag(path=AXE)
    found: list[str] = page.evaluate(
        "axe.run().then(result => result.violations.map(v => v.id + ' ' + v.nodes[0].target))"
    )
    context.close()
    return found
