"""Channels connected from the settings: by signing in, by token, in two clicks; and disconnected again."""

import re
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect

from launch.layout import IMAP_OFFSET, SMTP_OFFSET
from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import sign_in
from tests.e2e.test_pages import violations

pytestmark = pytest.mark.e2e

# The sandbox's vendors are asked live on the way.
PATIENCE_MS = 15_000
# A mailbox is read again at the second sweep at the latest, a minute after it was connected.
MAIL_PATIENCE_MS = 75_000


def control(system: System, path: str, **body: Any) -> dict[str, Any]:
    """Do something in the sandbox: register an account, pick up a phone, say something."""
    answer = httpx.post(f"{system.sandbox_url}/control/{path}/", json=body, timeout=20)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def open_channels(page: Page, system: System, words: Words) -> None:
    sign_in(page, system, words)
    page.goto(f"{system.demo['tenants'][0]['url']}settings/channels")
    expect(page.get_by_role("heading", name=words("settings.channels"))).to_be_visible()


def start_connecting(page: Page, words: Words, kind: str) -> None:
    name = words(f"channels.kind.{kind}.name")
    first = page.get_by_role("button", name=words(f"channels.kind.{kind}.connect"), exact=True)
    more = page.get_by_role("button", name=words("channels.connectMore", name=name), exact=True)
    first.or_(more).click()
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize("language", ["uk", "en"])
def test_a_page_is_connected_by_signing_in_and_heard(system: System, window: Window, language: str) -> None:
    words, mark = Words(language), uuid4().hex[:6]
    made = control(system, "accounts", platform="messenger", name=f"Nova {mark}")
    page = window(language).new_page()
    open_channels(page, system, words)

    start_connecting(page, words, "messenger")
    page.get_by_role("button", name=words("channels.signInFacebook")).click()
    consent = page.locator("form")
    consent.get_by_label(re.compile(f"Nova {mark}")).check()
    consent.locator("button[value=approve]").click()

    # Back home the code is gone from the address, and the page is there to choose.
    page.wait_for_url("**/settings/channels/return?grant=*")
    assert "code=" not in page.url
    page.get_by_role("button", name=words("channels.connectNamed", name=f"Nova {mark}")).click()
    page.get_by_role("link", name=words("channels.return.open")).click()
    expect(page.get_by_role("heading", name=f"Nova {mark}")).to_be_visible()
    expect(page.get_by_text(words("channels.check.events_on", brand="Messenger"))).to_be_visible(
        timeout=PATIENCE_MS
    )

    # A customer of the page writes, and is in the inbox.
    dana = control(system, "customers", platform="messenger", account=made["account"], name=f"Dana {mark}")
    control(system, f"customers/{dana['id']}/say", text=f"Добрий день {mark}")
    page.goto(f"{system.demo['tenants'][0]['url']}inbox")
    expect(page.get_by_text(f"Dana {mark}").first).to_be_visible()
    page.get_by_text(f"Dana {mark}").first.click()
    expect(page.get_by_role("log").get_by_text(f"Добрий день {mark}")).to_be_visible()


def test_a_refused_sign_in_is_told(system: System, window: Window) -> None:
    words = Words("uk")
    page = window("uk").new_page()
    open_channels(page, system, words)

    start_connecting(page, words, "instagram")
    page.get_by_role("button", name=words("channels.signInInstagram")).click()
    page.locator("button[value=cancel]").click()

    page.wait_for_url("**/settings/channels/return")
    expect(page.get_by_text(words("channels.return.refused", brand="Instagram"))).to_be_visible()


