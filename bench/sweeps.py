"""What it costs to look after a business in which nothing waits: its half-minutely sweep beside sweeps that all begin.

    python -m bench.sweeps [--tenants 20] [--rounds 5]

In process, on a database of its own, in turns with all sweeps begun without asking what is due, and with a bare
`SELECT 1` in the same connection.
"""

import argparse
import statistics
import time
from collections.abc import Callable

from bench import house


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--tenants", type=int, default=20)
    asked.add_argument("--rounds", type=int, default=5)
    given = asked.parse_args()
    with house.house():
        measure(given.tenants, given.rounds)


def measure(tenants: int, rounds: int) -> None:
    from django.conf import settings
    from django.db import connection
    from django.utils.module_loading import import_string

    from tenants.every import visiting
    from tenants.tasks import sweep_tenant

    houses = [house.workspace(f"bench-{number}")[0] for number in range(tenants)]
    sweeps = [import_string(name).run for name in settings.TENANT_SWEEPS]

    def begin_all() -> None:
        for sweep in sweeps:
            getattr(sweep, "__wrapped__", sweep)()

    def ask_nothing() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    took: dict[Callable[[], object], list[tuple[float, float]]] = {
        sweep_tenant: [],
        begin_all: [],
        ask_nothing: [],
    }
    # The first round writes the statements and the keys of what is done once a day.
    for number in range(rounds + 1):
        for tenant in houses:
            with visiting(tenant):
                ask_nothing()
                for work, times in took.items():
                    began, spent = time.perf_counter(), time.process_time()
                    work()
                    if number:
                        times.append((time.perf_counter() - began, time.process_time() - spent))
    ours, all_begun, bare = (
        tuple(statistics.median(column) * 1000 for column in zip(*times, strict=True))
        for times in took.values()
    )
    print(f"an idle business is swept in {ours[0]:.1f} ms, {ours[1]:.1f} ms of them our own processor time")
    print(f"  with every sweep begun: {all_begun[0] / ours[0]:.1f} times as long ({all_begun[0]:.1f} ms)")
    print(f"  {ours[0] / bare[0]:.0f} times a bare SELECT 1 ({bare[0]:.2f} ms), {house.load()}")


if __name__ == "__main__":
    main()
