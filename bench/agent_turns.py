"""How long a customer waits for the agent, and how many turns one AI worker holds while a model thinks.

    python -m bench.agent_turns [--customers 50] [--asked 40]

First without a model: one question after the other from a phone of the sandbox, from the webhook to the reply on the
phone; the pause in which the agent waits for the end of a burst is switched off. Then with the sandbox's model, which
is told to take five seconds a call: so many customers ask at once, and all have to be answered. Memory is the worker's
PSS at its highest.
"""

import argparse
import os
import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import psycopg

from bench.footprint import memory_mib
from launch.system import System, run_system
from tests.system import Workspace, eventually

ACCOUNT = "104200000000001"
QUESTIONS = ("Скільки коштує манікюр?", "Чи є у вас паркування?", "О котрій ви відкриваєтеся в суботу?")
MODEL_MS = 5000


@dataclass(frozen=True)
class Phone:
    http: httpx.Client
    id: str

    @classmethod
    def of(cls, http: httpx.Client, name: str) -> "Phone":
        body = {"platform": "whatsapp", "account": ACCOUNT, "name": name}
        return cls(http, http.post("/control/customers/", json=body).raise_for_status().json()["id"])

    def says(self, text: str) -> None:
        self.http.post(f"/control/customers/{self.id}/say/", json={"text": text}).raise_for_status()

    def replies(self) -> int:
        thread = self.http.get(f"/control/customers/{self.id}/thread/").json()
        return sum(item["direction"] == "to_customer" for item in thread)


@dataclass
class Memory:
    """The highest PSS of the AI worker, looked at every half second."""

    system: System
    highest: float = 0.0
    is_over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def watched(self) -> Iterator[None]:
        thread = threading.Thread(target=self._watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.is_over.set()
            thread.join()

    def _watch(self) -> None:
        while not self.is_over.wait(0.5):
            self.highest = max(self.highest, memory_mib(self.system)["agent"])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, default=50)
    parser.add_argument("--asked", type=int, default=40)
    given = parser.parse_args()
    with (
        run_system(env={"AGENT_DEBOUNCE_S": "0"}) as system,
        httpx.Client(base_url=system.sandbox_url, timeout=60) as sandbox,
    ):
        found = sorted(one_by_one(sandbox, given.asked))
        p95 = statistics.quantiles(found, n=20)[18]
        print(
            f"turn without a model, webhook → reply on the phone: p50 {statistics.median(found):.0f} ms, "
            f"p95 {p95:.0f} ms  (target p95 ≤ 600)"
        )
        connect_slow_model(system, sandbox)
        memory = Memory(system)
        with memory.watched():
            took = all_at_once(sandbox, given.customers)
        print(
            f"{given.customers} turns at once, {MODEL_MS / 1000:.0f} s a call: first reply {took[0]:.1f} s, "
            f"all {took[-1]:.1f} s  (target ≤ 12); worker {memory.highest:.0f} MiB  (target ≤ 400)"
        )
        print(f"calls of the model: {calls_of(system)}; load {os.getloadavg()[0]:.1f}")


def calls_of(system: System) -> str:
    """Return how many calls there were by how they ended, with their median time."""
    with psycopg.connect(system.database_url, autocommit=True) as database:
        found = database.execute("SELECT schema_name FROM tenants_tenant WHERE slug = 'lumiere'").fetchone()
        assert found is not None
        rows = database.execute(
            "SELECT CASE WHEN is_ok THEN 'answered' ELSE error END, count(*),"
            f" percentile_disc(0.5) WITHIN GROUP (ORDER BY ms) FROM {found[0]}.agent_agentcall GROUP BY 1"
        ).fetchall()
    return ", ".join(f"{count} {how} (p50 {ms} ms)" for how, count, ms in rows) or "none"


def one_by_one(sandbox: httpx.Client, count: int) -> Iterator[float]:
    """Yield milliseconds; the first two turns load models and are left out."""
    for number in range(count + 2):
        phone = Phone.of(sandbox, f"Turn {number}")
        begun = time.perf_counter()
        phone.says(QUESTIONS[number % len(QUESTIONS)])
        eventually(phone.replies, within_s=30, every_s=0.01)
        if number > 1:
            yield (time.perf_counter() - begun) * 1000


def connect_slow_model(system: System, sandbox: httpx.Client) -> None:
    model = {"base_url": f"{system.sandbox_url}/openai/v1", "name": "sandbox-chat"}
    with Workspace(system, "lumiere").http as http:
        http.patch("/api/agent/settings/", json={"model": model, "model_key": "sk-bench"}).raise_for_status()
    slow = {"platform": "openai", "kind": "delay_ms", "direction": "out", "ms": MODEL_MS}
    sandbox.post("/control/faults/", json=slow).raise_for_status()
    # The worker loads the client with its first call; a running house has done so long ago.
    phone = Phone.of(sandbox, "Warm")
    phone.says(QUESTIONS[1])
    eventually(phone.replies, within_s=60)


def all_at_once(sandbox: httpx.Client, count: int) -> list[float]:
    """Return the seconds after which each customer had a reply, sorted."""
    phones = [Phone.of(sandbox, f"Slow {number}") for number in range(count)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(8) as hands:
        list(hands.map(lambda phone: phone.says(QUESTIONS[1]), phones))
    took: list[float] = []
    waiting = phones
    while waiting and time.perf_counter() - begun < 60:
        left = [phone for phone in waiting if not phone.replies()]
        took += [time.perf_counter() - begun] * (len(waiting) - len(left))
        waiting = left
        time.sleep(0.2)
    assert not waiting, f"{len(waiting)} customers were not answered within a minute."
    return took


if __name__ == "__main__":
    main()
