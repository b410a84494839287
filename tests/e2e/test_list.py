"""The list of conversations: two agents at once, many rows at once, views, search."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import ADMIN, at_desk, customer, open_thread, row

pytestmark = pytest.mark.e2e


def pick(page: Page, key: str, text: str) -> None:
    """Open a picker by its key, type, and take what stands first."""
    page.keyboard.press(key)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("combobox").fill(text)
    expect(dialog.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["uk", "en"])
def test_two_agents_who_act_at_once_see_the_same(system: System, window: Window, language: str) -> None:
    words = Words(language)
    ada, ben = at_desk(system, window, words), at_desk(system, window, words, member=ADMIN)
    name = customer(system, says="Скільки коштує манікюр?")
    label = f"vip-{uuid4().hex[:5]}"
    open_thread(ada, words, name)
    open_thread(ben, words, name)

    pick(ada, "p", words("priority.urgent"))
    pick(ben, "l", label)
    ben.keyboard.press("Escape")

    for page in (ada, ben):
        expect(row(page, words, name).get_by_role("img", name=words("priority.urgent"))).to_be_visible()
        expect(row(page, words, name).get_by_text(label)).to_be_visible()

    pick(ada, "a", "me")
    pick(ben, "a", "me")
    expect(ben.get_by_role("dialog")).to_have_count(0)
    # Whoever came last has it, on both screens alike.
    ada.wait_for_timeout(1_500)
    assignees = [row(page, words, name).inner_text().splitlines()[-1] for page in (ada, ben)]
    assert assignees[0] == assignees[1]

    ada.get_by_role("button", name=words("inbox.resolve")).first.click()
    for page in (ada, ben):
        expect(row(page, words, name)).to_have_count(0)
        expect(page.get_by_role("button", name=words("inbox.reopen"))).to_be_visible()


def test_many_are_changed_at_once_and_taken_back(system: System, window: Window) -> None:
    words = Words("en")
    page = at_desk(system, window, words)
    names = [customer(system, says="Добрий день") for _ in range(3)]
    for name in names:
        expect(row(page, words, name)).to_be_visible()

    for name in names:
        row(page, words, name).get_by_role("checkbox", name=words("list.select", name=name)).click(force=True)
    bar = page.get_by_role("region", name=words("bulk.title"))
    expect(bar).to_contain_text("3 selected")
    bar.get_by_role("button", name=words("inbox.resolve")).click()

    for name in names:
        expect(row(page, words, name)).to_have_count(0)
    jobs = page.get_by_role("list", name=words("bulk.jobs"))
    jobs.get_by_role("button", name=words("common.undo")).click()
    for name in names:
        expect(row(page, words, name)).to_be_visible()
    expect(jobs).to_contain_text("Taken back in 3 conversations")


def test_a_view_is_saved_and_survives_its_label(system: System, window: Window) -> None:
    words, label, view = Words("en"), f"bride-{uuid4().hex[:5]}", f"Brides {uuid4().hex[:4]}"
    page = at_desk(system, window, words)
    name = customer(system, says="Весілля у червні")
    open_thread(page, words, name)
    pick(page, "l", label)
    page.keyboard.press("Escape")

    page.get_by_role("button", name=words("filter.menu")).click()
    page.get_by_role("menuitem", name=words("filter.editor")).click()
    editor = page.get_by_role("dialog")
    editor.get_by_role("button", name=words("filter.addCondition"), exact=True).click()
    editor.get_by_label(words("filter.fieldLabel")).select_option("label")
    editor.get_by_text(label, exact=True).click()
    editor.get_by_role("button", name=words("views.save")).click()
    page.get_by_role("dialog").get_by_label(words("views.name")).fill(view)
    page.get_by_role("dialog").get_by_role("button", name=words("common.save")).click()

    expect(page.get_by_role("heading", name=re.compile(view))).to_be_visible()
    expect(row(page, words, name)).to_be_visible()
    expect(page.get_by_role("list", name=words("inbox.list")).get_by_role("listitem")).to_have_count(1)

    page.evaluate(
        """async (name) => {
          const found = (await (await fetch('/api/labels/')).json()).results.find((one) => one.name === name);
          const token = /csrftoken=([^;]+)/.exec(document.cookie)[1];
          const headers = { 'X-CSRFToken': token };
          await fetch(`/api/labels/${found.id}/`, { method: 'DELETE', headers });
        }""",
        label,
    )
    expect(page.get_by_text("Something that this view asks for was deleted.")).to_be_visible()


def test_search_forgives_a_slip_and_jumps_to_the_message(system: System, window: Window) -> None:
    words = Words("uk")
    page = at_desk(system, window, words)
    word = f"ламінування{uuid4().hex[:4]}"
    name = customer(system, says=f"Скільки коштує {word}?")
    expect(row(page, words, name)).to_be_visible()

    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name=words("search.title"))
    dialog.get_by_role("combobox").fill(word)
    hit = dialog.get_by_role("option").filter(has_text=name)
    expect(hit.locator("mark").first).to_have_text(word)
    page.keyboard.press("Enter")

    page.wait_for_url("**/inbox/*message=*")
    expect(page.get_by_role("log").get_by_text(word).first).to_be_in_viewport()
