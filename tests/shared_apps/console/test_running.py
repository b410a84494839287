"""Jobs, the status of the house, and the socket that keeps both current."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.asgi import sockets
from shared_apps.accounts import jwt
from shared_apps.accounts.actions.sessions import end_sessions
from shared_apps.accounts.models import DeviceSession, SessionKind, User
from shared_apps.audit.models import AuditEntry
from shared_apps.core import processes
from shared_apps.core.clock import now
from shared_apps.core.metrics import store
from shared_apps.intake.models import EventState
from shared_apps.jobs.models import JobRun
from tenants.models import MigrationRun, Tenant
from tests.cast import Client, Person


@pytest.mark.django_db(transaction=True)
def test_it_runs_a_job_by_hand_and_shows_how_it_went(console: Client) -> None:
    started = console.post("/api/admin/jobs/trial_expiry/run/")

    shown = console.get("/api/admin/jobs/trial_expiry/").json()

    assert started.status_code == 202
    assert [(run["outcome"], run["trigger"], run["by"]) for run in shown["runs"]] == [
        ("done", "hand", "Olga")
    ]
    assert shown["last"]["id"] == shown["runs"][0]["id"]
    assert AuditEntry.objects.filter(
        action="job.started", target_id="trial_expiry", actor_name="Olga"
    ).exists()


@pytest.mark.django_db(transaction=True)
def test_a_run_that_was_cut_off_is_told_by_the_next(console: Client) -> None:
    cut = JobRun.objects.create(name="trial_expiry", trigger="clock", started_at=now())

    console.post("/api/admin/jobs/trial_expiry/run/")

    shown = console.get("/api/admin/jobs/trial_expiry/").json()
    assert [(run["outcome"], run["error"]) for run in shown["runs"]] == [
        ("done", ""),
        ("failed", "Its worker was stopped before it came to an end."),
    ]
    assert (shown["runs"][1]["id"], shown["failures"]) == (str(cut.id), 1)


@pytest.mark.django_db
def test_it_lists_jobs_with_what_failed(console: Client) -> None:
    for outcome in ("failed", "failed", "done"):
        JobRun.objects.create(name="usage_checks", trigger="clock", outcome=outcome, started_at=now())

    listed = {job["name"]: job for job in console.get("/api/admin/jobs/").json()["results"]}

    assert listed["usage_checks"]["failures"] == 2
    assert listed["usage_checks"]["last"]["outcome"] == "done"
    assert listed["file_clean_up"]["last"] is None
    assert console.get("/api/admin/jobs/nonsense/").status_code == 404
    assert console.post("/api/admin/jobs/nonsense/run/").status_code == 404


@pytest.fixture
def beating(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A web process that serves two queues, and nothing else."""
    processes.forget()
    monkeypatch.setattr(processes._self, "role", "web")
    monkeypatch.setattr(processes._self, "serves", ["media", "outbound"])
    processes.beat()
    yield
    processes.forget()


@pytest.mark.django_db
def test_it_tells_how_the_house_is(console: Client, beating: None) -> None:
    store().rpush("media", "a task")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.intake_event (platform, account_id, schema, payload, state, reason) "
            "VALUES ('whatsapp', '1', 't_any', 'x', %s, 'KeyError')",
            [EventState.FAILED],
        )
    try:
        told = console.get("/api/admin/status/").json()
    finally:
        store().delete("media")

    [process] = told["processes"]
    queues = {queue["name"]: queue for queue in told["queues"]}
    assert (process["role"], process["serves"], process["is_alive"]) == ("web", ["media", "outbound"], True)
    assert queues["media"] == {"name": "media", "depth": 1, "is_served": True}
    assert queues["inbound"]["is_served"] is False
    assert told["intake"]["failed"] == 1
    assert told["schemas"]["public_is_current"] is True
    assert told["schemas"]["behind"] == []
    assert told["database"]["version"].partition(".")[0].isdigit()
    assert told["valkey"]["memory_bytes"] > 0
    assert {"no_relay", "no_beat", "queue_unserved", "intake_failed"} <= set(told["troubles"])
    assert "no_web" not in told["troubles"]


