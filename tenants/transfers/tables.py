"""The tables of the current schema, and what keeps them from being filled in any order."""

from dataclasses import dataclass

from django.db import connection

from shared_apps.core.keys import schema

MIGRATIONS = "django_migrations"

_TABLES = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE n.nspname = %s AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    GROUP BY c.relname ORDER BY c.relname
"""
_SEQUENCES = """
    SELECT c.relname, a.attname, pg_get_serial_sequence(format('%%I.%%I', n.nspname, c.relname), a.attname)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = %s AND c.relkind = 'r'
      AND pg_get_serial_sequence(format('%%I.%%I', n.nspname, c.relname), a.attname) IS NOT NULL
"""


@dataclass(frozen=True)
class Table:
    name: str
    columns: list[str]


def tables() -> list[Table]:
    """Return all tables of the current schema but the one of its migrations, by name."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [schema()])
        return [Table(name, list(columns)) for name, columns in cursor.fetchall() if name != MIGRATIONS]


def applied_migrations() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT app, name FROM {quoted(MIGRATIONS)} ORDER BY app, name")  # noqa: S608 - quoted
        return [(app, name) for app, name in cursor.fetchall()]


def set_triggers(names: list[str], *, are_on: bool) -> None:
    """Let the tables' own triggers rest, as what they would make comes along; the constraints stay."""
    word = "ENABLE" if are_on else "DISABLE"
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"ALTER TABLE {quoted(name)} {word} TRIGGER USER")


def empty(names: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(quoted, names))}")


def advance_sequences() -> None:
    """Let numbers go on after those that are there."""
    with connection.cursor() as cursor:
        cursor.execute(_SEQUENCES, [schema()])
        for table, column, sequence in cursor.fetchall():
            newest = f"(SELECT max({quoted_name(column)}) FROM {quoted(table)})"  # noqa: S608 - quoted
            cursor.execute(
                f"SELECT setval(%s, coalesce({newest}, 1), {newest} IS NOT NULL)",
                [sequence],
            )


def quoted(table: str) -> str:
    """Return a table of the current schema, quoted, with its schema."""
    return f"{quoted_name(schema())}.{quoted_name(table)}"


def quoted_name(name: str) -> str:
    return str(connection.ops.quote_name(name))
