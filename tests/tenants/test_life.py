"""A business is paused, opened again, renamed and deleted; nothing of its customers' is lost before it has to be."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import ProgrammingError, connection
from django.test import Client as DjangoClient
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.core.clock import now
from shared_apps.core.errors import AppError
from shared_apps.core.keys import schema
from shared_apps.facts import publish
from shared_apps.facts.models import FactRow, FactWork
from shared_apps.intake.actions import accept
from shared_apps.intake.models import EventState, IntakeEvent, Route
from shared_apps.realtime.push import connection as valkey
from tenant_apps.team.events import MemberChanged
from tenant_apps.workspace.models import Workspace
from tenants import life, purging, reminding, tasks
from tenants.models import FormerSlug, Membership, Tenant, TenantState
from tests.cast import Client, Person
from tests.conftest import Anonymous, Api, InTenant
from tests.relay import relay_all

Callbacks = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The schemas whose waiting work was woken up."""
    woken: list[str] = []
    monkeypatch.setattr(life, "wake_up", woken.append)
    return woken


def page(host: str, path: str = "/inbox", language: str = "en") -> Any:
    return DjangoClient(HTTP_HOST=host).get(path, HTTP_ACCEPT_LANGUAGE=language)


def refusal(call: Any) -> tuple[int, str]:
    with pytest.raises(AppError) as refused:
        call()
    return refused.value.status, refused.value.code


def test_it_closes_a_suspended_workspace_at_once(
    api: Api, ada: Person, django_capture_on_commit_callbacks: Callbacks
) -> None:
    assert api(ada).get("/api/company/").status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        life.suspend_tenant(ada.tenant.id, reason="The bill of May is open.")

    program = api(ada).get("/api/company/")
    shown = page("acme.parlor.test", language="uk")
    assert (program.status_code, program.json()["code"]) == (403, "workspace_suspended")
    assert shown.status_code == 403
    assert "Нічого не втрачено" in shown.content.decode()
    assert "May" not in shown.content.decode()


@pytest.mark.django_db(transaction=True)
def test_it_tells_the_owner_why_it_is_paused_and_when_it_is_open_again(ada: Person) -> None:
    life.suspend_tenant(ada.tenant.id, reason="The bill of May is open")
    relay_all()
    life.resume_tenant(ada.tenant.id)
    relay_all()

    assert [(letter.subject, letter.to) for letter in mail.outbox] == [
        ("Acme is paused", ["ada@acme.test"]),
        ("Acme is open again", ["ada@acme.test"]),
    ]
    assert "The bill of May is open. Nothing is lost" in str(mail.outbox[0].body)


def test_it_keeps_what_comes_for_a_suspended_workspace_until_it_is_open_again(
    acme: Tenant,
    in_tenant: InTenant,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callbacks,
) -> None:
    taken: list[bytes] = []

    def note(rows: Sequence[Any]) -> None:
        taken.extend(row.body for row in rows)

    monkeypatch.setattr("shared_apps.intake.drain.consume", note)
    Route.objects.create(platform="telegram", account_id="7", schema_name=acme.schema_name)
    with django_capture_on_commit_callbacks(execute=True):
        life.suspend_tenant(acme.id, reason="Unpaid.")
    with django_capture_on_commit_callbacks(execute=True), in_tenant(acme):
        accept(platform="telegram", account_id="7", body=b"Hello?")
    assert (taken, IntakeEvent.objects.get().state) == ([], EventState.PENDING)

    with django_capture_on_commit_callbacks(execute=True):
        life.resume_tenant(acme.id)

    assert (taken, IntakeEvent.objects.get().state) == ([b"Hello?"], EventState.DONE)