@pytest.mark.django_db
def test_it_tells_which_workspaces_are_behind_and_how_the_last_run_went(
    console: Client, acme: Tenant, globex: Tenant
) -> None:
    Tenant.objects.filter(id=acme.id).update(fingerprint="older")
    MigrationRun.objects.create(
        fingerprint="x", total=2, done=1, failed=[{"slug": "acme", "error": "LockNotAvailable: canceled"}]
    )

    told = console.get("/api/admin/status/").json()

    schemas = told["schemas"]
    assert (schemas["tenants"], schemas["behind_count"], schemas["behind"]) == (2, 1, ["acme"])
    run = schemas["last_run"]
    assert (run["total"], run["done"], run["ended_at"]) == (2, 1, None)
    assert run["failed"] == [{"slug": "acme", "error": "LockNotAvailable: canceled"}]
    assert "migrations_missing" in told["troubles"]


@pytest.mark.django_db
def test_it_looks_at_many_workspaces_as_cheaply_as_at_few(console: Client, acme: Tenant) -> None:
    console.get("/api/admin/status/")
    with CaptureQueriesContext(connection) as few:
        console.get("/api/admin/status/")
    Tenant.objects.bulk_create(
        [Tenant(slug=f"firm-{n}", name=f"Firm {n}", schema_name=f"t_firm{n}") for n in range(30)]
    )
    with CaptureQueriesContext(connection) as many:
        behind = console.get("/api/admin/status/").json()["schemas"]["behind_count"]

    assert behind == 30
    assert len(many) == len(few)


@pytest.mark.django_db
def test_it_says_what_does_not_answer(console: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> Any:
        raise OSError("away")

    monkeypatch.setattr("shared_apps.console.status.selectors.processes.processes", away)

    told = console.get("/api/admin/status/").json()

    assert told["troubles"][0] == "valkey_away"
    assert told["processes"] == []
    assert told["database"]["connections"] >= 1


def token_of(user: User, *, is_proved_twice: bool = True) -> str:
    session = DeviceSession.objects.create(
        user=user,
        kind=SessionKind.API,
        last_seen_at=now(),
        confirmed_at=now(),
        second_factor_at=now() if is_proved_twice else None,
    )
    return jwt.access_token(user, session.id)


async def knock(token: str, *, host: str = "parlor.test") -> WebsocketCommunicator:
    headers = [(b"host", host.encode())]
    if token:
        headers.append((b"authorization", f"Bearer {token}".encode()))
    socket = WebsocketCommunicator(sockets, "/ws/console/", headers=headers)
    await socket.connect()
    return socket


async def frame(socket: WebsocketCommunicator) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(await socket.receive_from(timeout=10))
    return loaded


@pytest.mark.django_db(transaction=True)
async def test_it_keeps_an_operators_page_current(olga: User) -> None:
    socket = await knock(await sync_to_async(token_of)(olga))

    hello, told = await frame(socket), await frame(socket)

    assert hello["type"] == "hello"
    assert told["type"] == "status"
    assert {"troubles", "intake", "queues", "jobs"} <= set(told["data"])
    await socket.disconnect()


@pytest.mark.django_db(transaction=True)
async def test_it_ends_with_the_operators_session(olga: User) -> None:
    socket = await knock(await sync_to_async(token_of)(olga))
    await frame(socket)

    await sync_to_async(end_sessions)(olga)

    while (event := await socket.receive_output(timeout=10))["type"] != "websocket.close":
        pass
    assert event["code"] == 4401


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", ["nobody", "an owner", "staff with one factor", "an operator in a workspace"])
async def test_it_lets_nobody_else_listen(who: str, olga: User, piet: User, ada: Person) -> None:
    make = sync_to_async(token_of)
    token, host, code = {
        "nobody": ("", "parlor.test", 4401),
        "an owner": (await make(ada.user), "parlor.test", 4403),
        "staff with one factor": (await make(piet), "parlor.test", 4403),
        "an operator in a workspace": (await make(olga), "acme.parlor.test", 4404),
    }[who]

    socket = await knock(token, host=host)

    event = await socket.receive_output(timeout=10)
    assert (event["type"], event["code"]) == ("websocket.close", code)
