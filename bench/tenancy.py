"""How fast a new business gets a usable workspace, and what the schema pool saves.

    python -m bench.tenancy [--registrations 100] [--creations 10]

On PostgreSQL and Valkey of its own, durable, in one process: the requests go through the whole Django stack, but no
network. Password hashing is made cheap, as its cost is chosen, not suffered. `bench/README.md` says what is printed.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from cryptography.fernet import Fernet

from launch.services import start_services

if TYPE_CHECKING:
    from django.test import Client

BATCH = 20
TARGET_MS, TARGET_RATIO = 200, 20


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--registrations", type=int, default=100)
    parser.add_argument("--creations", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="parlor-bench-") as folder:
        Path(folder).chmod(0o711)  # PostgreSQL's own user must be able to pass through
        services = start_services(Path(folder) / "services", durable=True)
        try:
            _set_up(services.database_url, services.redis_url)
            _report(
                _creations(asked.creations),
                _claims(asked.creations * 10),
                _registrations(asked.registrations),
            )
        finally:
            services.stop()


def _set_up(database_url: str, redis_url: str) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "DJANGO_SECRET_KEY": uuid4().hex * 2,
        "PARLOR_FIELD_KEYS": Fernet.generate_key().decode(),
        "BASE_DOMAIN": "parlor.test",
        "PARLOR_SCHEMA_POOL": "0",
    }
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate_all")


def _timed(function: Callable[[], Any]) -> float:
    """Return milliseconds."""
    began = time.perf_counter()
    function()
    return (time.perf_counter() - began) * 1000


def _creations(count: int) -> list[float]:
    """Time making a schema by migrations, as without a pool."""
    from tenants.migrating import create_schema, drop_schema

    names = [f"bench_{n}" for n in range(count)]
    times = [_timed(lambda name=name: create_schema(name)) for name in names]  # type: ignore[misc]  # bound per name
    for name in names:
        drop_schema(name)
    return times


def _claims(count: int) -> list[float]:
    """Time claiming a waiting schema, commit included; it is put back each time, untimed."""
    from django.db import connection, transaction

    from tenants import pool
    from tenants.models import PoolSchema

    pool.ensure_one()
    row = PoolSchema.objects.get()

    @transaction.atomic
    def claim() -> None:
        assert pool.claim("bench_claimed")

    times = []
    for _ in range(count):
        times.append(_timed(claim))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'ALTER SCHEMA bench_claimed RENAME TO "{row.name}"')
            PoolSchema(name=row.name, fingerprint=row.fingerprint).save(force_insert=True)
    return times


def _registrations(count: int) -> list[float]:
    """Time sign-up until the owner's first request in the workspace is answered; the pool is full before each batch."""
    from django.conf import settings
    from django.test import Client

    from tenants import pool

    clients = [(Client(), Client()) for _ in range(count)]
    _register(Client(), Client(), "warm-up")  # the first request of a process imports and connects
    times = []
    for number, (public, workspace) in enumerate(clients):
        if number % BATCH == 0:
            settings.SCHEMA_POOL_SIZE = min(BATCH, count - number)
            pool.fill()
        times.append(_timed(lambda n=number, p=public, w=workspace: _register(p, w, f"salon-{n}")))  # type: ignore[misc]
    return times


def _register(public: "Client", workspace: "Client", slug: str) -> None:
    form = {
        "email": f"{slug}@bench.example",
        "password": "lavender & honey",
        "name": "Olena",
        "organization": slug.title(),
        "slug": slug,
    }
    answer = public.post("/api/auth/register/", form, "application/json", headers={"host": "parlor.test"})
    assert answer.status_code == 201, answer.content
    host = {"host": f"{slug}.parlor.test"}
    entry = {"entry_token": answer.json()["entry_token"]}
    assert workspace.post("/api/auth/enter/", entry, "application/json", headers=host).status_code == 200
    assert workspace.get("/api/company/", headers=host).json()["slug"] == slug


def _report(creations: list[float], claims: list[float], registrations: list[float]) -> None:
    creation, claim = statistics.median(creations), statistics.median(claims)
    ranked = sorted(registrations)
    p99 = ranked[min(len(ranked) - 1, int(len(ranked) * 0.99))]
    ratio = creation / claim
    print(f"schema by migrations   median {creation:8.1f} ms   ({len(creations)})")
    print(f"schema from the pool   median {claim:8.1f} ms   ({len(claims)})")
    print(
        f"migrations / claim            {ratio:8.0f} ×    target ≥ {TARGET_RATIO}: {_verdict(ratio >= TARGET_RATIO)}"
    )
    print(f"register → usable      p50    {statistics.median(ranked):8.1f} ms   ({len(ranked)})")
    print(f"register → usable      p99    {p99:8.1f} ms   target ≤ {TARGET_MS}: {_verdict(p99 <= TARGET_MS)}")


def _verdict(is_met: bool) -> str:
    return "met" if is_met else "MISSED"


if __name__ == "__main__":
    main()
