"""A business is paused and opened again; what comes meanwhile waits for it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import ProgrammingError

from shared_apps.core.clock import now
from shared_apps.core.keys import schema
from shared_apps.facts.models import FactWork
from shared_apps.intake.actions import accept
from shared_apps.intake.models import EventState, IntakeEvent, Route
from tenants import life, tasks
from tenants.models import Tenant, TenantState
from tests.cast import Person
from tests.conftest import Api, InTenant
from tests.relay import relay_all
from tests.tenants.conftest import Callbacks, page, refusal


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
