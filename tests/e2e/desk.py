"""Agents at their desks: signing in as any member, customers who write, the rows of the list."""

from typing import Any
from uuid import uuid4

import httpx
from playwright.sync_api import Locator, Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words

WHATSAPP = "104200000000001"
OWNER, ADMIN = 0, 1


# The session of each person, by the port of the system: the form is filled once.
_sessions: dict[tuple[int, str], list[Any]] = {}


def sign_in(page: Page, system: System, words: Words, *, slug: str = "lumiere", member: int = OWNER) -> None:
    """Come into the inbox as one of the demo's people: owner, administrator, agent, viewer."""
    [tenant] = [t for t in system.demo["tenants"] if t["slug"] == slug]
    email, password = (tenant["members"][member][key] for key in ("email", "password"))
    page.add_init_script(f"localStorage.setItem('parlor.language', '{words.language}')")
    page.context.add_cookies(_sessions.get((system.port, email), []))
    page.goto(tenant["url"])
    form = page.get_by_role("textbox", name=words("auth.email"))
    expect(form.or_(page.get_by_role("list", name=words("inbox.list")))).to_be_visible()
    if form.is_visible():
        form.fill(email)
        page.get_by_label(words("auth.password"), exact=True).fill(password)
        page.keyboard.press("Enter")
        page.wait_for_url("**/inbox**")
        _sessions[system.port, email] = page.context.cookies(tenant["url"])


def at_desk(system: System, window: Window, words: Words, *, member: int = OWNER) -> Page:
    """Open the salon's inbox as one of its members, in a browser of their own."""
    page = window(words.language).new_page()
    sign_in(page, system, words, member=member)
    expect(page.get_by_role("list", name=words("inbox.list"))).to_be_visible()
    return page


def customer(system: System, *, says: str, name: str = "") -> str:
    """Let a new customer write on WhatsApp; return their name, which nobody else has."""
    unique = name or f"Dana{uuid4().hex[:6]}"
    sandbox = httpx.Client(base_url=system.sandbox_url, timeout=20)
    body = {"platform": "whatsapp", "account": WHATSAPP, "name": unique}
    made: dict[str, Any] = sandbox.post("/control/customers/", json=body).raise_for_status().json()
    sandbox.post(f"/control/customers/{made['id']}/say/", json={"text": says}).raise_for_status()
    return unique


def row(page: Page, words: Words, name: str) -> Locator:
    return page.get_by_role("list", name=words("inbox.list")).get_by_role("listitem").filter(has_text=name)


def open_thread(page: Page, words: Words, name: str) -> None:
    row(page, words, name).get_by_role("link").click()
    expect(page.get_by_role("log")).to_be_visible()
