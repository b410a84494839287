"""How fast messages go from the ledger into conversations, and how soon an agent sees one.

    python -m bench.message_path [--messages 20000] [--tenants 50] [--seconds 20]

Throughput: a filled ledger of many tenants, drained by the running system's own workers, until the last message and
its facts are committed. Delay: signed webhooks at a steady rate, until the frame is on an agent's socket.
"""

import argparse
import asyncio
import json
import time

import httpx
import psycopg
import websockets

from bench.intake import paused
from bench.lines import Line, open_tenants, signed, webhook
from launch.system import System, run_system

RATE = 100
SOCKETS = 2
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
    sent: dict[str, float] = {}
    took: dict[str, float] = {}
    sockets = [await _socket(system, tenant) for tenant in tenants for _ in range(SOCKETS)]
    listeners = [asyncio.create_task(_listen(socket, sent, took)) for socket in sockets]
    secret = system.secret("PARLOR_META_APP_SECRET").encode()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{system.port}", timeout=30) as http:
        begun = time.perf_counter()
        posts = []
        for number in range(first, first + int(rate * seconds)):
            await asyncio.sleep(max(0.0, begun + (number - first) / rate - time.perf_counter()))
            text = f"delay {number}"
            body = webhook(numbers[tenants[number % len(tenants)]["slug"]], number, text)
            sent[text] = time.perf_counter()
            posts.append(
                asyncio.create_task(
                    http.post("/webhook/whatsapp/", content=body, headers=signed(secret, body))
                )
            )
        await asyncio.gather(*posts)
        await asyncio.sleep(2)
    for listener in listeners:
        listener.cancel()
    missing = len(sent) - len(took)
    if missing:
        print(f"  {missing} of {len(sent)} messages were not seen on a socket")
    # Connections, caches and the forty customers' threads come into being at first; that is another measurement.
    warm = {text for text in took if int(text.split()[1]) - first >= rate * WARM_UP_S}
    return sorted(took[text] for text in warm)


async def _socket(system: System, tenant: dict[str, object]) -> websockets.ClientConnection:
    members = tenant["members"]
    assert isinstance(members, list)
    host = f"{tenant['slug']}.localhost:{system.port}"
    async with httpx.AsyncClient() as http:
        signed_in = await http.post(
            f"http://127.0.0.1:{system.port}/api/auth/login/",
            headers={"Host": host},
            json={"email": members[0]["email"], "password": members[0]["password"]},
        )
        signed_in.raise_for_status()
    return await websockets.connect(
        f"ws://{host}/ws/inbox/",
        host="127.0.0.1",
        port=system.port,
        additional_headers={"Authorization": f"Bearer {signed_in.json()['access']}"},
    )


async def _listen(
    socket: websockets.ClientConnection, sent: dict[str, float], took: dict[str, float]
) -> None:
    async for raw in socket:
        frame = json.loads(raw)
        if frame["type"] == "message.created" and frame["data"]["text"] in sent:
            text = frame["data"]["text"]
            # The slower of a tenant's sockets counts.
            took[text] = max(took.get(text, 0.0), (time.perf_counter() - sent[text]) * 1000)


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
