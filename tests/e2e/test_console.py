"""An operator steers a business: closes it with a reason, opens it again, gives it a plan, tells its owner news."""

import re
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.console import open_console

pytestmark = pytest.mark.e2e


def new_company(system: System, name: str) -> tuple[str, str]:
    """Register a business; return its address and the token that lets its owner in."""
    slug = f"salon-{uuid4().hex[:8]}"
    form = {
        "organization": name, "slug": slug, "name": "Nina", "email": f"{slug}@example.com",
        "password": "lavender & honey",
    }  # fmt: skip
    made = httpx.post(
        f"http://127.0.0.1:{system.port}/api/auth/register/",
        headers={"Host": f"localhost:{system.port}"},
        json=form,
        timeout=20,
    )
    return f"http://{slug}.localhost:{system.port}", made.raise_for_status().json()["entry_token"]


def do(page: Page, words: Words, name: str, what: str) -> None:
    """Choose what is done with the company."""
    page.get_by_role("button", name=words("console.life.menu", name=name)).click()
    page.get_by_role("menuitem", name=words(what)).click()


def test_an_operator_closes_opens_and_equips_a_company(system: System, window: Window) -> None:
    words, name = Words("en"), f"Nails {uuid4().hex[:6]}"
    home, token = new_company(system, name)
    owner = window("en").new_page()
    owner.add_init_script("localStorage.setItem('parlor.language', 'en')")
    owner.goto(f"{home}/enter#token={token}")
    owner.wait_for_url(re.compile("/welcome/|/inbox|/verify-email"))
    page = window("en").new_page()
    console = open_console(page, system, words)

    page.goto(f"{console}/companies")
    page.get_by_role("searchbox", name=words("console.companies.search")).fill(name)
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.get_by_text(words("console.health.new"), exact=True)).to_be_visible()
    expect(page.get_by_text(words("console.of", used="1", limit="1"), exact=True)).to_be_visible()

    do(page, words, name, "console.life.suspend")
    page.get_by_label(words("console.life.why")).fill("The bill of May is open.")
    page.get_by_role("dialog").get_by_role("button", name=words("console.life.suspend")).click()
    expect(page.get_by_role("status").filter(has_text="The bill of May is open.")).to_be_visible()
    assert owner.goto(f"{home}/inbox").status == 403  # type: ignore[union-attr]  # a page of another document
    page.get_by_role("button", name=words("console.life.resume")).click()
    expect(page.get_by_text(words("console.health.new"), exact=True)).to_be_visible()

    plan, title = f"For {name}", f"Maintenance {uuid4().hex[:6]}"
    give_plan_of_its_own(page, words, company=name, plan=plan)
    announce(page, words, f"{console}/announcements", title)

    owner.goto(f"{home}/settings/plan")
    expect(owner.get_by_text(words("plans.yourPlan", name=plan))).to_be_visible()
    expect(owner.get_by_role("region", name=words("news.label"))).to_contain_text(title)
    withdraw(page, words, title)
    owner.reload()
    expect(owner.get_by_text(words("plans.yourPlan", name=plan))).to_be_visible()
    expect(owner.get_by_text(title)).to_have_count(0)


def give_plan_of_its_own(page: Page, words: Words, *, company: str, plan: str) -> None:
    """Make a plan for one company, and put it on it."""
    here = page.url
    page.goto(f"{here.partition('/companies/')[0]}/plans")
    page.get_by_role("button", name=words("console.offer.make")).click()
    form = page.get_by_role("dialog")
    form.get_by_label(words("console.offer.name"), exact=True).fill(plan)
    form.get_by_label(words("console.offer.price_month")).fill("75")
    form.get_by_label(words("console.offer.price_year")).fill("750")
    form.get_by_label(words("console.companies.search")).fill(company)
    form.get_by_label(words("console.offer.forWhom")).select_option(label=company)
    form.get_by_role("button", name=words("console.offer.make")).click()
    expect(page.get_by_role("heading", name=plan)).to_be_visible()

    page.goto(here)
    page.get_by_role("button", name=words("console.companies.change"), exact=True).click()
    page.get_by_role("dialog").get_by_label(words("console.columns.plan")).select_option(label=plan)
    page.get_by_role("dialog").get_by_role("button", name=words("common.save")).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def announce(page: Page, words: Words, address: str, title: str) -> None:
    page.goto(address)
    page.get_by_role("button", name=words("console.announcements.make")).click()
    form = page.get_by_role("dialog")
    form.get_by_label(words("console.announcements.title.en")).fill(title)
    form.get_by_label(words("console.announcements.title.uk")).fill(title)
    form.get_by_role("button", name=words("common.save")).click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def withdraw(page: Page, words: Words, title: str) -> None:
    """Take the newest announcement back, so that nobody else finds it in their way."""
    page.get_by_role("button", name=words("console.announcements.withdraw")).first.click()
    page.get_by_role("dialog").filter(has_text=title).get_by_role(
        "button", name=words("console.announcements.withdraw")
    ).click()
    expect(
        page.get_by_text(words("console.announcements.phases.withdrawn"), exact=True).first
    ).to_be_visible()
