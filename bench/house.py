"""One workspace in one process: requests go through the whole Django stack, token and permissions, but no network."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.fernet import Fernet

from launch.services import start_services


@contextmanager
def house() -> Iterator[None]:
    """Start a database and a Valkey of its own, set Django up on them, and stop them afterwards."""
    with tempfile.TemporaryDirectory(prefix="parlor-bench-") as folder:
        Path(folder).chmod(0o711)  # PostgreSQL's own user must be able to pass through
        services = start_services(Path(folder) / "services", durable=False)
        try:
            set_up(services.database_url, services.redis_url, folder)
            yield
        finally:
            from django.db import connections

            connections.close_all()
            services.stop()


def set_up(database_url: str, redis_url: str, folder: str) -> None:
    """Set Django up on the given services, as a server would run, with its files in `folder`, and migrate."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "DJANGO_SECRET_KEY": uuid4().hex * 2,
        "PARLOR_FIELD_KEYS": Fernet.generate_key().decode(),
        "PARLOR_DATA_DIR": folder,
        "BASE_DOMAIN": "parlor.test",
        "PARLOR_SCHEMA_POOL": "1",
        "PARLOR_SIGNUP_PLAN": "enterprise",
    }
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.DEBUG = False  # keeping a log of queries costs time and hides how many there are
    call_command("migrate_all")

    from shared_apps.core import processes

    processes.settle()


def workspace(slug: str) -> tuple[Any, Any]:
    """Return a new tenant and its owner."""
    from shared_apps.accounts.models import User
    from tenants.actions import create_tenant

    owner = User.objects.create_user(f"owner@{slug}.example", "bench", name="Owner")
    return create_tenant(slug=slug, name="Bench", language="en", owner=owner), owner


def client_of(slug: str, user: Any) -> Any:
    """Return Django's test client, signed in to a workspace."""
    from django.test import Client

    from shared_apps.accounts import jwt

    return Client(HTTP_HOST=f"{slug}.parlor.test", HTTP_AUTHORIZATION=f"Bearer {jwt.access_token(user)}")


@contextmanager
def bulk() -> Iterator[Any]:
    """Yield a cursor whose rows wake no trigger and no check: seeds are written set by set."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
        cursor.execute("SET LOCAL synchronous_commit = off")
        yield cursor


def analyse() -> None:
    """Let the planner know what was written, as autovacuum would by and by."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def milliseconds(function: Callable[[], Any]) -> float:
    """Return how long a call takes."""
    began = time.perf_counter()
    function()
    return (time.perf_counter() - began) * 1000


def p95(times: Sequence[float]) -> float:
    return sorted(times)[max(0, round(len(times) * 0.95) - 1)]


def median(times: Sequence[float]) -> float:
    return statistics.median(times)


def load() -> str:
    """Return what else the machine does, as a line of the report."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def worked(function: Callable[[], Any]) -> float:
    """Return the milliseconds of processor time of this thread and of its database session.

    Unlike the time on the clock, it says what a call costs however busy the machine is.
    """
    from django.db import connection

    connection.ensure_connection()
    session = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")

    def spent() -> float:
        return time.thread_time() * 1000 + int(session.read_text().split()[0]) / 1e6

    began = spent()
    function()
    return spent() - began
