"""How fast messages go from the ledger into conversations, and how soon an agent sees one.

    python -m bench.message_path [--messages 20000] [--tenants 50] [--seconds 20]

Throughput: a filled ledger of many tenants, drained by the running system's own workers, until the last message and
its facts are committed. Delay: signed webhooks at a steady rate, until the frame is on an agent's socket.
"""

import argparse
import asyncio
import re
import time
from typing import Any

import httpx
import psycopg

from bench.intake import paused
from bench.lines import Line, open_tenants, signed, webhook
from bench.listeners import Address, listen
from launch.system import System, run_system

RATE = 100
SOCKETS = 2
# Connections that the platform keeps open; several webhooks may be on the way in each.
DOORS = 8
CREATED = re.compile(rb'"type":\s*"message.created".*?"text":\s*"(delay \d+)"', re.DOTALL)
WARM_UP_S = 3


def fill(system: System, lines: list[Line], count: int) -> None:
    """Put `count` messages into the ledger as the door does, one row each, tenants in turn."""
    copy = "COPY public.intake_event (platform, account_id, schema, payload, state) FROM STDIN"
    with psycopg.connect(system.database_url) as database, database.cursor().copy(copy) as rows:
        for number in range(count):
            line = lines[number % len(lines)]
            body = webhook(line, number, f"message {number}")
            rows.write_row(("whatsapp", line.phone_number_id, line.schema, body, 0))


def throughput(system: System, lines: list[Line], count: int) -> float:
    """Return messages per second from a filled ledger to the last commit."""
    with paused(system, "inbound", "beat"):
        fill(system, lines, count)
    begun = time.perf_counter()
    _kick(system, lines)
    with psycopg.connect(system.database_url, autocommit=True) as database:
        while True:
            left = database.execute("SELECT count(*) FROM intake_event WHERE state = 0").fetchone()
            if left is not None and left[0] == 0:
                break
            time.sleep(0.05)
        took = time.perf_counter() - begun
        for line in lines[:1]:
            stored = database.execute(
                f'SELECT count(*) FROM "{line.schema}".conversations_message'
            ).fetchone()
            # The kick of each tenant is a message too.
            assert stored is not None
            assert stored[0] == len(range(0, count, len(lines))) + 1, stored
    return count / took


def _kick(system: System, lines: list[Line]) -> None:
    """Wake every tenant's drain, as the door does after a commit."""
    body = {line.schema: webhook(line, 0, "kick") for line in lines}
    secret = system.secret("PARLOR_META_APP_SECRET").encode()
    with httpx.Client(base_url=f"http://127.0.0.1:{system.port}") as http:
        for content in body.values():
            http.post(
                "/webhook/whatsapp/", content=content, headers=signed(secret, content)
            ).raise_for_status()


def silence_agents(system: System) -> None:
    """Switch the demo agents off: a hundred answers a second are another measurement."""
    for tenant in system.demo["tenants"]:
        member, host = tenant["members"][0], f"{tenant['slug']}.localhost:{system.port}"
        with httpx.Client(base_url=f"http://127.0.0.1:{system.port}", headers={"Host": host}) as http:
            body = {"email": member["email"], "password": member["password"]}
            access = http.post("/api/auth/login/", json=body).json()["access"]
            headers = {"Authorization": f"Bearer {access}"}
            http.patch("/api/agent/settings/", json={"mode": "off"}, headers=headers).raise_for_status()


async def delays(system: System, seconds: float, *, rate: int = RATE, first: int = 0) -> list[float]:
    """Return the milliseconds from POST to frame of each message, at `rate` messages a second.

    Messages are numbered from `first`: a number that was sent before is the same message again, and shown once.
    """
    tenants = system.demo["tenants"]
    numbers = {"lumiere": Line("", "104200000000001", "204200000000001")}
    numbers["northside"] = Line("", "104200000000002", "204200000000002")
    sent: dict[bytes, float] = {}
    took: dict[bytes, float] = {}

    def heard(payload: bytes, at: float) -> None:
        if (found := CREATED.search(payload)) and found[1] in sent:
            # The slower of a tenant's sockets counts.
            took[found[1]] = max(took.get(found[1], 0.0), (at - sent[found[1]]) * 1000)

    await listen([_address(system, tenant) for tenant in tenants for _ in range(SOCKETS)], heard)
    secret = system.secret("PARLOR_META_APP_SECRET").encode()
    doors = [await asyncio.open_connection("127.0.0.1", system.port) for _ in range(DOORS)]
    readers = [asyncio.create_task(_drop(answers)) for answers, _ in doors]
    begun = time.perf_counter()
    for number in range(first, first + int(rate * seconds)):
        await asyncio.sleep(max(0.0, begun + (number - first) / rate - time.perf_counter()))
        text = f"delay {number}"
        body = webhook(numbers[tenants[number % len(tenants)]["slug"]], number, text)
        request = _request(body, signed(secret, body))
        sent[text.encode()] = time.perf_counter()
        doors[number % DOORS][1].write(request)
    await asyncio.sleep(2)
    for reader in readers:
        reader.cancel()
    missing = len(sent) - len(took)
    if missing:
        print(f"  {missing} of {len(sent)} messages were not seen on a socket")
    # Connections, caches and the forty customers' threads come into being at first; that is another measurement.
    warm = {text for text in took if int(text.split()[1]) - first >= rate * WARM_UP_S}
    return sorted(took[text] for text in warm)


def _request(body: bytes, headers: dict[str, str]) -> bytes:
    given = {
        "Host": "localhost",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        **headers,
    }
    lines = ["POST /webhook/whatsapp/ HTTP/1.1", *(f"{name}: {value}" for name, value in given.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _drop(answers: asyncio.StreamReader) -> None:
    while await answers.read(1 << 16):
        pass


def _address(system: System, tenant: dict[str, Any]) -> Address:
    host = f"{tenant['slug']}.localhost:{system.port}"
    member = tenant["members"][0]
    signed_in = httpx.post(
        f"http://127.0.0.1:{system.port}/api/auth/login/",
        headers={"Host": host},
        json={"email": member["email"], "password": member["password"]},
    ).raise_for_status()
    token = signed_in.json()["access"]
    return Address(system.port, host, "/ws/inbox/", {"Authorization": f"Bearer {token}"})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--tenants", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20.0)
    given = parser.parse_args()
    with run_system(
        env={"PARLOR_SCHEMA_POOL": str(given.tenants), "PARLOR_SIGNUP_PLAN": "enterprise"}
    ) as system:
        silence_agents(system)
        found = asyncio.run(delays(system, given.seconds))
        p50, p99 = found[len(found) // 2], found[int(len(found) * 0.99)]
        print(f"webhook → frame at {RATE}/s: p50 {p50:.0f} ms, p99 {p99:.0f} ms  (target p99 ≤ 150)")
        lines = open_tenants(system, given.tenants)
        rate = throughput(system, lines, given.messages)
        print(
            f"ledger → committed messages with facts, {given.tenants} tenants: {rate:,.0f}/s  (target ≥ 1,000)"
        )


if __name__ == "__main__":
    main()
