"""How fast one WhatsApp number is used: replies to many customers at once, against the platform's own limit.

    python -m bench.delivery [--customers 800]

Every customer of the demo salon has one reply waiting; all become due at the same moment. The sandbox refuses, as
Meta does, what goes beyond 80 messages a second for a number. The figure is the rate between the first and the last
accepted message, as a share of that limit, and how many the platform refused.
"""

import argparse
import json
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import psycopg

from bench.lines import Line, signed
from bench.message_path import silence_agents
from launch.system import System, run_system
from tests.system import Workspace, eventually

LIMIT_PER_S = 80
# Long enough to queue everything before the first goes out.
UNDO_S = 30
BATCH = 100


def write_in(system: System, line: Line, customers: int) -> None:
    """Let every customer write once, in batches as Meta sends them."""
    secret = system.secret("PARLOR_META_APP_SECRET").encode()
    with httpx.Client(base_url=f"http://127.0.0.1:{system.port}", timeout=30) as http:
        for start in range(0, customers, BATCH):
            body = _batch(line, range(start, min(start + BATCH, customers)))
            http.post("/webhook/whatsapp/", content=body, headers=signed(secret, body)).raise_for_status()


def _batch(line: Line, numbers: range) -> bytes:
    people = [(str(number), f"38063{number:07}") for number in numbers]
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "1", "phone_number_id": line.phone_number_id},
        "contacts": [{"profile": {"name": f"Delivery {name}"}, "wa_id": phone} for name, phone in people],
        "messages": [
            {
                "from": phone,
                "id": f"wamid.DELIVERY{name}",
                "timestamp": str(int(time.time())),
                "type": "text",
                "text": {"body": "hello"},
            }
            for name, phone in people
        ],
    }
    entry = {"id": line.waba_id, "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def queue_replies(workspace: Workspace, threads: list[str]) -> None:
    with workspace.http as http, ThreadPoolExecutor(6) as hands:

        def reply(thread: str) -> None:
            body = {"client_id": str(uuid4()), "text": "delivery bench", "undo_s": UNDO_S}
            http.post(f"/api/conversations/{thread}/messages/", json=body).raise_for_status()

        list(hands.map(reply, threads))


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
        write_in(system, Line("", "104200000000001", "204200000000001"), customers)
        threads = eventually(lambda: threads_of(salon, customers), within_s=120)
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

        eventually(lambda: sent() >= customers, within_s=UNDO_S + customers / 10 + 60)
        row = database.execute(
            f"SELECT extract(epoch FROM max(a.ended_at) - min(a.ended_at)), "
            f"count(*) FILTER (WHERE a.outcome <> 'sent') {ours}"
        ).fetchone()
    assert row is not None
    return (customers - 1) / float(row[0]), int(row[1])


if __name__ == "__main__":
    main()
