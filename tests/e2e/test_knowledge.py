"""An owner's files, photos and website: read, shown just as they were read, and asked about."""

import base64
import re
from uuid import uuid4

import pytest
from playwright.sync_api import FilePayload, Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import at_desk

pytestmark = pytest.mark.e2e

LONG_MS = 60_000
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR4nGN4PnERHDEQzQEAKm8tAVOVNzsAAAAASUVORK5CYII="
)


def at(page: Page, path: str) -> None:
    page.goto(re.sub(r"(https?://[^/]+).*", rf"\1{path}", page.url))


def file(name: str, kind: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": content}


def test_files_and_photos_are_shown_as_they_were_read(system: System, window: Window) -> None:
    words, mark = Words("en"), uuid4().hex[:6]
    page = at_desk(system, window, words)
    at(page, "/knowledge/documents")
    prices = f"Service,Price\nSugar scrub {mark},640 UAH\n".encode()

    page.locator("input[type=file]").first.set_input_files(
        files=[
            file(f"scrubs_{mark}.csv", "text/csv", prices),
            file(f"torn_{mark}.pdf", "application/pdf", b"%PDF-1.7\nthis is all that is left"),
        ]
    )

    torn = page.get_by_role("listitem").filter(has_text=f"torn_{mark}.pdf")
    expect(torn.get_by_text(words("knowledge.reasons.broken"))).to_be_visible(timeout=LONG_MS)
    name = page.get_by_role("button", name=f"scrubs_{mark}.csv", exact=True)
    expect(name).to_be_enabled(timeout=LONG_MS)
    name.click()
    expect(page.get_by_role("dialog").get_by_text(f"Sugar scrub {mark}")).to_be_visible()
    page.keyboard.press("Escape")

    at(page, "/knowledge/photos")
    page.locator("input[type=file]").first.set_input_files(
        files=[file(f"nails_{mark}.png", "image/png", PNG + mark.encode())]
    )
    page.get_by_role("button", name=re.compile(f"nails_{mark}")).click(timeout=LONG_MS)
    card = page.get_by_role("dialog")
    card.get_by_label(words("knowledge.photos.caption"), exact=True).fill(f"Pink nails {mark}")
    card.get_by_role("button", name=words("common.save")).click()
    expect(page.get_by_role("button", name=re.compile(f"Pink nails {mark}"))).to_be_visible(timeout=LONG_MS)


def test_a_website_is_read_and_linked_where_it_answers(system: System, window: Window) -> None:
    words, name = Words("uk"), f"shop-{uuid4().hex[:6]}"
    address = f"{system.sandbox_url.replace('localhost', '127.0.0.1')}/website/{name}"
    page = at_desk(system, window, words)
    at(page, "/knowledge/websites")

    page.get_by_role("button", name=words("sources.add")).first.click()
    form = page.get_by_role("dialog")
    form.get_by_label(words("sources.kind")).select_option("page")
    form.get_by_label(words("sources.url"), exact=True).fill(address)
    form.get_by_role("button", name=words("sources.read")).click()

    row = page.get_by_role("listitem").filter(has_text=name)
    expect(row.get_by_text(words("knowledge.status.ready"))).to_be_visible(timeout=LONG_MS)
    at(page, "/knowledge/documents")
    page.get_by_role("searchbox", name=words("knowledge.search")).fill(
        "Which day of the week are you not open? Monday?"
    )
    link = page.locator(f'a[href="{address}"]').first
    expect(link).to_be_visible(timeout=LONG_MS)

    at(page, "/knowledge/websites")
    row.get_by_role("button", name=re.compile(f"^{words('knowledge.delete', name='')[:6]}")).click()
    page.get_by_role("dialog").get_by_role("button", name=words("common.delete")).click()
    expect(row).to_have_count(0)
