"""The customer beside the thread: labels, notes, and two records that are one person."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import at_desk, customer, open_thread, row

pytestmark = pytest.mark.e2e


def test_a_note_is_kept_with_its_author(system: System, window: Window) -> None:
    words = Words("en")
    page = at_desk(system, window, words)
    open_thread(page, words, customer(system, says="Добрий день"))

    page.get_by_label(words("contact.newNote")).fill("Allergic to gel")
    page.get_by_role("button", name=words("contact.saveNote")).click()

    expect(page.get_by_text("Allergic to gel")).to_be_visible()
    expect(page.get_by_label(words("contact.newNote"))).to_have_value("")
    page.reload()
    expect(page.get_by_text("Allergic to gel")).to_be_visible()


@pytest.mark.parametrize("language", ["uk", "en"])
def test_two_records_become_one_customer_and_two_again(system: System, window: Window, language: str) -> None:
    words, tag = Words(language), uuid4().hex[:6]
    page = at_desk(system, window, words)
    kept = customer(system, says="Це я", name=f"Dana{tag}")
    other = customer(system, says="І це я", name=f"Koval{tag}")
    open_thread(page, words, kept)

    page.get_by_role("button", name=words("contact.menu")).click()
    page.get_by_role("menuitem", name=words("contact.mergeWith")).click()
    page.get_by_role("dialog").get_by_role("combobox").fill(other)
    page.get_by_role("option").filter(has_text=other).click()
    dialog = page.get_by_role("dialog", name=words("contact.merge"))
    expect(dialog.get_by_role("table")).to_contain_text(other)
    dialog.get_by_role("button", name=words("contact.mergeAction")).click()

    expect(row(page, words, other)).to_have_count(0)
    expect(page.get_by_role("log").get_by_text("І це я", exact=True)).to_be_visible()
    page.get_by_role("button", name=words("common.undo")).last.click()
    expect(row(page, words, other)).to_be_visible()
