"""Many tenants are brought up to date: by what the first one wrote down, past those that fail, again after a kill."""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from tenants import many
from tenants.locks import held
from tenants.migrating import fingerprint, is_current, migrate_schema
from tenants.models import MigrationRun, Tenant
from tests.conftest import InTenant

APP = "assistant"


@pytest.fixture
def late(acme: Tenant, globex: Tenant) -> list[Tenant]:
    """Acme and Globex as they were before an app came."""
    for tenant in (acme, globex):
        take_back(tenant.schema_name)
    Tenant.objects.update(fingerprint="older")
    return [acme, globex]


def take_back(schema_name: str) -> None:
    with connection.cursor() as cursor:
        for model in apps.get_app_config(APP).get_models(include_auto_created=True):
            cursor.execute(f'DROP TABLE "{schema_name}"."{model._meta.db_table}" CASCADE')
        cursor.execute(f'DELETE FROM "{schema_name}".django_migrations WHERE app = %s', [APP])


def migrated(**options: Any) -> str:
    said = StringIO()
    call_command("migrate_tenants", stdout=said, stderr=said, **options)
    return said.getvalue()


def test_it_migrates_the_first_and_replays_it_for_the_others(
    late: list[Tenant], monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly: list[str] = []

    def note(schema_name: str) -> None:
        slowly.append(schema_name)
        migrate_schema(schema_name)

    monkeypatch.setattr(many, "migrate_schema", note)

    said = migrated()

    assert slowly == [late[0].schema_name]
    assert all(is_current(tenant.schema_name) for tenant in late)
    assert set(Tenant.objects.values_list("fingerprint", flat=True)) == {fingerprint()}
    assert said.splitlines()[-1] == "tenants: all of 2 that were behind are up to date"
    assert migrated().splitlines() == ["tenants: all of 0 that were behind are up to date"]


def test_one_that_fails_is_named_and_the_others_go_on(late: list[Tenant], in_tenant: InTenant) -> None:
    # A table of that name stands in the way.
    table = next(iter(apps.get_app_config(APP).get_models()))._meta.db_table
    with in_tenant(late[0]), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {table} (id int)")

    with pytest.raises(CommandError) as failure:
        migrated()

    assert str(failure.value) == "1 tenants were not migrated: acme. The rest are ready."
    assert is_current(late[1].schema_name)
    run = MigrationRun.objects.get()
    assert (run.total, run.done, [each["slug"] for each in run.failed]) == (2, 1, ["acme"])
    assert run.ended_at is not None
    with in_tenant(late[0]), connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {table}")
    assert migrated().splitlines()[-1] == "tenants: all of 1 that were behind are up to date"


def test_it_leaves_a_tenant_alone_that_another_run_is_at(
    late: list[Tenant], monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def taken(name: str, *, wait: bool) -> Any:
        yield not name.endswith(late[0].schema_name)

    monkeypatch.setattr(many, "keeper", lambda: nullcontext(taken))

    report = many.migrate_tenants(workers=1)

    assert (report.total, report.done, report.busy, report.failed) == (2, 1, 1, [])
    assert not is_current(late[0].schema_name)


def test_a_migration_that_works_on_rows_is_run_in_each_tenant(
    late: list[Tenant], monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly: list[str] = []
    monkeypatch.setattr(many, "_is_only_structure", lambda _: False)

    def note(schema_name: str) -> None:
        slowly.append(schema_name)
        migrate_schema(schema_name)

    monkeypatch.setattr(many, "migrate_schema", note)

    migrated()

    assert slowly == [tenant.schema_name for tenant in late]


@pytest.fixture
def committed(late: list[Tenant]) -> Iterator[list[Tenant]]:
    """The same, for other processes too; whatever happens, both have all their tables in the end."""
    yield late
    assert many.migrate_tenants(workers=1).failed == []


@pytest.mark.django_db(transaction=True)
def test_several_processes_share_the_work(committed: list[Tenant], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "WORTH_A_WORKER", 1)

    report = many.migrate_tenants(workers=2)

    assert (report.total, report.done, report.busy, report.failed) == (2, 2, 0, [])
    assert all(is_current(tenant.schema_name) for tenant in committed)
    run = MigrationRun.objects.get()
    assert (run.total, run.done, run.ended_at is not None) == (2, 2, True)


@pytest.mark.django_db(transaction=True)
def test_a_run_that_was_killed_is_gone_on_with(
    committed: list[Tenant], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = committed
    fork = multiprocessing.get_context("fork")
    has_come_so_far, bring = fork.Event(), many._bring

    def hang_at_the_second(schema_name: str, *places: Any) -> None:
        if schema_name == second.schema_name:
            has_come_so_far.set()
            time.sleep(60)
        bring(schema_name, *places)

    many._let_connections_go()
    with monkeypatch.context() as patch:
        patch.setattr(many, "_bring", hang_at_the_second)
        run = fork.Process(target=many.migrate_tenants, kwargs={"workers": 1})
        run.start()
        assert has_come_so_far.wait(30)
        run.kill()
        run.join()
    # Its locks go with its connections.
    with held(f"tenants.migrations.{second.schema_name}", wait=True):
        pass
    cut_off = MigrationRun.objects.get()
    assert (cut_off.total, cut_off.done, cut_off.ended_at) == (2, 1, None)
    assert (is_current(first.schema_name), is_current(second.schema_name)) == (True, False)

    report = many.migrate_tenants(workers=1)

    assert (report.total, report.done) == (1, 1)
    assert is_current(second.schema_name)


@pytest.mark.django_db
def test_it_keeps_its_locks_for_longer_than_a_transaction_may_stand_idle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short = "-c idle_in_transaction_session_timeout=20ms"
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "options", short)

    with held("tenants.test", wait=True):
        time.sleep(0.2)
        with held("tenants.test", wait=False) as is_free:
            pass

    assert not is_free


def test_it_asks_nothing_of_tenants_that_are_up_to_date(
    acme: Tenant, globex: Tenant, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert many.behind() == []
