"""How fast many tenants are brought up to date, and what writing the first one's way down saves.

    python -m bench.tenant_migrations [--tenants 200] [--workers 2] [--plain 6]

On PostgreSQL and Valkey of its own, durable. Every tenant is put back to before one app's migrations; then they are
migrated by `manage.py migrate_tenants`' own function, and some of them one by one as Django does it, for the ratio.
In the end they are put back once more, and the command with all its processes is killed at a third of them: what it
did stays done, and the next run does the rest.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.tenancy import _set_up
from launch.services import start_services

APP = "assistant"
TARGET_PER_S = 5.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tenants", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--plain", type=int, default=6)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="parlor-bench-") as folder:
        Path(folder).chmod(0o711)  # PostgreSQL's own user must be able to pass through
        services = start_services(Path(folder) / "services", durable=True)
        try:
            _set_up(services.database_url, services.redis_url)
            _report(asked.tenants, asked.workers, asked.plain)
        finally:
            services.stop()


def _report(count: int, workers: int, plain: int) -> None:
    schemas = _make(count)
    _take_back(schemas[:plain])
    plain_s = _plainly(schemas[:plain])
    _take_back(schemas)
    from tenants.many import migrate_tenants

    begun = time.perf_counter()
    report = migrate_tenants(workers=workers)
    rate = report.done / (time.perf_counter() - begun)
    assert (report.done, report.failed) == (count, [])
    print(f"one by one, as Django does it:   {plain / plain_s:6.2f} tenants/s ({plain} tenants)")
    print(f"migrate_tenants, {workers} workers:      {rate:6.2f} tenants/s ({count} tenants)")
    print(
        f"ratio {rate / (plain / plain_s):.1f}; target {TARGET_PER_S}/s: {'met' if rate >= TARGET_PER_S else 'MISSED'}"
    )
    print(f"2,000 tenants at this rate: {2000 / rate / 60:.1f} minutes")
    _take_back(schemas)
    _kill_at(count // 3, workers)
    left = _go_on(schemas, workers)
    print(f"killed at a third: {count - left} were done, the next run did the other {left}")


def _kill_at(done: int, workers: int) -> None:
    """Run the command until it says that so many are done, and kill it with all its processes."""
    command = [sys.executable, "manage.py", "migrate_tenants", "--workers", str(workers)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert run.stdout is not None
    for line in run.stdout:
        if "/s" in line and int(line.split()[1]) >= done:
            break
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()


def _go_on(schemas: list[str], workers: int) -> int:
    """Migrate what a killed run left; return how many those were."""
    from tenants.many import behind, migrate_tenants
    from tenants.migrating import is_current

    # The database may need a moment to see that whom it worked for is gone.
    time.sleep(2)
    left = len(behind())
    report = migrate_tenants(workers=workers)
    assert (report.done, report.busy, report.failed) == (left, 0, [])
    assert all(map(is_current, schemas))
    return left


def _make(count: int) -> list[str]:
    from django.db import transaction

    from shared_apps.core.ids import uuid7
    from tenants import pool
    from tenants.models import Tenant

    schemas = []
    for number in range(count):
        pool.fill(size=1)
        tenant_id = uuid7()
        name = f"t_{tenant_id.hex}"
        with transaction.atomic():
            assert pool.claim(name)
            Tenant.objects.create(id=tenant_id, schema_name=name, slug=f"bench-{number}", name="Bench")
        schemas.append(name)
    return schemas


def _take_back(schemas: list[str]) -> None:
    """Put tenants back to before the app was there."""
    from django.apps import apps
    from django.db import connection

    from tenants.models import Tenant

    tables = [m._meta.db_table for m in apps.get_app_config(APP).get_models(include_auto_created=True)]
    with connection.cursor() as cursor:
        for schema in schemas:
            for table in tables:
                cursor.execute(f'DROP TABLE "{schema}"."{table}" CASCADE')
            cursor.execute(f'DELETE FROM "{schema}".django_migrations WHERE app = %s', [APP])
    Tenant.objects.filter(schema_name__in=schemas).update(fingerprint="older")


def _plainly(schemas: list[str]) -> float:
    from tenants.migrating import migrate_schema

    begun = time.perf_counter()
    for schema in schemas:
        migrate_schema(schema)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
