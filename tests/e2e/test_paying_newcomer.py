"""A newcomer who chose a plan on the public page pays for it inside the wizard, after a look at the way back."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from launch.system import System
from shared_apps.site.words import words_of
from tests.e2e.conftest import Window, Words
from tests.e2e.test_billing import GOOD, pay_with
from tests.e2e.test_newcomer import Hand, sign_up
from tests.e2e.test_pages import violations

pytestmark = pytest.mark.e2e


def test_from_the_prices_through_the_payment_into_the_wizard(system: System, window: Window) -> None:
    words, slug, hand = Words("uk"), f"paid-{uuid4().hex[:8]}", Hand()
    page = window("uk", bypass_csp=True).new_page()
    page.goto(f"{system.base_url}/pricing")
    choose = words_of("uk")["pricing"]["choose"].format(name="Starter")
    hand.press(page.get_by_role("link", name=choose))
    sign_up(page, hand, words, slug)
    page.wait_for_url("**/welcome/brand")
    page.get_by_role("button", name=words("welcome.continue")).click()
    for step in ("persona", "channels"):
        page.wait_for_url(f"**/welcome/{step}")
        page.get_by_role("button", name=words("welcome.skip")).click()
    expect(page.get_by_role("radio", name="Starter")).to_be_checked()

    page.get_by_label(words("welcome.plan.trial", days="14")).uncheck()
    page.get_by_role("button", name=words("welcome.plan.pay")).click()
    page.get_by_role("link", name="Back").click()
    page.wait_for_url("**/welcome/plan*")
    expect(page.get_by_text(words("billing.left"))).to_be_visible()
    expect(page.get_by_role("radio", name="Starter")).to_be_checked()
    page.get_by_label(words("welcome.plan.trial", days="14")).uncheck()
    page.get_by_role("button", name=words("welcome.plan.pay")).click()
    pay_with(page, GOOD)

    page.wait_for_url("**/welcome/plan*")
    expect(page.get_by_text(words("welcome.plan.paid", name="Starter"))).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name=words("welcome.continue")).click()
    expect(page.get_by_role("heading", name=words("welcome.import.title"))).to_be_visible()
    page.goto(f"http://{slug}.localhost:{system.port}/settings/billing")
    expect(page.get_by_text(words("billing.states.active"))).to_be_visible()
