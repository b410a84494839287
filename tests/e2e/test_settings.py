"""Settings: what is set up is kept, shown again and used."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import sign_in
from tests.e2e.test_pages import violations
from tests.system import Workspace

pytestmark = pytest.mark.e2e

SECTIONS = [
    "company",
    "services",
    "fields",
    "labels",
    "replies",
    "macros",
    "assignment",
    "hours",
    "sla",
    "csat",
    "rules",
    "team",
    "teams",
    "profile",
    "notifications",
]


def visit(page: Page, system: System, section: str) -> None:
    page.goto(f"http://lumiere.localhost:{system.port}/settings/{section}")
    page.wait_for_load_state("networkidle")


def of_day(page: Page, action: str, day: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{re.escape(action)} ?: {day}$"))


@pytest.fixture
def hours(system: System) -> Iterator[None]:
    """Put the salon's hours back afterwards: while it is closed, its website shows another page."""
    with Workspace(system, "lumiere").http as http:
        before = [row for row in http.get("/api/opening-hours/").json()["results"] if row["is_default"]]
        yield
        kept = {name: before[0][name] for name in ("timezone", "holidays", "away")} if before else {}
        week = before[0]["week"] if before else [[["00:00", "23:59"]]] * 7
        http.put("/api/opening-hours/", json={**kept, "week": week}).raise_for_status()


@pytest.mark.usefixtures("hours")
def test_opening_hours_with_a_break_are_kept(system: System, window: Window) -> None:
    words = Words("uk")
    page = window("uk").new_page()
    sign_in(page, system, words)
    visit(page, system, "hours")
    friday, saturday = words("hours.days.friday"), words("hours.days.saturday")

    expect(page.get_by_label(words("hours.week"))).to_be_visible()
    stretches = page.get_by_role("button", name=re.compile(f"^{friday}: прибрати"))
    while stretches.count():
        stretches.first.click()
    of_day(page, words("hours.open"), friday).click()
    of_day(page, words("hours.addBreak"), friday).click()
    page.get_by_label(words("hours.to", name=friday)).last.fill("01:30")
    page.get_by_role("button", name=words("common.save")).click()
    expect(page.get_by_text(words("common.saved"))).to_be_visible()
    visit(page, system, "hours")

    starts = page.get_by_label(words("hours.from", name=friday))
    expect(starts).to_have_count(2)
    expect(starts.last).to_have_value("14:00")
    expect(page.get_by_label(words("hours.to", name=friday)).last).to_have_value("01:30")
    expect(page.get_by_text(words("hours.nextDay"))).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=saturday).first).to_be_visible()
    with Workspace(system, "lumiere").http as http:
        [usual] = [row for row in http.get("/api/opening-hours/").json()["results"] if row["is_default"]]
    assert usual["week"][4] == [["09:00", "13:00"], ["14:00", "01:30"]]


def test_a_wrong_day_is_told_of_at_the_day(system: System, window: Window) -> None:
    words = Words("en")
    page = window("en").new_page()
    sign_in(page, system, words)
    visit(page, system, "hours")
    sunday = words("hours.days.sunday")
    stretches = page.get_by_role("button", name=re.compile(f"^{sunday}: remove"))
    expect(page.get_by_label(words("hours.week"))).to_be_visible()
    while stretches.count():
        stretches.first.click()

    of_day(page, words("hours.open"), sunday).click()
    of_day(page, words("hours.addBreak"), sunday).click()
    page.get_by_label(words("hours.from", name=sunday)).last.fill("12:00")
    page.get_by_role("button", name=words("common.save")).click()

    expect(page.get_by_role("alert").filter(has_text=words("hours.problem.overlap"))).to_be_visible()
    expect(page.get_by_text(words("common.saved"))).to_have_count(0)


def test_a_ready_answer_is_offered(system: System, window: Window) -> None:
    words, shortcut = Words("en"), f"way-{uuid4().hex[:6]}"
    page = window("en").new_page()
    sign_in(page, system, words)
    visit(page, system, "replies")

    page.get_by_role("button", name=words("replySettings.add")).first.click()
    page.get_by_label(words("replySettings.shortcut"), exact=True).fill(shortcut)
    page.get_by_label(words("replySettings.text"), exact=True).fill("Hello ")
    page.get_by_role("button", name=words("replySettings.insert")).click()
    page.get_by_role("menuitem", name=words("replySettings.variables.contact.first_name"), exact=True).click()
    expect(page.get_by_role("figure")).to_contain_text(words("replySettings.example.firstName"))
    page.get_by_role("button", name=words("common.save")).click()

    expect(page.get_by_text(f"/{shortcut}")).to_be_visible()
    with Workspace(system, "lumiere").http as http:
        [found] = http.get("/api/canned-replies/", params={"q": shortcut}).json()["results"]
    assert found["text"] == "Hello {{contact.first_name}}"
    assert found["scope"] == "everyone"

    # The same shortcut again is refused at its field.
    page.get_by_role("button", name=words("replySettings.add")).first.click()
    page.get_by_label(words("replySettings.shortcut"), exact=True).fill(shortcut)
    page.get_by_label(words("replySettings.text"), exact=True).fill("Other")
    page.get_by_role("button", name=words("common.save")).click()
    field = page.get_by_label(words("replySettings.shortcut"), exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text(words("errors.shortcut_taken"))).to_be_visible()


def test_labels_are_put_into_order_by_keyboard(system: System, window: Window) -> None:
    words, mark = Words("en"), uuid4().hex[:6]
    with Workspace(system, "lumiere").http as http:
        for name in ("First", "Second"):
            http.post("/api/labels/", json={"name": f"{name} {mark}"}).raise_for_status()
    page = window("en").new_page()
    sign_in(page, system, words)
    visit(page, system, "labels")

    page.get_by_role("button", name=re.compile(f"Move Second {mark}")).focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("status").filter(has_text=f"Second {mark}")).to_be_attached()

    def order() -> list[str]:
        with Workspace(system, "lumiere").http as http:
            rows = http.get("/api/labels/").json()["results"]
        return [row["name"] for row in rows if mark in row["name"]]

    expect(page.get_by_text(f"First {mark}")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert order() == [f"Second {mark}", f"First {mark}"]


@pytest.mark.parametrize(("language", "phone", "theme"), [("uk", True, "light"), ("en", False, "dark")])
def test_every_section_is_accessible_and_fits(
    system: System, window: Window, language: str, phone: bool, theme: str
) -> None:
    page = window(language, phone=phone, color_scheme=theme, bypass_csp=True).new_page()
    sign_in(page, system, Words(language))
    found: dict[str, list[str]] = {}
    for section in SECTIONS:
        visit(page, system, section)
        expect(page.get_by_role("heading", level=2).first).to_be_visible()
        if hits := violations(page):
            found[section] = hits
        is_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        assert not is_wide, f"{section} is wider than the screen"

    assert found == {}
