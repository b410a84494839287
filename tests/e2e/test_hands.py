"""Short ways: a row's own menu with the way back, search inside one thread, a ready answer made of a sent one."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import ADMIN, at_desk, customer, open_thread, row

pytestmark = pytest.mark.e2e


def test_a_row_is_taken_by_its_menu_and_given_back(system: System, window: Window) -> None:
    words, name = Words("uk"), customer(system, says="Добрий день")
    ada, ben = at_desk(system, window, words), at_desk(system, window, words, member=ADMIN)

    row(ada, words, name).get_by_role("link").click(button="right")
    ada.get_by_role("menuitem", name=words("keys.assignToMe")).click()
    expect(row(ben, words, name)).to_contain_text("Олена")
    expect(ada.get_by_role("button", name=words("common.undo"))).to_be_visible()
    ada.keyboard.press("z")
    expect(row(ben, words, name)).not_to_contain_text("Олена")

    # The same menu by the keyboard.
    row(ben, words, name).get_by_role("link").focus()
    ben.keyboard.press("Shift+F10")
    ben.get_by_role("menuitem", name=words("inbox.resolve")).press("Enter")
    expect(row(ada, words, name)).to_have_count(0)


def test_an_answer_is_found_in_its_thread_and_kept(system: System, window: Window) -> None:
    words, word, shortcut = Words("en"), f"lamination{uuid4().hex[:4]}", f"lam{uuid4().hex[:5]}"
    page = at_desk(system, window, words)
    name = customer(system, says=f"How long does {word} hold?")
    open_thread(page, words, name)
    page.keyboard.press("f")
    dialog = page.get_by_role("dialog", name=words("search.title"))
    dialog.get_by_role("combobox").fill(word[:-1])
    expect(dialog.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("log").get_by_text(word).first).to_be_in_viewport()

    page.keyboard.press("r")
    page.keyboard.insert_text(f"Six weeks, {word}")
    page.keyboard.press("Enter")
    expect(page.locator("[data-message]").filter(has_text=f"Six weeks, {word}")).to_be_visible()
    for key in ("ArrowUp", "ArrowUp", "s"):
        page.keyboard.press(key)
    form = page.get_by_role("dialog")
    form.get_by_role("textbox", name=words("replySettings.shortcut")).fill(shortcut)
    form.get_by_role("button", name=words("common.save")).click()
    expect(form).to_have_count(0)

    page.keyboard.press("r")
    page.keyboard.type(f"/{shortcut}")
    expect(page.get_by_role("option").filter(has_text=shortcut)).to_be_visible()
