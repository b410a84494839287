"""The statements that make a tenant's tables: written down when a schema is migrated, replayed for all further ones.

Migrating spends most of its time in Python, rebuilding Django's picture of the models after every step; the
statements themselves take a fraction of it. They name no schema, so they work wherever the search path points.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import mogrify

from tenants.models import SchemaRecipe

log = logging.getLogger(__name__)

# Reads, and what belongs to the run of a migration and not to its effect.
_PASSING = ("SELECT ", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET SEARCH_PATH", "SHOW ")


@contextmanager
def written_down(fingerprint: str, *, beside_others: bool = False) -> Iterator[None]:
    """Keep what the migrations inside execute as the recipe of `fingerprint`; nothing when they fail.

    Older ones are thrown away, unless it is one of many ways to the same tables.
    """
    statements: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        done = execute(sql, params, many, context)
        if not str(sql).lstrip().upper().startswith(_PASSING):
            given = params if many else [params]
            statements.extend(str(sql) if v is None else mogrify(sql, v, connection) for v in given)
        return done

    with connection.execute_wrapper(note):
        yield
    text = ";\n".join(statement.strip().rstrip(";") for statement in statements)
    SchemaRecipe.objects.update_or_create(fingerprint=fingerprint, defaults={"statements": text})
    if not beside_others:
        SchemaRecipe.objects.exclude(fingerprint=fingerprint).delete()


def replay(fingerprint: str, schema_name: str) -> bool:
    """Fill an empty schema by the recipe; False, with the schema left empty, when there is none that works."""
    recipe = SchemaRecipe.objects.filter(fingerprint=fingerprint).first()
    if recipe is None:
        return False
    path = ", ".join(map(connection.ops.quote_name, [schema_name, "public", "extensions"]))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL search_path TO {path}")
            cursor.execute(recipe.statements)
            # SET LOCAL lasts until the end of the transaction, which a caller may go on with.
            cursor.execute("SET LOCAL search_path TO public, extensions")
    except DatabaseError:
        log.warning("the recipe of the tenant's tables does not work; migrating instead", exc_info=True)
        recipe.delete()
        return False
    return True
