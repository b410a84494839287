"""A visit: Olga looks through Ada's eyes, for a reason, for a while, reading only; Acme's log tells of it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings

from config.asgi import sockets
from shared_apps.accounts.models import DeviceSession, User
from shared_apps.audit.models import AuditEntry
from shared_apps.console.impersonation.actions import end
from shared_apps.console.impersonation.models import Impersonation
from shared_apps.core.clock import now
from shared_apps.realtime import presence
from tenant_apps.team.models import Team
from tenants import life, purging
from tenants.models import Tenant, TenantState
from tests.cast import Client, Person
from tests.conftest import Anonymous, InTenant
from tests.shared_apps.console.conftest import Desk

URL = "/api/admin/impersonate/"
ANY = "01920000-0000-7000-8000-000000000001"
REASON = "Ticket 4711: the widget shows no answers"

pytestmark = pytest.mark.django_db


def begin(console: Client, tenant: Tenant, **more: Any) -> dict[str, Any]:
    answer = console.post(URL, {"company": str(tenant.id), "reason": REASON, **more})
    assert answer.status_code == 201, answer.content
    begun: dict[str, Any] = answer.json()
    return begun


def visit(console: Client, tenant: Tenant, **more: Any) -> Client:
    """Return a browser that has entered by the link."""
    token = begin(console, tenant, **more)["url"].partition("#")[2]
    browser = Client(tenant)
    assert browser.post("/api/impersonation/enter/", {"token": token}).status_code == 204
    return browser


def both_trails(acme: Tenant, in_tenant: InTenant) -> list[list[tuple[str, str]]]:
    trails = []
    for where in (None, acme):
        with in_tenant(where):
            lines = AuditEntry.objects.filter(target_kind="impersonation").order_by("id")
            trails.append(list(lines.values_list("action", "actor_name")))
    return trails


def test_it_shows_the_workspace_as_the_owner_sees_it(console: Client, acme: Tenant, ada: Person) -> None:
    browser = visit(console, acme, minutes=10)

    me = browser.get("/api/auth/me/").json()

    assert me["user"]["name"] == "Olga"
    assert me["member"]["id"] == str(ada.member.id)
    assert (me["member"]["name"], me["member"]["role"]) == ("Olga (Parlor)", "owner")
    assert (me["guest"]["operator"], me["guest"]["reason"], me["guest"]["may_write"]) == (
        "Olga",
        REASON,
        False,
    )
    assert me["workspaces"] == []
    assert browser.get("/api/conversations/").status_code == 200


def test_it_borrows_the_eyes_of_whom_it_names(console: Client, acme: Tenant, cleo: Person) -> None:
    listed = console.get(f"{URL}companies/{acme.id}/members/").json()["results"]
    browser = visit(console, acme, member=str(cleo.member.id))

    assert [(person["name"], person["role"]) for person in listed] == [
        *(("Ada", "owner"), ("Ben", "agent"), ("Cleo", "viewer"))
    ]
    assert browser.get("/api/auth/me/").json()["member"]["role"] == "viewer"


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("post", "/api/teams/", "visit_reads_only"),
        ("delete", "/api/teams/01920000-0000-7000-8000-000000000001/", "visit_reads_only"),
        ("post", "/api/auth/api-keys/", "visit_closed_here"),
        ("get", "/api/auth/sessions/", "visit_closed_here"),
        ("get", "/api/auth/browser/v1/account/authenticators", "visit_closed_here"),
        ("post", "/api/no/such/address/", "visit_reads_only"),
        ("get", f"/api/workspace/exports/{ANY}/file/", "visit_closed_here"),
    ],
)
def test_it_refuses_to_write_and_to_open_accounts(
    method: str, path: str, code: str, console: Client, acme: Tenant, in_tenant: InTenant
) -> None:
    browser = visit(console, acme)

    answer = getattr(browser, method)(path, {"name": "Nails"} if method == "post" else None)

    assert (answer.status_code, answer.json()["code"]) == (403, code)
    with in_tenant(acme):
        assert Team.objects.count() == 0
    assert Impersonation.objects.get().refused == 1
    assert both_trails(acme, in_tenant)[1][-1] == ("impersonation.refused", "Olga (Parlor)")


def test_it_writes_only_when_asked_for_and_says_who_did(
    olga: User, desk: Desk, acme: Tenant, in_tenant: InTenant
) -> None:
    unproved = desk(olga, is_confirmed=False).post(
        URL, {"company": str(acme.id), "reason": REASON, "may_write": True}
    )
    browser = visit(desk(olga), acme, may_write=True)

    made = browser.post("/api/teams/", {"name": "Nails"})
    people = browser.post("/api/invitations/", {"email": "eve@acme.test", "role": "owner"})

    assert (unproved.status_code, unproved.json()["code"]) == (403, "confirmation_needed")
    assert made.status_code == 201
    assert (people.status_code, people.json()["code"]) == (403, "visit_closed_here")
    platform, business = both_trails(acme, in_tenant)
    assert ("impersonation.wrote", "Olga") in platform
    assert ("impersonation.wrote", "Olga (Parlor)") in business


@pytest.mark.parametrize(
    "path",
    [
        "subscriptions/checkout/", "subscriptions/change/", "subscriptions/cancel/", "subscriptions/activate-code/",
        "finance/payments/", "finance/connect/onboard/", "finance/create-checkout/", "plan-requests/",
        "workspace/deletion/", "workspace/exports/", "workspace/domains/", f"employees/{ANY}/ownership/",
    ],
)  # fmt: skip
def test_money_and_people_stay_with_the_owner(olga: User, desk: Desk, acme: Tenant, path: str) -> None:
    browser = visit(desk(olga), acme, may_write=True)

    answer = browser.post(f"/api/{path}", {})

    assert (answer.status_code, answer.json()["code"]) == (403, "visit_closed_here")


def test_it_is_on_record_from_begin_to_end(console: Client, acme: Tenant, in_tenant: InTenant) -> None:
    browser = visit(console, acme)
    for _ in range(2):
        browser.get("/api/conversations/")

    left = browser.post("/api/impersonation/end/")

    assert left.json() == {"console": f"http://parlor.test/console/companies/{acme.id}"}
    platform, business = both_trails(acme, in_tenant)
    assert platform == [("impersonation.started", "Olga"), ("impersonation.ended", "Olga")]
    assert business == [("impersonation.started", "Olga (Parlor)"), ("impersonation.ended", "Olga (Parlor)")]
    [row] = console.get(URL).json()["results"]
    assert (row["is_open"], row["ended_how"], row["seen"]) == (False, "by_hand", ["/api/conversations/"])
    with in_tenant(acme):
        started = AuditEntry.objects.get(action="impersonation.started")
    assert (started.details["reason"], started.details["member"]) == (REASON, "Ada")


def test_it_ends_at_once_from_the_console(console: Client, acme: Tenant) -> None:
    browser = visit(console, acme)
    assert browser.get("/api/conversations/").status_code == 200

    ended = console.post(f"{URL}{Impersonation.objects.get().id}/end/")

    assert ended.json()["is_open"] is False
    assert browser.get("/api/conversations/").status_code == 401
    assert DeviceSession.objects.get(session_key__gt="").ended_at is not None


def test_it_ends_by_itself(console: Client, acme: Tenant) -> None:
    browser = visit(console, acme)
    Impersonation.objects.update(expires_at=now() - timedelta(seconds=1))

    answer = browser.get("/api/conversations/")

    assert (answer.status_code, answer.json()["code"]) == (401, "visit_over")
    assert console.get(URL).json()["results"][0]["ended_how"] == "time_over"


def test_signing_out_ends_it(console: Client, acme: Tenant) -> None:
    browser = visit(console, acme)

    assert browser.delete("/api/auth/session/").status_code == 204

    assert Impersonation.objects.get().ended_at is not None


def test_its_link_opens_once_and_only_there(
    console: Client, acme: Tenant, globex: Tenant, anonymous: Anonymous
) -> None:
    token = {"token": begin(console, acme)["url"].partition("#")[2]}

    answers = [anonymous(where).post("/api/impersonation/enter/", token) for where in (globex, acme, acme)]

    assert [answer.status_code for answer in answers] == [400, 204, 400]
    assert answers[0].json()["code"] == "visit_over"


@pytest.mark.parametrize("forged", ["", "x" * 43, "é" * 20, "x" * 200])
def test_a_forged_link_opens_nothing(
    forged: str, console: Client, acme: Tenant, anonymous: Anonymous
) -> None:
    begin(console, acme)

    assert anonymous(acme).post("/api/impersonation/enter/", {"token": forged}).status_code == 400
    assert Impersonation.objects.get().entered_at is None


def test_its_link_is_too_old_after_two_minutes(console: Client, acme: Tenant, anonymous: Anonymous) -> None:
    token = {"token": begin(console, acme)["url"].partition("#")[2]}
    Impersonation.objects.update(created_at=now() - timedelta(minutes=3))

    assert anonymous(acme).post("/api/impersonation/enter/", token).status_code == 400


def test_its_cookie_opens_nothing_elsewhere(console: Client, acme: Tenant, globex: Tenant) -> None:
    browser = visit(console, acme)
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value

    for where, path in ((globex, "/api/conversations/"), (None, "/api/admin/me/")):
        stranger = Client(where)
        stranger.cookies[settings.SESSION_COOKIE_NAME] = cookie
        assert stranger.get(path).status_code == 401
        browser = visit(console, acme)
        cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.mark.parametrize(
    "asked",
    [
        {"reason": ""},
        {"reason": "short"},
        {"minutes": 600},
        {"minutes": 1},
        {"company": "01920000-0000-7000-8000-000000000001"},
    ],
)
def test_it_wants_a_reason_and_an_end(asked: dict[str, Any], console: Client, acme: Tenant) -> None:
    assert console.post(URL, {"company": str(acme.id), "reason": REASON, **asked}).status_code == 400
    assert Impersonation.objects.count() == 0


def test_it_does_not_visit_closed_workspaces_or_strangers(
    console: Client, acme: Tenant, mallory: Person
) -> None:
    stranger = console.post(
        URL, {"company": str(acme.id), "reason": REASON, "member": str(mallory.member.id)}
    )
    Tenant.objects.filter(id=acme.id).update(state=TenantState.SUSPENDED)
    closed = console.post(URL, {"company": str(acme.id), "reason": REASON})

    people = console.get(f"{URL}companies/{acme.id}/members/")

    assert (stranger.status_code, closed.status_code, people.status_code) == (404, 409, 409)
    assert people.json()["code"] == "workspace_closed"


def test_it_ends_although_its_workspace_is_gone(console: Client, acme: Tenant) -> None:
    begin(console, acme)
    life.ask_deletion(acme.id, reason="", grace_days=0)
    purging.purge_due(now())
    Impersonation.objects.update(expires_at=now() - timedelta(seconds=1))

    [row] = console.get(URL).json()["results"]

    assert (row["is_open"], row["ended_how"], row["company"]["name"]) == (False, "time_over", "")
    lines = AuditEntry.objects.filter(action="impersonation.ended")
    assert list(lines.values_list("actor_name", flat=True)) == ["Olga"]


def test_it_ends_for_members_who_are_on_no_visit(ada: Person, acme: Tenant) -> None:
    assert Client(acme, ada).post("/api/impersonation/end/").status_code == 404


@pytest.mark.django_db(transaction=True)
async def test_its_socket_reads_shows_nobody_and_ends_with_it(
    console: Client, acme: Tenant, ada: Person
) -> None:
    await sync_to_async(presence.forget)(acme.schema_name)
    browser = await sync_to_async(visit)(console, acme)
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value
    headers = [
        (b"host", b"acme.parlor.test"),
        (b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode()),
    ]
    socket = WebsocketCommunicator(sockets, "/ws/inbox/", headers=headers)
    await socket.connect()
    hello = json.loads(await socket.receive_from(timeout=10))

    await socket.send_to(
        json.dumps({"type": "viewing", "conversation": "01920000-0000-7000-8000-000000000001"})
    )
    refused = json.loads(await socket.receive_from(timeout=10))
    here = await sync_to_async(presence.members_here)(acme.schema_name)
    await sync_to_async(end)((await Impersonation.objects.aget()).id)

    assert hello["data"]["member"]["id"] == str(ada.member.id)
    assert (refused["type"], refused["data"]["code"]) == ("refused", "visit_reads_only")
    assert here == set()
    while (event := await socket.receive_output(timeout=10))["type"] != "websocket.close":
        pass
    assert event["code"] == 4401
