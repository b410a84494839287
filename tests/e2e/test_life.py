"""The workspace as a whole, in its owner's browser: an archive to keep, a domain of its own."""

import re
from uuid import uuid4
from zipfile import ZipFile

import httpx
import pytest
from playwright.sync_api import expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import sign_in
from tests.e2e.test_pages import violations

pytestmark = pytest.mark.e2e


def test_an_owner_takes_the_workspace_along_in_an_archive(system: System, window: Window) -> None:
    words = Words("en")
    page = window(words.language, accept_downloads=True).new_page()
    sign_in(page, system, words)
    page.goto(f"http://lumiere.localhost:{system.port}/settings/life")
    page.get_by_role("button", name=words("life.export")).click()
    page.get_by_role("button", name=words("life.exportNow")).click()
    link = page.get_by_role("link", name=words("life.download")).first
    expect(link).to_be_visible(timeout=60_000)

    with page.expect_download() as begun:
        link.click()

    assert begun.value.suggested_filename == "lumiere.parlor.zip"
    with ZipFile(begun.value.path()) as archive:
        assert "manifest.json" in archive.namelist()


def test_an_owner_proves_a_domain_on_a_phone(system: System, window: Window) -> None:
    words = Words("uk")
    page = window(words.language, phone=True).new_page()
    sign_in(page, system, words)
    page.goto(f"http://lumiere.localhost:{system.port}/settings/life")
    name = f"chat-{uuid4().hex[:8]}.com"
    page.get_by_placeholder("chat.example.com").fill(name)
    page.keyboard.press("Enter")
    row = page.get_by_role("listitem").filter(has_text=name)
    record = row.get_by_text(re.compile("^parlor-verify=")).inner_text()
    assert violations(page) == []
    row.get_by_role("button", name=words("life.check")).click()
    expect(row.get_by_role("status")).to_have_text(words("life.problem.record_missing"))

    given = {"name": f"_parlor.{name}", "texts": [record]}
    httpx.put(f"{system.sandbox_url}/control/dns/", json=given).raise_for_status()
    row.get_by_role("button", name=words("life.check")).click()

    expect(row.get_by_text(words("life.state.verified"), exact=True)).to_be_visible()
