"""Two people of the salon at one customer: what one does the other sees, and what was a slip is taken back whole."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import ADMIN, WHATSAPP, at_desk, open_thread, row
from tests.e2e.phones import SandboxPhone, shown
from tests.e2e.test_list import pick
from tests.system import Workspace

pytestmark = pytest.mark.e2e

SCRIPT = "<script>document.title = 'broken'</script>"


@pytest.fixture
def macro(system: System) -> Iterator[str]:
    """Everyone's macro: urgent, with a word among ourselves."""
    steps = [{"type": "priority", "value": "urgent"}, {"type": "note", "value": "Calls back at six"}]
    with Workspace(system, "lumiere").http as http:
        http.put("/api/writing-habits/", json={"undo_s": 0}).raise_for_status()
        body = {"name": f"Call back {uuid4().hex[:4]}", "shared": True, "steps": steps}
        made: dict[str, Any] = http.post("/api/macros/", json=body).raise_for_status().json()
        yield str(made["name"])
        http.delete(f"/api/macros/{made['id']}/")
        http.put("/api/writing-habits/", json={"undo_s": 5}).raise_for_status()


def a_phone(system: System, name: str) -> SandboxPhone:
    sandbox = httpx.Client(base_url=system.sandbox_url, timeout=20)
    body = {"platform": "whatsapp", "account": WHATSAPP, "name": name}
    made = sandbox.post("/control/customers/", json=body).raise_for_status().json()
    return SandboxPhone(sandbox, made["id"], made["name"])


def undo(page: Page, words: Words, said: str) -> None:
    """Take back what the slip at the edge of the screen says."""
    slip = page.get_by_role("listitem").filter(has_text=said)
    slip.get_by_role("button", name=words("common.undo")).click()


def test_two_agents_work_on_one_customer(system: System, window: Window, macro: str, tmp_path: Path) -> None:
    words, name = Words("en"), f"<b>Дана</b> 👩‍🦰 {uuid4().hex[:5]}"
    phone = a_phone(system, name)
    ada, ben = at_desk(system, window, words), at_desk(system, window, words, member=ADMIN)
    phone.say(text=f"Добрий день! {SCRIPT}")
    for page in (ada, ben):
        open_thread(page, words, name)
        expect(page.get_by_role("log").get_by_text(SCRIPT).first).to_be_visible()
    ada.keyboard.press("t")
    expect(ben.get_by_role("button", name=words("inbox.handBack"))).to_be_visible()

    # A double click sends once.
    field = ada.get_by_role("textbox", name=words("composer.replyLabel", name=name))
    field.fill("О котрій вам зручно?")
    ada.get_by_role("button", name=words("composer.send"), exact=True).dblclick()
    shown(phone, lambda bubble: bubble.get("text") == "О котрій вам зручно?")
    phone.say(text="О шостій")
    for page in (ada, ben):
        expect(row(page, words, name)).to_contain_text(re.compile(words("list.waits", span="")))

    # What is too large is refused before it is on its way.
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(100_000_000)
    ada.locator("input[type=file]").first.set_input_files(large)
    expect(ada.get_by_text(words("errors.file_too_large"))).to_be_visible()
    ada.get_by_role("button", name=words("composer.removeFile", name="film.mp4")).click()

    field.press("Escape")
    pick(ada, "m", macro)
    for page in (ada, ben):
        expect(page.get_by_role("log").get_by_text("Calls back at six")).to_be_visible()
        expect(row(page, words, name).get_by_role("img", name=words("priority.urgent"))).to_be_visible()

    # Resolved by a slip: nothing is asked or forgotten, on either screen.
    ben.keyboard.press("e")
    expect(row(ada, words, name)).to_have_count(0)
    undo(ben, words, words("inbox.resolved"))
    for page in (ada, ben):
        expect(row(page, words, name)).to_contain_text(re.compile(words("list.waits", span="")))
        expect(page.get_by_role("button", name=words("inbox.handBack"))).to_be_visible()

    pick(ada, "s", "in 2 hours")
    expect(row(ben, words, name).get_by_text(re.compile(words("list.waits", span="")))).to_have_count(0)
    expect(ada.get_by_text(words("actions.snoozed"))).to_be_visible()
    ada.keyboard.press("z")
    expect(row(ben, words, name)).to_contain_text(re.compile(words("list.waits", span="")))

    # Begun and left: the row remembers, on this person's screens only.
    field.fill("Чекаємо о шос")
    expect(ben.get_by_text(re.compile("саме зараз пише|is replying|is writing")).first).to_be_visible()
    field.press("Escape")
    ada.keyboard.press("u")
    expect(row(ada, words, name)).to_contain_text("Чекаємо о шос")
    expect(row(ben, words, name)).not_to_contain_text("Чекаємо о шос")
    assert [bubble.get("text") for bubble in phone.thread()].count("О котрій вам зручно?") == 1
    assert "broken" not in (ada.title(), ben.title())
