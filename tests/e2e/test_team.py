"""Somebody is invited by a letter, comes in, works, and is let go while their page is open."""

import re
from time import monotonic, sleep
from uuid import uuid4

import httpx
from playwright.sync_api import expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import at_desk


def link_in_letter(system: System, address: str) -> str:
    """Return the way into the workspace from the newest letter to an address, once it is there."""
    deadline = monotonic() + 30
    while monotonic() < deadline:
        letters = httpx.get(f"{system.sandbox_url}/control/mail/", params={"to": address}, timeout=20).json()
        found = [re.search(r"http://\S+/join#[\w-]+", str(letter)) for letter in letters]
        if found and found[-1]:
            return found[-1][0]
        sleep(0.5)
    raise AssertionError(f"no letter to {address}")


def test_an_invited_person_comes_in_and_is_let_go(system: System, window: Window) -> None:
    words = Words("en")
    address, name = f"eve-{uuid4().hex[:8]}@lumiere.example", f"Eve {uuid4().hex[:4]}"
    owner = at_desk(system, window, words)
    base = owner.url.partition("/inbox")[0]
    owner.goto(f"{base}/settings/team")
    owner.get_by_role("button", name=words("invite.open")).click()
    owner.get_by_role("textbox", name=words("auth.email")).fill(address)
    owner.get_by_role("button", name=words("invite.send")).click()
    expect(owner.get_by_text(words("invite.state.open"))).to_be_visible()

    newcomer = window("en").new_page()
    newcomer.add_init_script("localStorage.setItem('parlor.language', 'en')")
    newcomer.goto(link_in_letter(system, address))
    newcomer.get_by_label(words("auth.name"), exact=True).fill(name)
    newcomer.get_by_label(words("auth.password"), exact=True).fill("lavender & honey")
    newcomer.get_by_role("button", name=words("join.create")).click()
    expect(newcomer.get_by_role("list", name=words("inbox.list"))).to_be_visible()

    owner.get_by_role("link", name=re.compile(name)).click()
    owner.get_by_role("button", name=words("leaving.open")).click()
    owner.get_by_role("dialog").get_by_role("button", name=words("leaving.action")).click()
    expect(owner.get_by_text(words("leaving.inactive"))).to_be_visible()

    expect(newcomer.get_by_label(words("auth.password"), exact=True)).to_be_visible()
    assert newcomer.url.startswith(f"{base}/sign-in")
