"""A new owner, by clicking only: from the landing page to an answered test message."""

from time import monotonic
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from launch.system import System
from shared_apps.site.words import words_of
from tests.e2e.conftest import Window, Words
from tests.e2e.test_pages import violations

pytestmark = pytest.mark.e2e

MOST_S = 300
# Counted from the landing page: start, create, five steps, a question.
MOST_CLICKS = 8


class Hand:
    """A mouse that counts."""

    def __init__(self) -> None:
        self.clicks = 0

    def press(self, target: Locator) -> None:
        target.click()
        self.clicks += 1


def sign_up(page: Page, hand: Hand, words: Words, slug: str) -> None:
    """Fill in the form, where the cursor already stands, and send it."""
    page.get_by_label(words("auth.organization")).fill("Студія Мрія")
    page.get_by_label(words("auth.workspaceAddress")).fill(slug)
    page.get_by_label(words("auth.name"), exact=True).fill("Олена")
    page.get_by_label(words("auth.email")).fill(f"{slug}@example.com")
    page.get_by_label(words("auth.password"), exact=True).fill("correct horse battery")
    hand.press(page.get_by_role("button", name=words("auth.create")))


def test_from_the_landing_page_to_an_answer(system: System, window: Window) -> None:
    words, slug, hand = Words("uk"), f"mriia-{uuid4().hex[:8]}", Hand()
    page = window("uk").new_page()
    began = monotonic()

    page.goto(f"{system.base_url}/")
    hand.press(page.get_by_role("link", name=words_of("uk")["landing"]["start"]).first)
    sign_up(page, hand, words, slug)

    page.wait_for_url(f"http://{slug}.localhost:{system.port}/welcome/brand")
    go_on = page.get_by_role("button", name=words("welcome.continue"))
    hand.press(go_on)
    expect(page.get_by_role("heading", name=words("welcome.persona.title"))).to_be_visible()
    hand.press(go_on)
    expect(page.get_by_role("heading", name=words("welcome.channels.title"))).to_be_visible()
    hand.press(go_on)
    expect(page.get_by_role("heading", name=words("welcome.plan.title"))).to_be_visible()
    hand.press(go_on)
    page.get_by_label(words("welcome.import.service", number="1")).fill("Манікюр")
    page.get_by_label(words("welcome.import.price", number="1")).fill("650")
    hand.press(go_on)
    hand.press(page.get_by_role("button", name=words("welcome.test.price", service="манікюр")))
    expect(page.get_by_role("log").get_by_text("650")).to_be_visible()

    assert monotonic() - began < MOST_S
    assert hand.clicks <= MOST_CLICKS

    hand.press(page.get_by_role("button", name=words("welcome.test.open")))
    page.wait_for_url("**/inbox**")
    to_do = page.get_by_role("region", name=words("welcome.list.title")).last
    expect(to_do.get_by_text(words("welcome.list.count", done="4", count="8"))).to_be_visible()
    expect(to_do.get_by_role("link", name=words("welcome.list.items.hours"))).to_be_visible()


def test_it_goes_on_elsewhere_and_fits_a_phone(system: System, window: Window) -> None:
    words, slug, hand = Words("en"), f"phone-{uuid4().hex[:8]}", Hand()
    page = window("en", phone=True, bypass_csp=True, color_scheme="dark").new_page()
    page.goto(f"{system.base_url}/en/pricing")
    found = {"pricing": violations(page)}
    hand.press(page.get_by_role("link", name=words_of("en")["pricing"]["start_free"]))
    sign_up(page, hand, words, slug)
    page.wait_for_url("**/welcome/brand")
    found["brand"] = violations(page)
    hand.press(page.get_by_role("button", name=words("welcome.continue")))
    page.wait_for_url("**/welcome/persona")

    # A reload, as any other device, finds the step that is open.
    page.goto(f"http://{slug}.localhost:{system.port}/welcome")
    page.wait_for_url("**/welcome/persona")
    expect(page.get_by_role("heading", name=words("welcome.persona.title"))).to_be_visible()

    for step in ("channels", "plan", "import", "test"):
        hand.press(page.get_by_role("button", name=words("welcome.skip")))
        page.wait_for_url(f"**/welcome/{step}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        found[step] = violations(page)
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"), step

    assert {step: hits for step, hits in found.items() if hits} == {}
