"""First light: a customer asks on WhatsApp, the agent answers from the price list, a person takes over."""

import re
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import sign_in

pytestmark = pytest.mark.e2e


def pick_up_phone(page: Page, system: System, name: str) -> None:
    """Take the phone of a new customer of the salon, in the sandbox."""
    body = {"platform": "whatsapp", "account": "104200000000001", "name": name}
    httpx.post(f"{system.sandbox_url}/control/customers/", json=body).raise_for_status()
    page.goto(system.sandbox_url.replace("127.0.0.1", "localhost"))
    page.get_by_role("button", name=re.compile(f"^{name}")).click()


@pytest.mark.parametrize("language", ["uk", "en"])
def test_a_customer_is_answered_and_a_person_takes_over(
    system: System, window: Window, language: str
) -> None:
    words, name = Words(language), f"Dana{uuid4().hex[:6]}"
    inbox, phone = window(language).new_page(), window(language).new_page()
    sign_in(inbox, system, words)
    pick_up_phone(phone, system, name)

    phone.get_by_role("textbox").last.fill("Скільки коштує манікюр?")
    phone.keyboard.press("Enter")

    # The conversation appears by itself, and the agent's answer quotes the salon's own price list.
    inbox.get_by_text(name).first.click()
    thread = inbox.get_by_role("log")
    expect(thread.get_by_text("Скільки коштує манікюр?")).to_be_visible()
    expect(thread.get_by_text(re.compile("650"))).to_be_visible()
    expect(phone.get_by_role("article").get_by_text(re.compile("650"))).to_be_visible()

    inbox.get_by_role("button", name=words("inbox.takeOver")).first.click()
    expect(inbox.get_by_role("button", name=words("inbox.handBack")).first).to_be_visible()
    composer = inbox.get_by_role("textbox", name=words("composer.replyLabel", name=name))
    composer.fill("Вітаю, це Олена!")
    composer.press("Enter")
    expect(thread.get_by_text("Вітаю, це Олена!")).to_be_visible()
    expect(phone.get_by_role("article").get_by_text("Вітаю, це Олена!")).to_be_visible()

    # The agent stays silent now.
    phone.get_by_role("textbox").last.fill("А педикюр?")
    phone.keyboard.press("Enter")
    expect(thread.get_by_text("А педикюр?")).to_be_visible()
    inbox.wait_for_timeout(4_000)
    expect(thread.get_by_text(re.compile("850"))).to_have_count(0)

    inbox.get_by_role("button", name=words("inbox.resolve")).first.click()
    expect(inbox.get_by_role("button", name=words("inbox.reopen")).first).to_be_visible()
