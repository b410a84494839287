"""Migrated schemas that wait for the next business.

Creating a schema by migrations costs a second and grows with every migration; claiming one that waits is
a rename. A crash half-way leaves a `pool_…` schema without a row, which the next filler drops.
"""

import logging
from uuid import uuid4

from django.conf import settings
from django.db import connection

from tenants.entering import entered
from tenants.locks import POOL, held
from tenants.migrating import create_schema, drop_schema, fingerprint
from tenants.models import PoolSchema

log = logging.getLogger(__name__)

PREFIX = "pool_"


def fill(*, size: int | None = None) -> int:
    """Make schemas until `size` (SCHEMA_POOL_SIZE) wait; return how many were made, fewer when another filler is at it.

    The lock is let go after each schema: a registration that found the pool empty waits for one, not for all.
    """
    made = 0
    wanted: int = settings.SCHEMA_POOL_SIZE if size is None else size
    with entered(None):
        while waiting() < wanted:
            with held(POOL, wait=False) as is_mine:
                if not is_mine:
                    return made
                drop_unfinished()
                _make()
            made += 1
    return made


def ensure_one() -> None:
    """Return when a schema waits, making it by migrations if need be: the slow way, for an empty pool."""
    with entered(None):
        if waiting():
            return
        log.warning("the schema pool is empty, so a schema is made by migrations")
        with held(POOL, wait=True):
            if not waiting():
                _make()


def waiting() -> int:
    return PoolSchema.objects.filter(fingerprint=fingerprint()).count()


def claim(schema_name: str) -> bool:
    """Rename a waiting schema to `schema_name`; False when none waits.

    Call inside a transaction, in the public schema: a rollback gives the schema back. Rows that other claims
    hold are skipped, so no two claims wait for each other or get the same one.
    """
    row = (
        PoolSchema.objects.select_for_update(skip_locked=True)
        .filter(fingerprint=fingerprint())
        .order_by("created_at")
        .first()
    )
    if row is None:
        return False
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER SCHEMA {quote(row.name)} RENAME TO {quote(schema_name)}")
    row.delete()
    return True


def drop_outdated() -> int:
    """Drop what older code left waiting; only a deployment knows its code is newer, so fillers do not."""
    dropped = 0
    with entered(None), held(POOL, wait=True):
        for row in PoolSchema.objects.exclude(fingerprint=fingerprint()):
            drop_schema(row.name)
            row.delete()
            dropped += 1
    return dropped


def drop_unfinished() -> None:
    """Drop schemas whose making was cut short. Call with POOL held: one in the making looks the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", [PREFIX])
        found = {row[0] for row in cursor.fetchall()}
    for name in found - set(PoolSchema.objects.values_list("name", flat=True)):
        drop_schema(name)


def _make() -> None:
    name = f"{PREFIX}{uuid4().hex}"
    create_schema(name)
    PoolSchema.objects.create(name=name, fingerprint=fingerprint())
