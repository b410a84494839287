"""How fast one WhatsApp number is used: replies to many customers at once, against the platform's own limit.

    python -m bench.delivery [--customers 800]

Every customer of the demo salon has one reply waiting, written while its worker stood still. The sandbox refuses, as
Meta does, what goes beyond 80 messages a second for a number. The figure is the rate between the first and the last
accepted message, as a share of that limit, and how many the platform refused.
"""

import argparse
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import uuid4

import httpx
import psycopg

from bench.intake import paused
from bench.message_path import silence_agents
from launch.system import System, run_system
from tests.system import Workspace, eventually

LIMIT_PER_S = 80
UNDO_S = 6
ACCOUNT = "104200000000001"


def write_in(system: System, customers: int) -> None:
    """Let every customer write once: the platform refuses replies to people who did not."""
    with httpx.Client(base_url=system.sandbox_url, timeout=60) as sandbox, ThreadPoolExecutor(4) as hands:

        def write(number: int) -> None:
            body = {"platform": "whatsapp", "account": ACCOUNT, "name": f"Delivery {number}"}
            made = sandbox.post("/control/customers/", json=body).raise_for_status().json()
            said = sandbox.post(f"/control/customers/{made['id']}/say/", json={"text": "hello"})
            said.raise_for_status()

        list(hands.map(write, range(customers)))


def queue_replies(workspace: Workspace, threads: list[str]) -> None:
    with workspace.http as http, ThreadPoolExecutor(6) as hands:

        def reply(thread: str) -> None:
            body = {"client_id": str(uuid4()), "text": "delivery bench"}
            http.post(f"/api/conversations/{thread}/messages/", json=body).raise_for_status()

        list(hands.map(reply, threads))
    # The last one's second thoughts are over, too.
    time.sleep(UNDO_S)


@contextmanager
def outbound_at_rest(system: System) -> Iterator[None]:
    """Stop the deliveries between two transactions: one that they hold open would hold the replies up, too."""
    with psycopg.connect(system.database_url, autocommit=True) as database:
        while True:
            with paused(system, "outbound"):
                time.sleep(0.5)
                held = database.execute(
                    "SELECT 1 FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' "
                    "AND state_change < now() - interval '400 milliseconds'"
                ).fetchone()
                if held is None:
                    yield
                    return
            time.sleep(0.2)


def threads_of(workspace: Workspace, customers: int) -> list[str]:
    found: list[str] = []
    with workspace.http as http:
        url = "/api/conversations/?status=all&limit=100&q=Delivery"
        while url:
            page = http.get(url).json()
            found += [row["id"] for row in page["results"]]
            url = page["next"]
    return found if len(found) >= customers else []


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, default=800)
    customers = parser.parse_args().customers
    with run_system() as system:
        silence_agents(system)
        salon = Workspace(system, "lumiere")
        write_in(system, customers)
        threads = eventually(lambda: threads_of(salon, customers), within_s=120)
        with outbound_at_rest(system):
            queue_replies(salon, threads)
        rate, refused = _outcome(system, customers)
    print(f"replies of one number: {rate:.1f}/s, {rate / LIMIT_PER_S:.2f} of the platform's {LIMIT_PER_S}/s")
    print(f"refused by the platform: {refused}")


def _outcome(system: System, customers: int) -> tuple[float, int]:
    """Return messages per second from the first to the last, and the tries that the platform refused."""
    with psycopg.connect(system.database_url, autocommit=True) as database:
        found = database.execute("SELECT schema_name FROM tenants_tenant WHERE slug = 'lumiere'").fetchone()
        assert found is not None
        database.execute(f'SET search_path TO "{found[0]}"')
        ours = "FROM conversations_deliveryattempt a JOIN conversations_message m ON m.id = a.message_id "
        ours += "WHERE m.text = 'delivery bench'"

        def sent() -> int:
            row = database.execute(f"SELECT count(*) {ours} AND a.outcome = 'sent'").fetchone()
            return int(row[0]) if row else 0

        eventually(lambda: sent() >= customers, within_s=customers / 5 + 60)
        row = database.execute(
            f"SELECT extract(epoch FROM max(a.ended_at) - min(a.ended_at)), "
            f"count(*) FILTER (WHERE a.outcome <> 'sent') {ours}"
        ).fetchone()
    assert row is not None
    return (customers - 1) / float(row[0]), int(row[1])


if __name__ == "__main__":
    main()
