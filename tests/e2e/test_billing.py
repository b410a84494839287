"""An owner buys a plan on Stripe's page: a declined card first, then a good one."""

import pytest
from playwright.sync_api import Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import sign_in
from tests.e2e.test_pages import violations

pytestmark = pytest.mark.e2e

DECLINED, GOOD = "4000 0000 0000 0002", "4242 4242 4242 4242"


def pay_with(page: Page, number: str) -> None:
    """Fill in the sandbox's page, which speaks English."""
    page.get_by_label("Card number").fill(number)
    page.get_by_role("button", name="Subscribe").click()


def test_an_owner_upgrades_with_a_declined_card_then_a_good_one(system: System, window: Window) -> None:
    words = Words("en")
    page = window("en", bypass_csp=True).new_page()
    sign_in(page, system, words, slug="northside")
    page.goto(f"http://northside.localhost:{system.port}/settings/billing")
    expect(page.get_by_role("heading", name=words("billing.plans"))).to_be_visible()
    page.get_by_role("button", name=words("billing.buy", plan="Professional")).click()

    pay_with(page, DECLINED)
    expect(page.get_by_role("alert")).to_have_text("Your card was declined.")
    pay_with(page, GOOD)

    page.wait_for_url("**/settings/billing**")
    expect(page.get_by_text(words("billing.per.month", price="$59.00")).first).to_be_visible()
    plan = page.get_by_role("region").or_(page.locator("section")).filter(has_text=words("billing.yourPlan"))
    expect(plan.first).to_contain_text("Professional")
    expect(plan.first).to_contain_text(words("billing.states.active"))
    expect(page.get_by_role("link", name=words("payments.invoice"))).to_have_count(1)
    expect(page.get_by_text("•••• 4242")).to_be_visible()
    assert violations(page) == []
