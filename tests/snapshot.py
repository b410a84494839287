"""Put the test database back after a test that really commits.

Django would empty every public table, the tenants' rows included, and leave the tenants' own tables as they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

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

# A table's name, how many rows it has, and a sum over what stands in them: equal sums, equal rows.
SUM = "SELECT {name!r}, count(*), coalesce(sum(hashtextextended(r::text, 0)::numeric), 0) FROM {name} r"
Sums = dict[str, tuple[int, Decimal]]


@dataclass(frozen=True)
class Snapshot:
    """Every table of the public schema and of the tenants, with its rows in COPY's text form, and their sums."""

    rows: dict[str, bytes]
    sums: Sums


_taken: list[Snapshot] = []


def take() -> None:
    with entered(None), connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [row[0] for row in cursor.fetchall()]
        rows = {name: _copy_out(cursor, name) for name in names}
        _taken[:] = [Snapshot(rows, _sums(cursor, names))]


def restore() -> None:
    """Bring back the rows of `take`, drop schemas that were made since, keep one schema waiting."""
    snapshot = _taken[0]
    with entered(None):
        with transaction.atomic(), connection.cursor() as cursor:
            present = _sums(cursor, snapshot.rows)
            changed = [name for name, sums in snapshot.sums.items() if present[name] != sums]
            # No foreign key is asked and no trigger fired: what comes back fits together. Emptying every table,
            # changed or not, would cost half a second for the files of hundreds of tables.
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name in changed:
                cursor.execute(f"DELETE FROM {name}")
            for name in changed:
                _copy_in(cursor, name, snapshot.rows[name])
        _drop_strangers()
        pool.ensure_one()


def _sums(cursor: CursorWrapper, names: Iterable[str]) -> Sums:
    cursor.execute(" UNION ALL ".join(SUM.format(name=name) for name in names))
    return {name: (count, total) for name, count, total in cursor.fetchall()}


def _copy_out(cursor: CursorWrapper, table: str) -> bytes:
    with cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as copy:
        return b"".join(bytes(part) for part in copy)


def _copy_in(cursor: CursorWrapper, table: str, rows: bytes) -> None:
    if rows:
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            copy.write(rows)


def _drop_strangers() -> None:
    with connection.cursor() as cursor:
        cursor.execute(r"SELECT nspname FROM pg_namespace WHERE nspname ~ '^(t|pool)_'")
        found = {row[0] for row in cursor.fetchall()}
    waiting = set(PoolSchema.objects.values_list("name", flat=True))
    for name in found - waiting - set(Tenant.objects.values_list("schema_name", flat=True)):
        drop_schema(name)
    PoolSchema.objects.filter(name__in=waiting - found).delete()
