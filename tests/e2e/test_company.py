"""An owner describes the business: a place to come to, and the log tells who did it."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import at_desk

pytestmark = pytest.mark.e2e


def test_a_new_location_stands_in_the_list_and_in_the_log(system: System, window: Window) -> None:
    words = Words("en")
    page = at_desk(system, window, words)
    name = f"Place {uuid4().hex[:6]}"
    page.goto(f"http://lumiere.localhost:{system.port}/settings/locations")

    page.get_by_role("button", name=words("locations.add")).click()
    form = page.get_by_role("dialog")
    form.get_by_label(words("locations.name"), exact=True).fill(name)
    form.get_by_label(words("company.address")).fill("Rynok 1")
    form.get_by_role("button", name=words("common.save")).click()

    expect(page.get_by_role("listitem").filter(has_text=name)).to_contain_text("Rynok 1")
    page.get_by_role("link", name=words("settings.activity")).click()
    page.get_by_label(words("activity.find")).fill(name)
    entries = page.get_by_role("listitem").filter(has_text=name)
    expect(entries).to_have_count(1)
    entries.get_by_role("link").click()
    page.wait_for_url("**/settings/locations")
