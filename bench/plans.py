"""What it costs to ask the plan and to count: `entitlements.require` with `meters`, alone and under fifty writers.

    python -m bench.plans [--times 2000] [--writers 50]

In process, on a database of its own, beside one `INSERT … ON CONFLICT` of a plain counter in the same run. Fails when a
count is lost or the pair takes more than a millisecond.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bench import house

LIMIT_MS = 1.0
_PLAIN = (
    "INSERT INTO bench_counter (id, n) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET n = bench_counter.n + 1"
)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--times", type=int, default=2000)
    asked.add_argument("--writers", type=int, default=50)
    given = asked.parse_args()
    os.environ["DATABASE_POOL"] = str(given.writers + 4)
    with house.house():
        measure(given.times, given.writers)


def measure(times: int, writers: int) -> None:
    from django.db import connection, connections

    from shared_apps.plans import entitlements, meters
    from shared_apps.plans.actions import start
    from shared_apps.plans.choices import Meter, Source
    from tenants.every import visiting

    tenant, _ = house.workspace("bench-plans")
    start(tenant_id=tenant.id, plan="professional", source=Source.OPERATOR)

    def pair() -> None:
        entitlements.require_feature("telegram")
        meters.count({Meter.MESSAGES: 1})

    def plain() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_PLAIN)

    with visiting(tenant):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bench_counter (id int PRIMARY KEY, n bigint)")
        reference, ours = timed(plain, times), timed(pair, times)
        before = entitlements.used(Meter.MESSAGES)

    def write(_: int) -> list[float]:
        try:
            with visiting(tenant):
                pair()
                return timed(pair, times // writers)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(writers) as pool:
        crowd = [took for one in pool.map(write, range(writers)) for took in one]
    with visiting(tenant):
        counted = entitlements.used(Meter.MESSAGES) - before
    expected = writers * (times // writers + 1)
    print(f"a plain counter             p50 {p(reference, 50):6.3f} ms  p99 {p(reference, 99):6.3f} ms")
    print(f"require + count             p50 {p(ours, 50):6.3f} ms  p99 {p(ours, 99):6.3f} ms")
    print(
        f"of {writers} writers at once      p50 {p(crowd, 50):6.3f} ms  (of them {p(crowd, 50) / writers:.3f} ms each)"
    )
    print(f"counted {counted} of {expected}; ÷ a plain counter {p(ours, 50) / p(reference, 50):.2f}")
    assert counted == expected, "a count was lost"
    assert p(ours, 50) <= LIMIT_MS, "dearer than a millisecond"


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Return the milliseconds of each of `times` calls, each a transaction of its own."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append((time.perf_counter() - begun) * 1000)
    return found


def p(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


if __name__ == "__main__":
    main()
