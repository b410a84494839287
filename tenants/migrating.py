"""Bring schemas up to date, and know without asking Django's executor whether one is."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tenants import recipes
from tenants.entering import entered
from tenants.extensions import ensure_extensions


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return a name for the tables that a tenant has under this code: a hash over the migration files."""
    digest = hashlib.sha256()
    names = {config.name for config in apps.get_app_configs()} & set(settings.TENANT_APPS)  # type: ignore[misc]  # from a star import
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        if config.name not in names:
            continue
        for file in sorted((Path(config.path) / "migrations").glob("*.py")):
            digest.update(f"{config.label}/{file.name}\n".encode() + file.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def is_current(schema_name: str) -> bool:
    """Say whether every known migration is recorded in the schema; costs one query."""
    table = f"{connection.ops.quote_name(schema_name)}.django_migrations"
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [table])
        if cursor.fetchone()[0] is None:
            return False
        cursor.execute(f"SELECT app, name FROM {table}")  # noqa: S608 - a quoted identifier, never typed by anyone
        return _known_migrations() <= set(cursor.fetchall())


def migrate_public() -> None:
    with entered(None):
        with connection.cursor() as cursor:
            ensure_extensions(cursor)
        _migrate("--shared")


def migrate_schema(schema_name: str) -> None:
    """Apply the tenant migrations to an existing schema."""
    with entered(None):
        _migrate("--tenant", f"--schema={schema_name}")


def _migrate(*arguments: str) -> None:
    call_command("migrate_schemas", *arguments, verbosity=0, interactive=False, skip_checks=True)


def create_schema(schema_name: str) -> None:
    """Make a schema with all of a tenant's tables; the first by migrations, the others by what those did."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {connection.ops.quote_name(schema_name)}")
    if not recipes.replay(fingerprint(), schema_name):
        with recipes.written_down(fingerprint()):
            migrate_schema(schema_name)


def drop_schema(schema_name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {connection.ops.quote_name(schema_name)} CASCADE")
