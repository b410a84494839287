"""The platform's operator at the console, with a second factor."""

from typing import Any

import psycopg
from playwright.sync_api import Page, expect

from launch.system import System
from tests.e2e.conftest import Words
from tests.shared_apps.accounts.signing import app_code

FORGET_FACTORS = """
    DELETE FROM mfa_authenticator WHERE user_id = (SELECT id FROM accounts_user WHERE email = %s)
"""
# The operator's session in each system: the second factor is set up once.
_sessions: dict[int, list[Any]] = {}


def open_console(page: Page, system: System, words: Words) -> str:
    """Come in as the demo's operator, who is led to a second factor the first time; return the console's address."""
    home = f"http://localhost:{system.port}/console"
    page.add_init_script(f"localStorage.setItem('parlor.language', '{words.language}')")
    page.context.add_cookies(_sessions.get(system.port, []))
    if system.port not in _sessions:
        set_up_factor(page, system, words, home)
        _sessions[system.port] = page.context.cookies(home)
    page.goto(home)
    expect(page.get_by_role("heading", name=words("console.pages.overview"))).to_be_visible()
    return home


def set_up_factor(page: Page, system: System, words: Words, home: str) -> None:
    operator = system.demo["operator"]
    with psycopg.connect(system.database_url, autocommit=True) as database:
        # Whoever was here before kept their secret.
        database.execute(FORGET_FACTORS, [operator["email"]])
    page.goto(home)
    page.get_by_label(words("auth.email")).fill(operator["email"])
    page.get_by_label(words("auth.password"), exact=True).fill(operator["password"])
    page.keyboard.press("Enter")
    page.get_by_role("button", name=words("security.turnOn")).click()
    secret = page.get_by_role("dialog").locator("code").inner_text().strip()
    page.get_by_label(words("auth.secondCode")).fill(app_code(secret))
    page.get_by_role("button", name=words("common.save")).click()
    expect(page.get_by_role("dialog", name=words("security.codes"))).to_be_visible()
    page.keyboard.press("Escape")