def test_it_keeps_the_work_of_facts_while_suspended(
    acme: Tenant, in_tenant: InTenant, django_capture_on_commit_callbacks: Callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        life.suspend_tenant(acme.id, reason="Unpaid.")
    work = FactWork.objects.create(schema=acme.schema_name, consumer="nobody", facts=[{"id": 1, "depth": 0}])
    tasks.sweep_tenant.apply_async(headers={"_schema_name": acme.schema_name})

    from shared_apps.facts.relay import send
    from shared_apps.facts.tasks import sweep

    send([(work.id, acme.schema_name)])
    FactWork.objects.update(due_at=now() - timedelta(hours=1))
    sweep()

    work.refresh_from_db()
    assert (work.attempts, work.due_at < now() - timedelta(minutes=59)) == (0, True)


@pytest.mark.parametrize("state", [TenantState.SUSPENDED, TenantState.DELETING, TenantState.PURGING])
def test_no_task_runs_in_a_closed_workspace(state: TenantState, acme: Tenant, settings: Any) -> None:
    settings.TENANT_SWEEPS = ["tests.tenants.test_life.note_where"]
    Tenant.objects.filter(id=acme.id).update(state=state)
    ran.clear()

    tasks.sweep_tenant.apply_async(headers={"_schema_name": acme.schema_name})

    assert ran == []


def test_a_task_of_a_workspace_that_is_gone_ends_quietly(acme: Tenant, settings: Any) -> None:
    settings.TENANT_SWEEPS = ["tests.tenants.test_life.note_where"]
    ran.clear()

    tasks.sweep_tenant.apply_async(headers={"_schema_name": "t_" + "0" * 32})

    assert ran == []


def test_a_task_ends_quietly_when_its_tables_go_while_it_works(
    acme: Tenant, in_tenant: InTenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_the_tables() -> None:
        Tenant.objects.filter(id=acme.id).update(state=TenantState.PURGING)
        from tenants.hosts import forget

        forget()
        raise ProgrammingError('relation "contacts_contact" does not exist')

    monkeypatch.setattr(tasks.sweep_tenant, "run", lose_the_tables)

    done = tasks.sweep_tenant.apply_async(headers={"_schema_name": acme.schema_name})

    assert str(done.state) == "IGNORED"


ran: list[str] = []


def note_where() -> None:
    ran.append(schema())


def test_it_wakes_what_waited_when_it_is_open_again(
    acme: Tenant, told: list[str], django_capture_on_commit_callbacks: Callbacks
) -> None:
    life.suspend_tenant(acme.id, reason="Unpaid.")

    with django_capture_on_commit_callbacks(execute=True):
        life.resume_tenant(acme.id)

    assert told == [acme.schema_name]


def test_the_second_operator_is_told_that_the_first_was_faster(acme: Tenant) -> None:
    life.suspend_tenant(acme.id, reason="Unpaid.")

    assert refusal(lambda: life.suspend_tenant(acme.id, reason="Spam.")) == (409, "wrong_state")
    acme.refresh_from_db()
    assert (acme.state, acme.state_reason) == ("suspended", "Unpaid.")
    life.resume_tenant(acme.id)
    assert refusal(lambda: life.resume_tenant(acme.id)) == (409, "wrong_state")
    assert refusal(lambda: life.cancel_deletion(acme.id)) == (409, "wrong_state")
    assert refusal(lambda: life.suspend_tenant(acme.id, reason=" ")) == (400, "invalid")


def test_it_answers_under_the_new_address_at_once_and_leads_there_from_the_old(
    acme: Tenant, anonymous: Anonymous, in_tenant: InTenant, django_capture_on_commit_callbacks: Callbacks
) -> None:
    assert page("acme.parlor.test", "/api/auth/me/").status_code == 401

    with django_capture_on_commit_callbacks(execute=True):
        life.rename_tenant(acme.id, name="Acme Beauty", slug="acme-beauty")

    old, program = page("acme.parlor.test", "/inbox?tab=all"), page("acme.parlor.test", "/api/auth/me/")
    assert (old.status_code, old["Location"]) == (307, "http://acme-beauty.parlor.test/inbox?tab=all")
    assert (program.status_code, program.json()["code"]) == (421, "workspace_moved")
    assert program.json()["data"] == {"url": "http://acme-beauty.parlor.test"}
    assert page("acme-beauty.parlor.test", "/api/auth/me/").status_code == 401
    with in_tenant(acme):
        assert Workspace.objects.values_list("name", "slug").get() == ("Acme Beauty", "acme-beauty")


def test_the_old_address_stops_leading_anywhere_after_a_while(acme: Tenant) -> None:
    life.rename_tenant(acme.id, slug="acme-beauty")
    FormerSlug.objects.update(until=now())

    assert page("acme.parlor.test").status_code == 404


def test_a_former_address_is_nobody_elses_but_can_be_taken_back(acme: Tenant, globex: Tenant) -> None:
    life.rename_tenant(acme.id, slug="acme-beauty")

    assert refusal(lambda: life.rename_tenant(globex.id, slug="acme")) == (409, "slug_taken")
    assert life.rename_tenant(acme.id, slug="acme").slug == "acme"
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["acme-beauty"]


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("admin", "slug_taken"),
        ("adm1n", "slug_taken"),
        ("supp0rt", "slug_taken"),
        ("adrnin", "slug_taken"),
        ("globex", "slug_taken"),
        ("аcme", "invalid"),
        ("xn--cme-5cd", "invalid"),
        ("Acme", "invalid"),
        ("a", "invalid"),
        ("-acme", "invalid"),
        ("acme.evil", "invalid"),
    ],
)
def test_it_refuses_an_address_that_is_no_good(slug: str, code: str, acme: Tenant, globex: Tenant) -> None:
    assert refusal(lambda: life.rename_tenant(acme.id, slug=slug))[1] == code
    acme.refresh_from_db()
    assert acme.slug == "acme"


def test_of_two_who_take_an_address_at_once_the_second_is_told(
    acme: Tenant, globex: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Both looked before either had it.
    monkeypatch.setattr(life, "check_slug", lambda slug, tenant: None)

    assert refusal(lambda: life.rename_tenant(acme.id, slug="globex")) == (409, "slug_taken")
    acme.refresh_from_db()
    assert (acme.slug, FormerSlug.objects.count()) == ("acme", 0)


def test_the_chat_of_a_renamed_workspace_answers_under_its_old_name(acme: Tenant) -> None:
    from tenants.hosts import is_called, tenant_of_former_slug

    life.rename_tenant(acme.id, slug="acme-beauty")

    acme.refresh_from_db()
    assert tenant_of_former_slug("acme") == acme
    assert (is_called(acme, "acme"), is_called(acme, "acme-beauty"), is_called(acme, "globex")) == (
        True,
        True,
        False,
    )


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
    settings.TENANT_FAREWELLS = ["tests.tenants.test_life.note_farewell"]
    farewells.clear()
    life.ask_deletion(acme.id, reason="", grace_days=0)

    purging.purge_due(now())

    assert farewells == ["purging"]


@pytest.mark.parametrize("is_asked_anew", [False, True])
def test_who_keeps_it_in_the_last_moment_loses_nothing(
    is_asked_anew: bool, acme: Tenant, settings: Any
) -> None:
    settings.TENANT_FAREWELLS = ["tests.tenants.test_life.note_farewell"]
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
