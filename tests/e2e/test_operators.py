"""An operator at the console: a second factor first, then a webhook that failed is found, read and replayed."""

import json
import re
import time
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.console import open_console
from tests.e2e.desk import WHATSAPP
from tests.system import Workspace, eventually

pytestmark = pytest.mark.e2e

FAILED = 2
LEDGER = """
    INSERT INTO public.intake_event (platform, account_id, schema, payload, state, attempts, reason)
    SELECT 'whatsapp', %s, schema_name, %s, %s, 6, %s FROM public.intake_route
    WHERE platform = 'whatsapp' AND account_id = %s
"""


def let_fail(system: System, name: str) -> None:
    """Put a message into the ledger as it stands there when it was tried six times in vain."""
    message = {
        "from": f"3809{int(time.time()) % 10**8:08}",
        "id": f"wamid.{uuid4().hex}",
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": f"Is anybody there, {name}?"},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "1", "phone_number_id": WHATSAPP},
        "contacts": [{"profile": {"name": name}, "wa_id": message["from"]}],
        "messages": [message],
    }
    entry = {"id": "204200000000001", "changes": [{"field": "messages", "value": value}]}
    body = json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
    with psycopg.connect(system.database_url, autocommit=True) as database:
        database.execute(LEDGER, [WHATSAPP, body, FAILED, f"ValueError: no room for {name}", WHATSAPP])


def test_an_operator_finds_reads_and_replays_what_failed(system: System, window: Window) -> None:
    words, name = Words("en"), f"Dana {uuid4().hex[:6]}"
    let_fail(system, name)
    page = window("en").new_page()
    open_console(page, system, words)

    page.goto(f"http://localhost:{system.port}/console/intake")
    failed = page.get_by_role("row").filter(has_text=f"no room for {name}")
    failed.get_by_role("link").click()
    expect(page.get_by_role("region", name=words("consoleIntake.body"))).to_contain_text(name)
    page.get_by_role("button", name=words("consoleIntake.replay"), exact=True).click()

    expect(page.get_by_text(words("consoleIntake.stages.done"), exact=True)).to_be_visible()
    with Workspace(system, "lumiere").http as http:
        asked = {"q": name, "status": "all"}
        found = eventually(lambda: http.get("/api/conversations/", params=asked).json()["results"])
    assert [row["contact"]["name"] for row in found] == [name]

    page.goto(f"http://localhost:{system.port}/console/companies")
    page.get_by_role("link", name=re.compile("Lumière")).first.click()
    expect(page.get_by_role("heading", name=re.compile("Lumière"))).to_be_visible()
