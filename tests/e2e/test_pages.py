"""Every page: accessible in both themes, nothing cut off on a phone, no error in the console."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import sign_in
from tests.system import eventually

pytestmark = pytest.mark.e2e

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
PAGES = ["inbox", "knowledge", "agent", "settings"]
# A visitor without a session is told so by 401, which the browser itself notes in the console.
EXPECTED_IN_CONSOLE = "401 (Unauthorized)"


def violations(page: Page) -> list[str]:
    """Return what axe finds, one line a finding."""
    page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize(("language", "phone", "theme"), [("uk", False, "light"), ("en", True, "dark")])
def test_pages_are_accessible_and_fit(
    system: System, window: Window, language: str, phone: bool, theme: str
) -> None:
    # The page's own policy forbids foreign scripts; only this test may bring one in.
    context = window(language, phone=phone, bypass_csp=True, color_scheme=theme, service_workers="allow")
    page = context.new_page()
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: noise.append(str(error)))
    sign_in(page, system, Words(language))
    found: dict[str, list[str]] = {}
    for name in PAGES:
        page.goto(f"{system.demo['tenants'][0]['url']}{name}")
        page.wait_for_load_state("networkidle")
        if name == "inbox":
            page.get_by_role("list", name=Words(language)("inbox.list")).get_by_role("listitem").first.click()
            expect(page.get_by_role("log")).to_be_visible()
        if hits := violations(page):
            found[name] = hits
        is_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        assert not is_wide, f"{name} is wider than the screen"

    assert found == {}
    assert [line for line in noise if EXPECTED_IN_CONSOLE not in line] == []


@pytest.mark.parametrize("language", ["uk", "en"])
def test_a_new_business_signs_up_and_is_in(system: System, window: Window, language: str) -> None:
    words, slug = Words(language), f"salon-{uuid4().hex[:8]}"
    page = window(language).new_page()
    page.add_init_script(f"localStorage.setItem('parlor.language', '{language}')")
    page.goto(f"{system.base_url}/sign-up")

    page.get_by_label(words("auth.organization")).fill("Мій салон")
    page.get_by_label(words("auth.workspaceAddress")).fill(slug)
    page.get_by_label(words("auth.name"), exact=True).fill("Олена")
    page.get_by_label(words("auth.email")).fill(f"{slug}@example.com")
    page.get_by_label(words("auth.password"), exact=True).fill("correct horse battery")
    page.get_by_role("button", name=words("auth.create")).click()

    # The wizard does not wait for the letter; its code can be typed in at any time.
    page.wait_for_url(f"http://{slug}.localhost:{system.port}/welcome/brand")
    page.goto(f"http://{slug}.localhost:{system.port}/verify-email")
    page.get_by_label(words("auth.code")).fill(code_from_letter(system, f"{slug}@example.com"))
    page.get_by_role("button", name=words("auth.confirm")).click()
    page.wait_for_url(f"http://{slug}.localhost:{system.port}/inbox**")
    expect(page.get_by_text(words("inbox.first")).first).to_be_visible()


def code_from_letter(system: System, address: str) -> str:
    """Return the code that the newest letter to `address` brings."""

    def letter() -> str:
        letters = httpx.get(f"{system.sandbox_url}/control/mail/", params={"to": address}).json()
        return str(letters[0]["text"]) if letters else ""

    found = re.search(r"Parlor(?: is|:) (\w[\w-]+)", eventually(letter))
    assert found is not None
    return found[1]
