"""The commands, the sweep and the extension: what runs without a visitor."""

from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import ProgrammingError, connection
from django.utils import timezone
from pytest_django import Settings

from shared_apps.core.keys import PUBLIC, schema
from shared_apps.facts import publish
from shared_apps.facts.models import FactRow
from tenant_apps.team.events import MemberChanged
from tenants import pool
from tenants.every import for_each_tenant
from tenants.extensions import ensure_extensions
from tenants.migrating import is_current
from tenants.models import Tenant, TenantState
from tenants.tasks import sweep_tenant, sweep_tenants
from tests.conftest import InTenant

swept: list[str] = []


def sweep_task() -> None:
    """Stands for a sweep of some app: notes where it ran."""
    swept.append(schema())


def sweep_that_fails() -> None:
    raise RuntimeError("broken")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The schemas to which a sweep was sent."""
    schemas: list[str] = []

    moments: dict[str, float] = {}

    def note(*, headers: dict[str, str], countdown: float) -> None:
        # Every half minute at the same moment of it: nobody's timer waits for longer than that.
        assert 0 <= countdown < 25
        assert moments.setdefault(headers["_schema_name"], countdown) == countdown
        schemas.append(headers["_schema_name"])

    monkeypatch.setattr(sweep_tenant, "apply_async", note)
    return schemas


def test_each_schema_records_every_migration_and_holds_its_own_tables(acme: Tenant) -> None:
    found = {}
    with connection.cursor() as cursor:
        for schema_name in (PUBLIC, acme.schema_name):
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema_name])
            found[schema_name] = {row[0] for row in cursor.fetchall()}

    known = {"accounts_user", "plans_plan", "audit_auditentry", "conversations_message", "contacts_contact"}
    assert is_current(PUBLIC)
    assert is_current(acme.schema_name)
    assert known & found[PUBLIC] == {"accounts_user", "plans_plan", "audit_auditentry"}
    assert known & found[acme.schema_name] == {
        "audit_auditentry",
        "conversations_message",
        "contacts_contact",
    }


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
        for model in apps.get_app_config("workspace").get_models(include_auto_created=True):
            cursor.execute(f'DROP TABLE "{acme.schema_name}".{model._meta.db_table} CASCADE')
        cursor.execute(f"DELETE FROM \"{acme.schema_name}\".django_migrations WHERE app = 'workspace'")
    Tenant.objects.filter(id=acme.id).update(fingerprint="")
    said = StringIO()

    call_command("migrate_all", stdout=said)

    assert "tenants: 1 of 1 migrated" in said.getvalue()
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


def test_it_sweeps_each_active_tenant(acme: Tenant, globex: Tenant, sent: list[str]) -> None:
    sweep_tenants()

    assert sorted(sent) == sorted([acme.schema_name, globex.schema_name])


def test_it_sweeps_idle_tenants_less_often(
    acme: Tenant, globex: Tenant, sent: list[str], in_tenant: InTenant
) -> None:
    FactRow.objects.update(at=timezone.now() - timedelta(days=2))
    with in_tenant(acme):
        publish(MemberChanged(member_id=uuid4()))
    sweep_tenants()
    sent.clear()

    sweep_tenants()

    assert sent == [acme.schema_name]


def test_a_sweep_that_fails_does_not_keep_the_others_from_their_work(
    acme: Tenant, settings: Settings, in_tenant: InTenant
) -> None:
    settings.TENANT_SWEEPS = [
        f"tests.tenants.test_commands.{name}" for name in ("sweep_that_fails", "sweep_task")
    ]
    swept.clear()

    with in_tenant(acme):
        sweep_tenant()

    assert swept == [acme.schema_name]


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
