"""A business is deleted; nothing of its customers' is lost before it has to be."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from shared_apps.core.clock import now
from shared_apps.core.keys import schema
from shared_apps.facts import publish
from shared_apps.facts.models import FactRow
from shared_apps.intake.actions import accept
from shared_apps.intake.models import IntakeEvent, Route
from shared_apps.realtime.push import connection as valkey
from tenant_apps.team.events import MemberChanged
from tenants import life, purging, reminding
from tenants.models import Membership, Tenant, TenantState
from tests.cast import Client, Person
from tests.conftest import Api, InTenant
from tests.relay import relay_all
from tests.tenants.conftest import Callbacks, page, refusal


def test_it_closes_a_workspace_that_is_to_be_deleted_and_says_until_when(
    ada: Person, api: Api, django_capture_on_commit_callbacks: Callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        gone = life.ask_deletion(ada.tenant.id, reason="")

    program, shown = api(ada).get("/api/company/"), page("acme.parlor.test")
    assert gone.purge_at is not None
    assert timedelta(days=29) < gone.purge_at - now() < timedelta(days=31)
    assert (program.status_code, program.json()["code"]) == (423, "workspace_deleting")
    assert shown.status_code == 423
    assert 'href="http://parlor.test/workspaces"' in shown.content.decode()


@pytest.mark.parametrize("before", [TenantState.ACTIVE, TenantState.SUSPENDED])
def test_a_deletion_that_is_called_off_leaves_everything_as_it_was(acme: Tenant, before: TenantState) -> None:
    Tenant.objects.filter(id=acme.id).update(state=before)
    life.ask_deletion(acme.id, reason="")

    kept = life.cancel_deletion(acme.id)

    assert (kept.state, kept.purge_at, kept.state_before) == (before, None, "")


def test_it_purges_nothing_before_the_grace_is_over(acme: Tenant) -> None:
    life.ask_deletion(acme.id, reason="")

    assert purging.purge_due(now()) == {"purged": 0, "left": 0, "archives": 0}
    acme.refresh_from_db()
    assert acme.state == "deleting"


def test_it_purges_a_workspace_from_every_store(
    acme: Tenant, globex: Tenant, in_tenant: InTenant, told: list[str]
) -> None:
    default_storage.save(f"{acme.schema_name}/files/1/a.txt", ContentFile(b"a"))
    valkey().set(f"test:{acme.schema_name}:presence", 1)
    Route.objects.create(platform="telegram", account_id="7", schema_name=acme.schema_name)
    with in_tenant(acme):
        accept(platform="telegram", account_id="7", body=b"Hello?")
        publish(MemberChanged(member_id=acme.id))
    life.ask_deletion(acme.id, reason="", grace_days=0)

    assert purging.purge_due(now())["purged"] == 1

    acme.refresh_from_db()
    assert (acme.state, acme.name, acme.slug) == ("deleted", "", f"deleted-{acme.id.hex}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [acme.schema_name])
        assert cursor.fetchone() == (0,)
    assert not default_storage.exists(f"{acme.schema_name}/files/1/a.txt")
    assert list(valkey().scan_iter(match=f"*{acme.schema_name}*", count=1000)) == []
    for left in (Route.objects.filter(schema_name=acme.schema_name), Membership.objects.filter(tenant=acme)):
        assert not left.exists()
    assert not IntakeEvent.objects.filter(schema=acme.schema_name).exists()
    assert not FactRow.objects.filter(schema=acme.schema_name).exists()
    assert page("acme.parlor.test").status_code == 404
    assert (mail.outbox[-1].subject, mail.outbox[-1].to) == ("Acme is deleted", ["ada@acme.test"])
    assert Client(globex).get("/api/auth/me/").status_code == 401


def test_a_purge_that_was_cut_off_goes_on_and_happens_once(
    acme: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    life.ask_deletion(acme.id, reason="", grace_days=0)

    def cut_off(_: Tenant) -> None:
        raise RuntimeError("the machine went away")

    monkeypatch.setattr(purging, "STEPS", (*purging.STEPS[:3], cut_off))
    assert purging.purge_due(now()) == {"purged": 0, "left": 1, "archives": 0}
    assert refusal(lambda: life.cancel_deletion(acme.id)) == (409, "wrong_state")
    monkeypatch.undo()

    assert purging.purge_due(now())["purged"] == 1
    assert purging.purge_due(now())["purged"] == 0
    assert [letter.subject for letter in mail.outbox].count("Acme is deleted") == 1


def test_what_comes_late_for_a_purged_workspace_is_forgotten(acme: Tenant, in_tenant: InTenant) -> None:
    life.ask_deletion(acme.id, reason="", grace_days=0)
    purging.purge_due(now())
    files = [f"{acme.schema_name}/files/1/late.txt", f"archives/{acme.id.hex}/late.zip"]
    with in_tenant(acme):
        accept(platform="telegram", account_id="7", body=b"Hello?")
    # A download and an archive that were at work when the tables went.
    for path in files:
        default_storage.save(path, ContentFile(b"a"))
    valkey().set(f"test:{acme.schema_name}:presence", 1)

    purging.purge_due(now())

    assert not IntakeEvent.objects.filter(schema=acme.schema_name).exists()
    assert [path for path in files if default_storage.exists(path)] == []
    assert list(valkey().scan_iter(match=f"*{acme.schema_name}*", count=1000)) == []


farewells: list[str] = []


def note_farewell() -> None:
    farewells.append(Tenant.objects.get(schema_name=schema()).state)


def test_platforms_are_told_once_nobody_can_keep_it_any_more(acme: Tenant, settings: Any) -> None:
    settings.TENANT_FAREWELLS = ["tests.tenants.test_deleting.note_farewell"]
    farewells.clear()
    life.ask_deletion(acme.id, reason="", grace_days=0)

    purging.purge_due(now())

    assert farewells == ["purging"]


@pytest.mark.parametrize("is_asked_anew", [False, True])
def test_who_keeps_it_in_the_last_moment_loses_nothing(
    is_asked_anew: bool, acme: Tenant, settings: Any
) -> None:
    settings.TENANT_FAREWELLS = ["tests.tenants.test_deleting.note_farewell"]
    farewells.clear()
    seen_by_the_job = life.ask_deletion(acme.id, reason="", grace_days=0)
    life.cancel_deletion(acme.id)
    if is_asked_anew:
        life.ask_deletion(acme.id, reason="", grace_days=30)

    purging.purge(seen_by_the_job)

    acme.refresh_from_db()
    assert (acme.state, farewells) == ("deleting" if is_asked_anew else "active", [])


@pytest.mark.django_db(transaction=True)
def test_its_owner_is_reminded_once_while_it_can_be_kept(ada: Person) -> None:
    life.ask_deletion(ada.tenant.id, reason="")
    begun = Tenant.objects.get(id=ada.tenant.id)
    assert begun.purge_at is not None
    days = [reminding.remind_due(begun.purge_at - timedelta(days=days)) for days in (10, 3, 2, 1)]
    relay_all()

    assert days == [{"reminded": n} for n in (0, 1, 0, 0)]
    assert [letter.subject.split(" on ")[0] for letter in mail.outbox] == [
        "Acme will be deleted",
        "Last days to keep Acme",
    ]
    assert "/workspaces" in str(mail.outbox[1].body)
    life.cancel_deletion(ada.tenant.id)
    life.ask_deletion(ada.tenant.id, reason="", grace_days=30)
    again = Tenant.objects.get(id=ada.tenant.id)
    assert again.purge_at is not None
    assert reminding.remind_due(again.purge_at - timedelta(days=2)) == {"reminded": 1}


def test_a_short_grace_brings_no_second_letter_on_the_first_day(acme: Tenant) -> None:
    life.ask_deletion(acme.id, reason="", grace_days=1)

    assert reminding.remind_due(now() + timedelta(hours=3)) == {"reminded": 0}


def test_the_address_of_a_deleted_workspace_is_free_again(acme: Tenant, globex: Tenant) -> None:
    life.ask_deletion(acme.id, reason="", grace_days=0)
    purging.purge_due(now())

    assert life.rename_tenant(globex.id, slug="acme").slug == "acme"
