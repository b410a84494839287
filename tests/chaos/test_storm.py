"""Twenty thousand events of four platforms while workers are killed and the database restarts."""

import signal
import threading
import time

import httpx
import psycopg
import pytest

from launch.system import System
from tests.chaos.storm import PLATFORMS, Customer, Platform, Storm, signed
from tests.system import Workspace, eventually

pytestmark = pytest.mark.chaos

EVENTS = 20_000
CUSTOMERS = 25
# On average a step makes 1.25 events, and 15 in 100 come twice.
STEPS = 142


@pytest.fixture
def accounts(system: System) -> dict[Platform, str]:
    """The demo salon's account on each platform, its agent switched off: what counts are customers' messages."""
    with Workspace(system, "lumiere").http as http:
        http.patch("/api/agent/settings/", json={"mode": "off"}).raise_for_status()
        rows = http.get("/api/integrations/").json()["results"]
    # The first of each kind: other tests have connected more.
    connected = {
        row["kind"]: row["external_id"] for row in sorted(rows, key=lambda row: row["id"], reverse=True)
    }
    return {platform: connected[platform] for platform in PLATFORMS}


def threads_of(system: System) -> dict[str, list[tuple[str, str, str]]]:
    """Return (direction, text, status) of every message of the storm, in thread order, by its customer's key."""
    query = """
        SELECT conversation_id, direction, text, status FROM {}.conversations_message
        WHERE text LIKE 'storm-%' ORDER BY conversation_id, provider_at, provider_seq, id
    """
    found: dict[str, list[tuple[str, str, str]]] = {}
    with psycopg.connect(system.database_url) as database:
        [schema] = database.execute(
            "SELECT schema_name FROM tenants_tenant WHERE slug = 'lumiere'"
        ).fetchone() or [""]
        rows = database.execute(query.format(f'"{schema}"')).fetchall()
    for _, direction, text, status in rows:
        found.setdefault(text.partition("/")[0], []).append((direction, text, status))
    return found


def pour(system: System, storm: Storm) -> None:
    """Post the whole storm; what is not answered 200 is sent again, as the platforms do."""
    with httpx.Client(base_url=f"http://127.0.0.1:{system.port}", timeout=20) as http:
        for platform, body in storm.batches():
            path, headers = signed(system, platform, storm.accounts[platform], body)

            def is_taken(path: str = path, body: bytes = body, headers: dict[str, str] = headers) -> bool:
                try:
                    return http.post(path, content=body, headers=headers).status_code == 200
                except httpx.TransportError:
                    return False

            eventually(is_taken, within_s=90)


def disturb(system: System, is_over: threading.Event) -> None:
    for name, with_signal in (
        ("inbound", signal.SIGKILL),
        ("postgres", signal.SIGINT),
        ("inbound", signal.SIGKILL),
        ("worker", signal.SIGKILL),
        ("outbound", signal.SIGKILL),
        ("web", signal.SIGKILL),
    ):
        if is_over.wait(4):
            return
        system.kill(name, with_signal=with_signal)


def wrong(customers: list[Customer], threads: dict[str, list[tuple[str, str, str]]]) -> list[str]:
    """Return the customers whose thread is not what it must be."""
    return [
        customer.key
        for customer in customers
        if [(direction, text) for direction, text, _ in threads.get(customer.key, [])] != customer.expected
    ]


def test_a_storm_over_four_platforms_loses_doubles_and_reorders_nothing(
    system: System, accounts: dict[Platform, str]
) -> None:
    storm = Storm(accounts, seed=20_261_121, customers=CUSTOMERS, steps=STEPS, start=int(time.time()) - 3600)
    assert len(storm.events) >= EVENTS
    is_over = threading.Event()
    trouble = threading.Thread(target=disturb, args=(system, is_over))
    trouble.start()

    pour(system, storm)
    is_over.set()
    trouble.join()

    expected = sum(len(customer.expected) for customer in storm.customers)
    # Asked seldom: reading all of it takes the database's time from what is measured.
    eventually(lambda: sum(map(len, threads_of(system).values())) >= expected, within_s=120, every_s=2)
    eventually(lambda: not wrong(storm.customers, threads_of(system)), within_s=60, every_s=2)
    threads = threads_of(system)
    assert sum(map(len, threads.values())) == expected
    read = {text: status for thread in threads.values() for _, text, status in thread}
    assert {text: read[text] for customer in storm.customers for text in customer.receipts} == {
        text: word for customer in storm.customers for text, word in customer.receipts.items()
    }