@pytest.mark.parametrize(("language", "phone"), [("uk", False), ("en", True)])
def test_a_bot_is_connected_by_its_token_and_disconnected(
    system: System, window: Window, language: str, phone: bool
) -> None:
    words, mark = Words(language), uuid4().hex[:6]
    bot = control(system, "accounts", platform="telegram", name=f"Bot {mark}")
    page = window(language, phone=phone).new_page()
    open_channels(page, system, words)

    start_connecting(page, words, "telegram")
    token = page.get_by_label(words("channels.telegram.token"))
    token.fill("not a token")
    page.keyboard.press("Enter")
    expect(page.get_by_text(words("channels.invalid.bot_token"))).to_be_visible()
    token.fill("123456789:AAinventedinventedinventedinvented1")
    page.keyboard.press("Enter")
    expect(page.get_by_text(words("channels.refusal.bot_token_refused"))).to_be_visible()
    expect(token).to_have_attribute("aria-invalid", "true")
    token.fill(bot["token"])
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name=f"Bot {mark}")).to_be_visible()
    expect(page.get_by_text(words("channels.check.events_on", brand="Telegram"))).to_be_visible(
        timeout=PATIENCE_MS
    )
    picture = page.get_by_role("img", name=re.compile("^QR"))
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0

    page.get_by_role("button", name=words("channels.disconnect")).click()
    page.get_by_role("dialog").get_by_role("button", name=words("channels.disconnect")).click()
    expect(page.get_by_role("heading", name=words("settings.channels"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile(f"Bot {mark}"))).to_have_count(0)


def fill_whatsapp(page: Page, words: Words, made: dict[str, Any], _: System) -> None:
    page.get_by_text(words("channels.byToken")).click()
    page.get_by_label(words("channels.whatsapp.phoneNumberId")).fill(made["account"])
    page.get_by_label(words("channels.whatsapp.wabaId")).fill(made["waba"])
    page.get_by_label(words("channels.token"), exact=True).fill(made["token"])


def fill_instagram(page: Page, words: Words, made: dict[str, Any], _: System) -> None:
    page.get_by_text(words("channels.byToken")).click()
    page.get_by_label(words("channels.token"), exact=True).fill(made["token"])


def fill_email(page: Page, words: Words, made: dict[str, Any], system: System) -> None:
    page.get_by_label(words("channels.email.address")).fill(made["account"])
    page.get_by_label(words("channels.email.password")).fill(made["token"])
    for side, offset in (("imap", IMAP_OFFSET), ("smtp", SMTP_OFFSET)):
        page.get_by_label(words(f"channels.email.{side}Host")).fill("localhost")
        row = page.get_by_label(words(f"channels.email.{side}Host")).locator(
            "xpath=ancestor::div[contains(@class, 'grid')]"
        )
        row.get_by_label(words("channels.email.port")).fill(str(system.sandbox_port + offset))
        row.get_by_label(words("channels.email.security")).select_option("none")


FORMS = {"whatsapp": fill_whatsapp, "instagram": fill_instagram, "email": fill_email}


@pytest.mark.parametrize(
    ("kind", "language", "phone"),
    [("whatsapp", "uk", False), ("instagram", "en", True), ("email", "uk", False)],
)
def test_a_channel_is_connected_by_its_form_and_heard(
    system: System, window: Window, kind: str, language: str, phone: bool
) -> None:
    words, mark = Words(language), uuid4().hex[:6]
    made = control(system, "accounts", platform=kind, name=f"Nova {mark}")
    page = window(language, phone=phone).new_page()
    open_channels(page, system, words)

    start_connecting(page, words, kind)
    FORMS[kind](page, words, made, system)
    page.get_by_role("dialog").get_by_role("button", name=words("channels.connect"), exact=True).click()

    expect(page.get_by_role("dialog")).to_have_count(0, timeout=PATIENCE_MS)
    dana = control(system, "customers", platform=kind, account=made["account"], name=f"Dana {mark}")
    control(
        system,
        f"customers/{dana['id']}/say",
        text=f"Добрий день {mark}",
        **({"subject": "?"} if kind == "email" else {}),
    )
    page.goto(f"{system.demo['tenants'][0]['url']}inbox")
    expect(page.get_by_text(f"Dana {mark}").first).to_be_visible(timeout=MAIL_PATIENCE_MS)


def test_a_website_chat_takes_two_clicks(system: System, window: Window) -> None:
    words, name = Words("uk"), f"Сайт {uuid4().hex[:6]}"
    page = window("uk").new_page()
    open_channels(page, system, words)

    start_connecting(page, words, "webchat")
    page.get_by_label(words("channels.name")).fill(name)
    page.keyboard.press("Enter")

    expect(page.get_by_text(re.compile(r"<script async src=.+/embed/lumiere\.js\?site="))).to_be_visible()
    page.get_by_text(words("channels.website.left"), exact=True).click()
    expect(page.get_by_label(words("channels.website.left"))).to_be_checked()
    page.get_by_role("button", name=words("common.save")).click()
    expect(page.get_by_text(words("common.saved"))).to_be_visible()
    page.get_by_role("button", name=words("channels.identity.make")).click()
    expect(page.get_by_text(re.compile("^[0-9a-f]{64}$"))).to_be_visible()
    page.reload()
    expect(page.get_by_label(words("channels.website.left"))).to_be_checked()
    expect(page.get_by_text(words("channels.identity.isSet"))).to_be_visible()
    expect(page.get_by_text(re.compile("^[0-9a-f]{64}$"))).to_have_count(0)


def test_a_broken_channel_is_seen_everywhere_and_mended(system: System, window: Window) -> None:
    words, mark = Words("uk"), uuid4().hex[:6]
    made = control(system, "accounts", platform="messenger", name=f"Pale {mark}")
    keys = {"page_id": made["account"], "access_token": made["token"]}
    owner, agent = window("uk").new_page(), window("uk").new_page()
    open_channels(owner, system, words)
    sign_in(agent, system, words, member=2)
    connect_page(owner, words, keys)
    control(system, "tokens", account=made["account"], revoked="app")

    owner.get_by_role("button", name=words("channels.health.test")).click()

    # The owner is led to the account, the agent is told; only the owner can mend it.
    banner = words("channels.banner.one", name=f"Pale {mark}")
    expect(owner.get_by_role("status").filter(has_text=banner)).to_be_visible(timeout=PATIENCE_MS)
    expect(owner.get_by_role("button", name=words("channels.reconnect"))).to_be_visible()
    agent.reload()
    expect(agent.get_by_role("status").filter(has_text=banner)).to_contain_text(
        words("channels.banner.told"), timeout=PATIENCE_MS
    )
    agent.goto(owner.url)
    expect(agent.get_by_text(words("channels.askAdmin"))).to_be_visible(timeout=PATIENCE_MS)
    expect(agent.get_by_role("button", name=words("channels.disconnect"))).to_have_count(0)

    control(system, "tokens", account=made["account"], revoked=False)
    owner.get_by_role("button", name=words("channels.reconnect")).click()
    connect_page(owner, words, keys, is_open=True)
    expect(owner.get_by_text(banner)).to_have_count(0, timeout=PATIENCE_MS)


def connect_page(page: Page, words: Words, keys: dict[str, str], *, is_open: bool = False) -> None:
    """Connect a Facebook page by its own token."""
    if not is_open:
        start_connecting(page, words, "messenger")
    page.get_by_text(words("channels.byToken")).click()
    page.get_by_label(words("channels.messenger.pageId")).fill(keys["page_id"])
    page.get_by_label(words("channels.messenger.pageToken")).fill(keys["access_token"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=PATIENCE_MS)


@pytest.mark.parametrize(("language", "phone", "theme"), [("uk", False, "light"), ("en", True, "dark")])
def test_channels_are_accessible_and_fit(
    system: System, window: Window, language: str, phone: bool, theme: str
) -> None:
    words = Words(language)
    page = window(language, phone=phone, color_scheme=theme, bypass_csp=True).new_page()
    open_channels(page, system, words)
    found = {"list": violations(page)}

    start_connecting(page, words, "email")
    page.get_by_label(words("channels.email.address")).fill("olena@ukr.net")
    found["wizard"] = violations(page)
    page.keyboard.press("Escape")
    for kind in ("whatsapp", "webchat"):
        card = page.get_by_role("listitem").filter(
            has=page.get_by_role("heading", name=words(f"channels.kind.{kind}.name"))
        )
        card.get_by_role("link").first.click()
        expect(page.get_by_role("heading", name=words("channels.health.title"), exact=True)).to_be_visible()
        page.wait_for_load_state("networkidle")
        found[kind] = violations(page)
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        page.get_by_role("link", name=words("channels.all")).click()

    assert found == {"list": [], "wizard": [], "whatsapp": [], "webchat": []}
