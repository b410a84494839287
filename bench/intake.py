"""How many webhooks a second are accepted durably, against two references in the same run.

    python -m bench.intake [--seconds 8]

Prints the rates, the two ratios and our p99; `bench/README.md` says what they mean.
"""

import argparse
import os
import signal
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.lines import open_tenants, signed, webhook
from bench.load import Load, measure
from bench.servers import uvicorn
from launch.system import System, run_system

CONNECTIONS = 64
ROUNDS = 3


def run(system: System, body: bytes, seconds: int) -> dict[str, list[Load]]:
    """Measure ours and the references in turn, ROUNDS times, so that drift of the machine hits all alike."""
    secret = system.secret("PARLOR_META_APP_SECRET")
    env = {
        "DATABASE_URL": system.database_url,
        "PARLOR_META_APP_SECRET": secret,
        "PARLOR_META_VERIFY_TOKEN": system.secret("PARLOR_META_VERIFY_TOKEN"),
    }
    with psycopg.connect(system.database_url, autocommit=True) as database:
        database.execute(
            "CREATE TABLE IF NOT EXISTS public.bench_plain "
            "(id bigserial PRIMARY KEY, platform text, account_id text, payload jsonb, at timestamptz DEFAULT now())"
        )
    found: dict[str, list[Load]] = {name: [] for name in ("parlor", "pywa", "django", "django+pool")}
    with (
        uvicorn("bench.references.pywa_server:application", env) as pywa,
        uvicorn("bench.references.plain_django:application", env) as django,
        uvicorn("bench.references.plain_django:application", {**env, "BENCH_POOL": "1"}) as pooled,
        uvicorn("config.asgi:application", system_env(system)) as parlor,
    ):
        for _ in range(ROUNDS):
            ports = {"parlor": parlor, "pywa": pywa, "django": django, "django+pool": pooled}
            for name, port in ports.items():
                load = measure(
                    url=f"http://127.0.0.1:{port}/webhook/whatsapp/",
                    body=body,
                    headers=signed(secret.encode(), body),
                    connections=CONNECTIONS,
                    seconds=seconds,
                )
                found[name].append(load)
                print(
                    f"  {name:<12} {load.rate:>9,.0f}/s  p50 {load.p50_ms:6.1f} ms  p99 {load.p99_ms:6.1f} ms"
                    f"  {load.failed} failed"
                )
    return found


def system_env(system: System) -> dict[str, str]:
    """Return the environment of the system's own web process, for a second copy of it."""
    text = Path(f"/proc/{system.pid('web')}/environ").read_text()
    return dict(pair.split("=", 1) for pair in text.split("\0") if "=" in pair)


@contextmanager
def paused(system: System, *names: str) -> Iterator[None]:
    """Stop processes where they stand and let them go on afterwards."""
    pids = [system.pid(name) for name in names]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=6)
    seconds = parser.parse_args().seconds
    # The workers would eat the rows while they are counted; what is measured here is the door alone.
    with run_system(with_demo=False, env={"PARLOR_SIGNUP_PLAN": "enterprise"}) as system:
        [line] = open_tenants(system, 1)
        with paused(system, "inbound", "worker", "relay", "beat"):
            found = run(system, webhook(line, 0, "Скільки коштує манікюр?"), seconds)
        if any(load.failed for load in found["parlor"]):
            print("some of our answers were not 200; the figures below do not count")
        rate = {name: statistics.median(load.rate for load in loads) for name, loads in found.items()}
        p99 = statistics.median(load.p99_ms for load in found["parlor"])
        print(
            f"accepted durably ÷ pywa that stores nothing: {rate['parlor'] / rate['pywa']:.2f}  (target ≥ 1.2)"
        )
        print(
            f"accepted durably ÷ plain Django view:        {rate['parlor'] / rate['django']:.1f}  (target ≥ 15)"
        )
        pooled = rate["parlor"] / rate["django+pool"]
        print(f"the same with a connection pool:             {pooled:.1f}")
        print(f"p99 at {CONNECTIONS} connections:                   {p99:.1f} ms  (target ≤ 30)")


if __name__ == "__main__":
    main()
