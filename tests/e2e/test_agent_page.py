"""An owner gives the assistant another name and lets its drafts out with one key."""

import re
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import WHATSAPP, at_desk, open_thread
from tests.e2e.phones import SandboxPhone, shown

pytestmark = pytest.mark.e2e


def rename(page: Page, words: Words, name: str) -> str:
    """Give the assistant another name; return the one it had."""
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/agent/settings", page.url))
    field = page.get_by_role("textbox", name=words("agent.name"), exact=True)
    expect(field).to_be_enabled()
    before = field.input_value()
    field.fill(name)
    page.get_by_role("button", name=words("common.save"), exact=True).click()
    expect(page.get_by_text(words("common.saved")).first).to_be_visible()
    return before


def a_phone(system: System) -> SandboxPhone:
    sandbox = httpx.Client(base_url=system.sandbox_url, timeout=20)
    body = {"platform": "whatsapp", "account": WHATSAPP, "name": f"Dana{uuid4().hex[:6]}"}
    made = sandbox.post("/control/customers/", json=body).raise_for_status().json()
    return SandboxPhone(sandbox, made["id"], made["name"])


def test_a_draft_goes_out_with_one_key_under_the_new_name(system: System, window: Window) -> None:
    words, phone = Words("uk"), a_phone(system)
    page = at_desk(system, window, words)
    name = f"Міла{uuid4().hex[:4]}"
    before = rename(page, words, name)
    try:
        phone.say(text="Добрий день!")
        page.goto(re.sub(r"(https?://[^/]+).*", r"\1/inbox", page.url))
        open_thread(page, words, phone.name)
        thread = page.get_by_role("log")
        expect(thread.get_by_text(name).first).to_be_visible(timeout=30_000)
        page.keyboard.press("Control+j")
        page.get_by_role("menuitemradio", name=words("assist.modes.copilot")).click()

        phone.say(text="Скільки коштує манікюр класичний?")
        draft = page.get_by_role("region", name=words("draft.title"))
        expect(draft).to_be_visible(timeout=30_000)
        said = draft.get_by_role("paragraph").first.inner_text()
        assert not [bubble for bubble in phone.thread() if bubble.get("text") == said]
        thread.click()
        page.keyboard.press("y")

        expect(draft).to_be_hidden()
        expect(thread.get_by_text(said).last).to_be_visible()
        expect(thread.get_by_text(re.compile(words("message.approvedBy", name=""))).last).to_be_visible()
        shown(phone, lambda bubble: bubble.get("text") == said)
        assert [bubble.get("text") for bubble in phone.thread()].count(said) == 1
    finally:
        rename(page, words, before)
