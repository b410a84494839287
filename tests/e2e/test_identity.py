"""Who one is, in a real browser: a newcomer with a code by e-mail, a second step, devices; Google and a passkey."""

import re
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.shared_apps.accounts.signing import app_code
from tests.system import eventually

pytestmark = pytest.mark.e2e
# Past the page that takes the one-time token along.
SIGNED_IN = re.compile(r"//nails[^/]+/(?!enter)\w")
PASSWORD = "ясний-серпень-2026"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_authenticator(page: Page) -> None:
    """Give the browser a fingerprint reader that always agrees."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def code_sent_to(system: System, email: str) -> str:
    """Return the six digits of the newest letter to `email`."""

    def newest() -> str:
        letters = httpx.get(f"{system.sandbox_url}/control/mail/", params={"to": email}, timeout=20).json()
        found = re.search(r"\b\d{6}\b", f"{letters[0]['subject']} {letters[0]['text']}") if letters else None
        return found[0] if found else ""

    return eventually(newest)


def sign_out(page: Page, home: str, words: Words) -> None:
    page.goto(f"{home}/settings/profile")
    page.get_by_role("button", name=words("auth.signOut"), exact=True).first.click()
    page.wait_for_url("**/sign-in**")


def home_of(page: Page) -> str:
    [home] = re.findall(r"^http://[^/]+", page.url)
    return str(home)


def sign_in(page: Page, words: Words, email: str) -> None:
    page.get_by_label(words("auth.email")).fill(email)
    page.get_by_label(words("auth.password"), exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")


def test_a_newcomer_proves_the_address_adds_a_second_step_and_ends_another_device(
    system: System, window: Window
) -> None:
    words, name = Words("en"), uuid4().hex[:8]
    email = f"nina-{name}@salon.example"
    page = window("en").new_page()

    page.goto(f"http://localhost:{system.port}/sign-up")
    page.get_by_label(words("auth.organization")).fill(f"Nails {name}")
    page.get_by_label(words("auth.name"), exact=True).fill("Nina")
    page.get_by_label(words("auth.email")).fill(email)
    page.get_by_label(words("auth.password"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=words("auth.create")).click()
    page.wait_for_url(SIGNED_IN)
    home = home_of(page)
    page.goto(f"{home}/verify-email")
    page.get_by_label(words("auth.code")).fill(code_sent_to(system, email))
    page.get_by_role("button", name=words("auth.confirm")).click()
    page.wait_for_url("**/inbox**")

    page.goto(f"{home}/settings/security")
    page.get_by_role("button", name=words("security.turnOn")).click()
    secret = page.get_by_role("dialog").locator("code").inner_text().strip()
    page.get_by_label(words("auth.secondCode")).fill(app_code(secret))
    page.get_by_role("button", name=words("common.save")).click()
    codes = page.get_by_role("dialog", name=words("security.codes"))
    recovery = re.findall(r"\S+", codes.locator("pre, code").first.inner_text())
    page.keyboard.press("Escape")
    expect(page.get_by_text(words("security.on"), exact=True)).to_be_visible()

    other = window("en").new_page()
    other.goto(f"{home}/sign-in")
    sign_in(other, words, email)
    other.get_by_label(words("auth.secondCode")).fill(recovery[0])
    other.get_by_role("button", name=words("auth.confirm")).click()
    other.wait_for_url("**/inbox**")

    page.goto(f"{home}/settings/security")
    page.get_by_role("button", name=re.compile(words("security.endOne", device="Chrome"))).click()
    other.goto(f"{home}/inbox")
    other.wait_for_url("**/sign-in**")
    sign_in(other, words, email)
    other.get_by_label(words("auth.secondCode")).fill(recovery[0])
    other.get_by_role("button", name=words("auth.confirm")).click()
    # A recovery code opens once.
    expect(other.get_by_label(words("auth.secondCode"))).to_have_attribute("aria-invalid", "true")


def test_a_new_owner_comes_with_google_and_comes_back_with_a_passkey(system: System, window: Window) -> None:
    words, name = Words("uk"), uuid4().hex[:8]
    page = window("uk").new_page()
    with_authenticator(page)
    page.goto(f"http://localhost:{system.port}/sign-up")

    page.get_by_role("button", name=words("auth.withGoogle")).click()
    page.get_by_label("Інший обліковий запис: його адреса").fill(f"nina-{name}@gmail.example")
    page.get_by_role("button", name="Продовжити").click()
    page.get_by_label(words("auth.organization")).fill(f"Nails {name}")
    page.get_by_role("button", name=words("auth.create")).click()
    page.wait_for_url(SIGNED_IN)
    home = home_of(page)

    page.goto(f"{home}/settings/security")
    page.get_by_role("button", name=words("security.addPasskey")).click()
    page.get_by_label(words("security.passkeyName"), exact=True).fill("Ноутбук")
    page.get_by_role("button", name=words("common.save")).click()
    expect(page.get_by_text("Ноутбук")).to_be_visible()

    sign_out(page, home, words)
    page.get_by_role("button", name=words("auth.withPasskey")).click()
    page.wait_for_url("**/inbox**")
