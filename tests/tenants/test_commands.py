"""The commands, the sweep and the extension: what runs without a visitor."""

from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import ProgrammingError, connection
from pytest_django import Settings

from shared_apps.core.keys import schema
from tenants import pool
from tenants.every import for_each_tenant
from tenants.extensions import ensure_extensions
from tenants.migrating import is_current
from tenants.models import Tenant, TenantState
from tenants.tasks import sweep_tenants

swept: list[str] = []


class Sweep:
    """Stands for a task of some app: notes where it was sent."""

    def apply_async(self, *, headers: dict[str, str], countdown: float) -> None:
        assert 0 <= countdown <= 10
        swept.append(headers["_schema_name"])


sweep_task = Sweep()


def test_it_finds_everything_up_to_date_a_second_time(acme: Tenant, globex: Tenant) -> None:
    waiting, said = pool.waiting(), StringIO()

    call_command("migrate_all", stdout=said)

    assert said.getvalue().splitlines() == [
        "public: up to date",
        "tenants: 2 of 2 up to date",
        f"pool: 0 outdated dropped, 0 made, {waiting} waiting",
    ]


def test_it_migrates_a_tenant_that_is_behind(acme: Tenant) -> None:
    with connection.cursor() as cursor:
        for model in apps.get_app_config("workspace").get_models():
            cursor.execute(f'DROP TABLE "{acme.schema_name}".{model._meta.db_table} CASCADE')
        cursor.execute(f"DELETE FROM \"{acme.schema_name}\".django_migrations WHERE app = 'workspace'")
    said = StringIO()

    call_command("migrate_all", stdout=said)

    assert "tenant 1/1 acme: migrating" in said.getvalue()
    assert is_current(acme.schema_name)


def test_it_fills_the_pool(acme: Tenant, settings: Settings) -> None:
    settings.SCHEMA_POOL_SIZE = pool.waiting() + 1
    said = StringIO()

    call_command("fill_pool", stdout=said)

    assert said.getvalue() == f"pool: 1 made, {settings.SCHEMA_POOL_SIZE} waiting\n"


def test_it_visits_each_active_tenant(acme: Tenant, globex: Tenant) -> None:
    Tenant.objects.filter(id=globex.id).update(state=TenantState.SUSPENDED)

    visited = [(tenant.slug, schema()) for tenant in for_each_tenant()]

    assert visited == [("acme", acme.schema_name)]
    assert schema() == "public"


def test_it_sends_each_sweep_to_each_active_tenant(acme: Tenant, globex: Tenant, settings: Settings) -> None:
    settings.TENANT_SWEEPS = ["tests.tenants.test_commands.sweep_task"]
    swept.clear()

    sweep_tenants()

    assert sorted(swept) == sorted([acme.schema_name, globex.schema_name])


class Refusing:
    """A cursor of a role that may not create anything."""

    def execute(self, statement: str, *_: Any) -> None:
        if statement.startswith("CREATE"):
            raise ProgrammingError("permission denied for database parlor")

    def fetchone(self) -> None:
        return None


def test_it_says_what_to_run_when_it_may_not_install_the_extension() -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        ensure_extensions(Refusing())

    assert "permission denied for database parlor" in str(refusal.value)
    assert "CREATE SCHEMA IF NOT EXISTS extensions" in str(refusal.value)
    assert "superuser" in str(refusal.value)


def test_it_brings_an_extension_home_from_another_schema(acme: Tenant) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA elsewhere")
        cursor.execute("ALTER EXTENSION vector SET SCHEMA elsewhere")

        ensure_extensions(cursor)

        cursor.execute(
            "SELECT nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'vector'"
        )
        assert cursor.fetchone() == ("extensions",)
