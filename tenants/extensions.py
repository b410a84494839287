"""PostgreSQL extensions live in their own schema, which stands on every search path."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import NotSupportedError, OperationalError, ProgrammingError

SCHEMA = "extensions"
EXTENSIONS = ("vector",)


def ensure_extensions(cursor: Any) -> None:
    """Install what is missing and move into `extensions` what an administrator put elsewhere.

    The first run needs a superuser; raises ImproperlyConfigured with the statements to run when we are none.
    """
    cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [SCHEMA])
    if cursor.fetchone() is None:
        _try(cursor, f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    for extension in EXTENSIONS:
        cursor.execute(
            "SELECT nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = %s",
            [extension],
        )
        found = cursor.fetchone()
        if found is None:
            _try(cursor, f"CREATE EXTENSION IF NOT EXISTS {extension} WITH SCHEMA {SCHEMA}")
        elif found[0] not in {SCHEMA, "public"}:  # public is on every search path as well
            _try(cursor, f"ALTER EXTENSION {extension} SET SCHEMA {SCHEMA}")


def _try(cursor: Any, statement: str) -> None:
    try:
        cursor.execute(statement)
    except (ProgrammingError, NotSupportedError, OperationalError) as error:
        raise ImproperlyConfigured(
            f"PostgreSQL refused `{statement}`: {str(error).strip()} "
            f"Install pgvector on the server and run as a superuser in this database: "
            f"{statement}; GRANT USAGE ON SCHEMA {SCHEMA} TO PUBLIC; then start again."
        ) from error
