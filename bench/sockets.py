"""How soon frames reach a thousand open sockets, against a bare Channels broadcast; what one busy team costs.

    python -m bench.sockets [--tenants 200] [--sockets 1000] [--seconds 15] [--agents 100]

The running system's own web server and Valkey. Messages are facts: a process beside it publishes them as the message
path does, in commits of BATCH messages of one tenant in turn, each tenant once before it counts; their frames are
built, pushed and awaited. Counted is from the commit to the arrival, building the frames included. The reference in
the same run is a server of Channels alone, to which the same number of bytes is sent in the same rhythm over the same
Valkey.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import psutil
import psycopg

from bench.house import load
from bench.lines import Line, open_tenants
from bench.listeners import Address, listen
from bench.servers import uvicorn
from launch.state import load_secrets
from launch.system import System, run_system

RATE, BUSY_RATE, BATCH = 500, 50, 10
TARGET_MS, TARGET_RATIO, TARGET_CORES = 60, 3, 1.0
PASSWORD = "a long bench password"
FACT = re.compile(rb'^\{"id":(\d+),"type":"message.created"')
STAMP = re.compile(rb'"at":"([0-9.]+)"')


@dataclass(frozen=True, slots=True)
class Work:
    """What the publishing process does: `rate` messages a second for `seconds`, tenants in turn."""

    schemas: Sequence[str]
    rate: int
    batch: int
    seconds: float
    environment: dict[str, str]


def publish_facts(work: Work, told: Any) -> None:
    """Publish facts of stored messages; tell fact id → when its commit ended. Runs in a process of its own."""
    os.environ.update(work.environment)
    import django

    django.setup()
    from django.db import transaction

    from shared_apps.facts import publish
    from tenant_apps.conversations.events import ConversationChanged, MessageReceived
    from tenant_apps.conversations.models import Message
    from tenants.every import visiting
    from tenants.models import Tenant

    tenants = {tenant.schema_name: tenant for tenant in Tenant.objects.filter(schema_name__in=work.schemas)}
    stored = {}
    for schema in work.schemas:
        with visiting(tenants[schema]):
            stored[schema] = list(Message.objects.values_list("id", "conversation_id")[: work.batch])

    def commit(schema: str) -> tuple[Sequence[int], float]:
        """Publish a commit's facts; return the messages' ids and when it began."""
        with visiting(tenants[schema]):
            started = time.perf_counter()
            with transaction.atomic():
                ids = publish(
                    *(MessageReceived(message_id=m, conversation_id=c) for m, c in stored[schema]),
                    *(ConversationChanged(conversation_id=c) for c in {c for _, c in stored[schema]}),
                )
        return ids[: len(stored[schema])], started

    # The first commit of a connection in a schema reads its catalogue.
    for schema in work.schemas:
        commit(schema)
    at: dict[int, float] = {}
    rounds = int(work.rate * work.seconds / work.batch)
    begun = time.perf_counter()
    for number in range(rounds):
        due = begun + number * work.batch / work.rate
        if time.perf_counter() > due + work.seconds:
            break  # the machine cannot keep up; the report says at which rate it went
        time.sleep(max(0.0, due - time.perf_counter()))
        ids, started = commit(work.schemas[number % len(work.schemas)])
        at.update(dict.fromkeys(ids, started))
    told.put((at, time.perf_counter() - begun))


async def ours(
    work: Work, addresses: Sequence[Address], web: psutil.Process
) -> tuple[list[float], float, float, float]:
    """Return sorted milliseconds from commit to arrival, messages per second, bytes of a frame, cores of `web`."""
    came: list[tuple[int, float, int]] = []

    def heard(payload: bytes, at: float) -> None:
        if found := FACT.match(payload):
            came.append((int(found[1]), at, len(payload)))

    sockets = await listen(addresses, heard)
    await asyncio.sleep(1)
    told: Any = multiprocessing.get_context("spawn").Queue()
    publisher = multiprocessing.get_context("spawn").Process(target=publish_facts, args=(work, told))
    publisher.start()
    before = web.cpu_times()
    at, took = await asyncio.to_thread(told.get, True, work.seconds * 4 + 60)
    after = web.cpu_times()
    await asyncio.sleep(2)
    publisher.join()
    for socket in sockets:
        socket.transport.close()
    expected = len(at) * len(addresses) // len(work.schemas)
    if len(came) < expected:
        print(f"  {expected - len(came)} of {expected} frames did not arrive")
    delays = sorted((moment - at[fact]) * 1000 for fact, moment, _ in came if fact in at)
    size = sum(length for *_, length in came) / max(len(came), 1)
    spent = after.user + after.system - before.user - before.system
    return delays, len(at) / took, size, spent / took


async def bare(
    port: int,
    redis_url: str,
    groups: Sequence[str],
    addresses: Sequence[Address],
    size: int,
    texts: int,
    rate: float,
) -> list[float]:
    """Return sorted milliseconds from group_send to arrival of `texts` as long and as frequent as ours."""
    from channels_redis.pubsub import RedisPubSubChannelLayer

    layer = RedisPubSubChannelLayer(hosts=[redis_url], prefix="bare")
    delays: list[float] = []

    def heard(payload: bytes, at: float) -> None:
        if found := STAMP.search(payload):
            delays.append((at - float(found[1])) * 1000)

    sockets = await listen(addresses, heard)
    begun = time.perf_counter()
    for number in range(texts):
        await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        text = json.dumps({"at": str(time.perf_counter()), "text": "x" * size}, separators=(",", ":"))
        await layer.group_send(groups[number // BATCH % len(groups)], {"type": "frames", "text": text})
    await asyncio.sleep(2)
    for socket in sockets:
        socket.transport.close()
    return sorted(delays)


def addresses_of(system: System, count: int, sockets: int, *, first: int = 0) -> list[Address]:
    """Return the addresses of `sockets` sockets of `count` workspaces, signed in as their owners."""
    tokens = []
    with httpx.Client(base_url=f"http://127.0.0.1:{system.port}", timeout=60) as http:
        for number in range(first, first + count):
            answer = http.post(
                "/api/auth/login/",
                headers={
                    "Host": f"bench-{number}.localhost:{system.port}",
                    "X-Forwarded-For": f"10.8.{number}.1",
                },
                json={"email": f"bench{number}@bench.example", "password": PASSWORD},
            )
            answer.raise_for_status()
            tokens.append(answer.json()["access"])
    return [
        Address(
            system.port,
            f"bench-{first + number % count}.localhost:{system.port}",
            "/ws/inbox/",
            {"Authorization": f"Bearer {tokens[number % count]}"},
        )
        for number in range(sockets)
    ]


def write_messages(system: System, lines: Sequence[Line]) -> None:
    """Give every tenant BATCH conversations with a message each."""
    with psycopg.connect(system.database_url, autocommit=True) as database:
        for line in lines:
            database.execute(f'SET search_path TO "{line.schema}", public, extensions')
            database.execute(
                "INSERT INTO contacts_contact (id, name) "
                f"SELECT gen_random_uuid(), 'Customer ' || n FROM generate_series(1, {BATCH}) n"
            )
            database.execute(
                "INSERT INTO conversations_conversation (id, contact_id, channel_account_id, last_message_text, "
                "last_message_direction, status) SELECT gen_random_uuid(), c.id, a.id, 'Hello', 'in', 'open' "
                "FROM contacts_contact c, inbox_channels_channelaccount a"
            )
            database.execute(
                "INSERT INTO conversations_message (id, conversation_id, channel_account_id, direction, kind, text, "
                "sender_kind, status, provider_at) SELECT gen_random_uuid(), id, channel_account_id, 'in', 'text', "
                "'Good day, is there a free hour on Saturday?', 'contact', 'delivered', now() "
                "FROM conversations_conversation"
            )


def environment(system: System) -> dict[str, str]:
    """Return what a process needs to act in the house beside its own ones."""
    return {
        **load_secrets(system.data_dir),
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": system.database_url,
        "REDIS_URL": system.redis_url,
        "BASE_DOMAIN": "localhost",
    }


def p99(times: Sequence[float]) -> float:
    return times[int(len(times) * 0.99)] if times else float("nan")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tenants", type=int, default=200)
    parser.add_argument("--sockets", type=int, default=1_000)
    parser.add_argument("--agents", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=15.0)
    given = parser.parse_args()
    settings = {"PARLOR_SCHEMA_POOL": "1"}
    with run_system(env=settings, with_demo=False) as system:
        lines = open_tenants(system, given.tenants)
        write_messages(system, lines)
        schemas = [line.schema for line in lines]
        work = Work(schemas, RATE, BATCH, given.seconds, environment(system))
        addresses = addresses_of(system, given.tenants, given.sockets)
        mine, rate, size, cores = asyncio.run(ours(work, addresses, psutil.Process(system.pid("web"))))
        print(
            f"{given.sockets} sockets in {given.tenants} tenants, {rate:.0f} messages/s, {cores:.2f} cores, {load()}"
        )
        print(
            f"  commit → frame: p50 {mine[len(mine) // 2]:.1f} ms, p99 {p99(mine):.1f} ms (target ≤ {TARGET_MS})"
        )
        theirs = _reference(system, given.tenants, given.sockets, int(size), rate)
        print(f"  bare Channels broadcast: p50 {theirs[len(theirs) // 2]:.1f} ms, p99 {p99(theirs):.1f} ms")
        print(f"  ratio of p99: {p99(mine) / p99(theirs):.2f} (target ≤ {TARGET_RATIO})")
        _busy(system, lines[0], given.agents, given.seconds)


def _reference(system: System, tenants: int, sockets: int, size: int, rate: float) -> list[float]:
    groups = [f"group-{number}" for number in range(tenants)]
    with uvicorn("bench.references.broadcast:application", {"REDIS_URL": system.redis_url}) as port:
        addresses = [Address(port, "localhost", f"/{groups[n % tenants]}", {}) for n in range(sockets)]
        return asyncio.run(bare(port, system.redis_url, groups, addresses, size, int(rate * 10), rate))


def _busy(system: System, line: Line, agents: int, seconds: float) -> None:
    """Print how much of a core the web process needs while `agents` look at one list of 50 messages a second."""
    work = Work([line.schema], BUSY_RATE, 1, seconds, environment(system))
    web = psutil.Process(system.pid("web"))
    delays, rate, _, spent = asyncio.run(ours(work, addresses_of(system, 1, agents), web))
    print(
        f"{agents} agents on one list, {rate:.0f} messages/s: {spent:.2f} cores of the web process ", end=""
    )
    print(f"(target ≤ {TARGET_CORES}), frames p99 {p99(delays):.1f} ms, {load()}")


if __name__ == "__main__":
    main()
