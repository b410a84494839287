"""A whole shift without the mouse, on a keyboard with the Ukrainian layout."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import at_desk, customer, row
from tests.e2e.keyboard import UkrainianKeyboard
from tests.system import Workspace

pytestmark = pytest.mark.e2e

READY = "Адреса: вулиця Франка, 5"


@pytest.fixture
def api(system: System) -> Iterator[httpx.Client]:
    """The owner's API; a reply goes out at once, so that Escape only leaves the field."""
    with Workspace(system, "lumiere").http as http:
        http.put("/api/writing-habits/", json={"undo_s": 0}).raise_for_status()
        yield http
        http.put("/api/writing-habits/", json={"undo_s": 5}).raise_for_status()


@pytest.fixture
def shortcut(api: httpx.Client) -> Iterator[str]:
    """A ready answer of the owner's."""
    name = f"kudy-{uuid4().hex[:4]}"
    made: dict[str, Any] = api.post("/api/canned-replies/", json={"shortcut": name, "text": READY}).json()
    yield name
    api.delete(f"/api/canned-replies/{made['id']}/")


class Shift:
    """The page, its keyboard, and what an agent looks at."""

    def __init__(self, page: Page, words: Words) -> None:
        self.page, self.words, self.keys = page, words, UkrainianKeyboard(page)
        self.dialog: Locator = page.get_by_role("dialog")
        self.log: Locator = page.get_by_role("log")

    def row(self, name: str) -> Locator:
        return row(self.page, self.words, name)

    def walk_to(self, name: str) -> None:
        """Step down the list until this customer's thread is open."""
        link = self.row(name).get_by_role("link")
        for _ in range(8):
            self.keys.press("KeyJ")
            expect(self.log).to_be_visible()
            if link.get_attribute("aria-current"):
                return
        raise AssertionError(f"{name} is not among the first eight.")

    def pick(self, key: str, text: str) -> None:
        """Open a picker by its key, write, and take what stands first."""
        self.keys.press(key)
        self.dialog.get_by_role("combobox").wait_for()
        self.keys.type(text)
        expect(self.dialog.get_by_role("option").first).to_be_visible()
        self.keys.press("Enter")


def test_an_agent_works_a_shift_without_the_mouse(
    system: System, window: Window, api: httpx.Client, shortcut: str
) -> None:
    words, word, label = Words("uk"), f"балаяж{uuid4().hex[:5]}", f"vip-{uuid4().hex[:5]}"
    shift = Shift(at_desk(system, window, words), words)
    page, keys, log = shift.page, shift.keys, shift.log
    later = customer(system, says=f"Скільки коштує {word}?")
    name = customer(system, says="Можна записатися?")
    for one in (later, name):
        expect(shift.row(one)).to_be_visible()

    shift.walk_to(name)
    keys.press("KeyT")
    expect(page.get_by_role("button", name=words("inbox.handBack"))).to_be_visible()

    keys.press("KeyR")
    keys.type("Так, чекаємо!")
    keys.press("Enter")
    expect(log.get_by_text("Так, чекаємо!")).to_be_visible()

    keys.press("Control+Slash")
    keys.type(shortcut)
    expect(page.get_by_role("option").filter(has_text=shortcut)).to_be_visible()
    keys.press("Enter")
    expect(page.get_by_role("textbox", name=words("composer.replyLabel", name=name))).to_have_value(READY)
    keys.press("Enter")
    expect(log.get_by_text(READY)).to_be_visible()

    keys.press("Escape", "KeyN")
    keys.type("Постійна клієнтка")
    keys.press("Enter")
    expect(log.get_by_text("Постійна клієнтка")).to_be_visible()

    keys.press("Escape", "Shift+KeyA")
    mine = api.get("/api/auth/me/").json()["member"]["name"]
    expect(shift.row(name).get_by_text(mine)).to_be_visible()
    shift.pick("KeyA", words("inbox.nobody"))
    expect(shift.row(name).get_by_text(mine)).to_have_count(0)

    shift.pick("KeyL", label)
    keys.press("Escape")
    expect(shift.row(name).get_by_text(label)).to_be_visible()

    shift.pick("KeyS", "через 2 дні")
    expect(page.get_by_text(words("actions.snoozed"))).to_be_visible()

    keys.press("KeyE")
    expect(page.get_by_role("button", name=words("inbox.reopen"))).to_be_visible()
    keys.press("KeyJ")
    expect(page.get_by_role("button", name=words("inbox.reopen"))).to_have_count(0)

    keys.press("Slash")
    expect(page.get_by_role("dialog", name=words("search.title"))).to_be_visible()
    keys.type(word)
    hit = shift.dialog.get_by_role("option").filter(has_text=later)
    expect(hit.locator("mark").first).to_have_text(word)
    keys.press("Enter")
    expect(shift.dialog).to_have_count(0)
    expect(log.get_by_text(word).first).to_be_in_viewport()

    keys.press("Control+KeyK")
    shift.dialog.get_by_role("combobox").wait_for()
    keys.type(words("nav.contacts"))
    expect(shift.dialog.get_by_role("option", name=re.compile(words("nav.contacts"))).first).to_be_visible()
    keys.press("Enter")
    page.wait_for_url("**/contacts**")

    keys.press("KeyG", "KeyI")
    page.wait_for_url("**/inbox**")
    keys.press("Shift+Slash")
    expect(page.get_by_role("dialog", name=words("keys.title"))).to_be_visible()
    keys.press("Escape")
    expect(shift.dialog).to_have_count(0)
