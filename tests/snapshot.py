"""Put the test database back after a test that really commits.

Django would empty every public table, the tenants' rows included, and leave the tenants' own tables as they are.
"""

from dataclasses import dataclass

from django.db import connection, transaction

from tenants import pool
from tenants.entering import entered
from tenants.migrating import drop_schema
from tenants.models import PoolSchema, Tenant

TABLES = """
    SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND (n.nspname = 'public' OR n.nspname IN (SELECT schema_name FROM public.tenants_tenant))
    ORDER BY 1
"""


@dataclass(frozen=True)
class Snapshot:
    """Every table of the public schema and of the tenants, with its rows in COPY's text form."""

    rows: dict[str, bytes]


_taken: list[Snapshot] = []


def take() -> None:
    with entered(None), connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [row[0] for row in cursor.fetchall()]
        _taken[:] = [Snapshot({name: _copy_out(cursor, name) for name in names})]


def restore() -> None:
    """Bring back the rows of `take`, drop schemas that were made since, keep one schema waiting."""
    snapshot = _taken[0]
    with entered(None):
        with transaction.atomic(), connection.cursor() as cursor:
            # Numbers go on from where they are, past those that come back with the rows.
            cursor.execute(f"TRUNCATE {', '.join(snapshot.rows)} CONTINUE IDENTITY")
            for name, rows in snapshot.rows.items():
                _copy_in(cursor, name, rows)
        _drop_strangers()
        pool.ensure_one()


def _copy_out(cursor: object, table: str) -> bytes:
    with cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as copy:  # type: ignore[attr-defined]
        return b"".join(bytes(part) for part in copy)


def _copy_in(cursor: object, table: str, rows: bytes) -> None:
    if rows:
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:  # type: ignore[attr-defined]
            copy.write(rows)


def _drop_strangers() -> None:
    with connection.cursor() as cursor:
        cursor.execute(r"SELECT nspname FROM pg_namespace WHERE nspname ~ '^(t|pool)_'")
        found = {row[0] for row in cursor.fetchall()}
    waiting = set(PoolSchema.objects.values_list("name", flat=True))
    for name in found - waiting - set(Tenant.objects.values_list("schema_name", flat=True)):
        drop_schema(name)
    PoolSchema.objects.filter(name__in=waiting - found).delete()
