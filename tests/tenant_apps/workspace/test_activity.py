"""The activity log: who did what, found again, told in both languages, exported, forgotten in time."""

import csv
from collections.abc import AsyncIterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.audit.actions import record
from shared_apps.audit.models import AuditEntry
from shared_apps.core.clock import now
from tenant_apps.workspace.activity.tasks import sweep_log
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.conftest import Api, InTenant

PATH = "/api/log/"


def texts(client: Client, **query: Any) -> list[str]:
    return [row["text"] for row in client.get(PATH, query).json()["results"]]


def test_it_tells_who_did_what_in_either_language(api: Api, ada: Person) -> None:
    client = api(ada)
    service = client.post("/api/services/", {"name": "Манікюр", "price": "450"}).json()
    client.patch(f"/api/services/{service['id']}/", {"price": "500", "name": "Манікюр"})

    changed, added = client.get(PATH).json()["results"]

    assert added == {
        "id": added["id"],
        "at": added["at"],
        "who": {"id": str(ada.member.id), "name": "Ada"},
        "action": "service.created",
        "area": "company",
        "text": "Added the service “Манікюр”",
        "link": "/settings/services",
    }
    assert changed["text"] == "Changed the service “Манікюр”: name, price"
    in_ukrainian = client.get(PATH, headers={"Accept-Language": "uk"}).json()["results"]
    assert [row["text"] for row in in_ukrainian] == [
        "Змінено послугу «Манікюр»: назва, ціна",
        "Додано послугу «Манікюр»",
    ]


@pytest.fixture
def busy(acme: Tenant, ada: Person, ben: Person, in_tenant: InTenant) -> Tenant:
    """Acme after a day with sign-ins, a team and things that have no sentence yet."""
    with in_tenant(acme):
        record("user.signed_in", actor=ben.user, details={"device": "Chrome", "ip": "10.0.0.7"})
        record("team.created", actor=ada.member, target_kind="team", details={"name": "Nails"})
        record("team.of_tomorrow", actor=None)
        record("contact.blocked", actor=ben.member, target_kind="contact", target_id="0192")
    return acme


def test_it_finds_entries_by_person_area_and_words(api: Api, ada: Person, ben: Person, busy: Tenant) -> None:
    client = api(ada)

    assert texts(client, who=str(ben.member.id)) == ["Blocked a customer", "Signed in · Chrome · 10.0.0.7"]
    assert texts(client, area="team") == ["Team: of tomorrow", "Made the team “Nails”"]
    assert texts(client, area="sign_in") == ["Signed in · Chrome · 10.0.0.7"]
    assert texts(client, q="nail") == ["Made the team “Nails”"]
    assert texts(client, q="заблоковано") == ["Blocked a customer"]
    assert texts(client, q="ben") == ["Blocked a customer", "Signed in · Chrome · 10.0.0.7"]
    assert texts(client, action="team.created") == ["Made the team “Nails”"]
    assert texts(client, q="10.0.0.8") == []


def test_it_knows_a_member_by_what_their_user_did(api: Api, ada: Person, ben: Person, busy: Tenant) -> None:
    rows = api(ada).get(PATH, {"area": "sign_in"}).json()["results"]

    assert [row["who"] for row in rows] == [{"id": str(ben.member.id), "name": "Ben"}]


def test_it_finds_entries_of_a_span(api: Api, ada: Person, busy: Tenant, in_tenant: InTenant) -> None:
    with in_tenant(busy):
        AuditEntry.objects.filter(action="team.created").update(at=now() - timedelta(days=3))
    noon = (now() - timedelta(days=2)).isoformat()

    assert texts(api(ada), end=noon) == ["Made the team “Nails”"]
    assert len(texts(api(ada), start=noon)) == 3
    refused = api(ada).get(PATH, {"start": now().isoformat(), "end": noon})
    assert (refused.status_code, list(refused.json()["fields"])) == (400, ["end"])


def test_it_turns_pages_at_the_same_cost(api: Api, ada: Person, busy: Tenant, in_tenant: InTenant) -> None:
    client = api(ada)
    client.get(PATH)
    with CaptureQueriesContext(connection) as few:
        client.get(PATH, {"limit": 1})
    with in_tenant(busy):
        for number in range(40):
            record("label.created", actor=ada.member, details={"name": f"L{number}"})

    with CaptureQueriesContext(connection) as many:
        page = client.get(PATH, {"limit": 30}).json()

    rest = client.get(page["next"]).json()
    assert (len(page["results"]), len(rest["results"]), len(many)) == (30, 14, len(few))
    assert page["results"][0]["text"] == "Made the label “L39”"


async def whole(parts: AsyncIterator[bytes]) -> str:
    return b"".join([part async for part in parts]).decode()


def test_it_exports_what_was_found(api: Api, ada: Person, busy: Tenant, in_tenant: InTenant) -> None:
    with in_tenant(busy):
        record("team.created", actor=ada.member, details={"name": "=1+1"})

    answer: Any = api(ada).get(f"{PATH}export/", {"area": "team"}, headers={"Accept-Language": "uk"})

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = async_to_sync(whole)(answer.streaming_content).removeprefix("\ufeff")
    rows = list(csv.reader(StringIO(text)))
    assert rows[0] == ["Коли", "Хто", "Що", "Розділ", "Дія"]
    assert [row[1:3] for row in rows[1:]] == [
        ["Ada", "Створено команду «=1+1»"],
        ["", "Team: of tomorrow"],
        ["Ada", "Створено команду «Nails»"],
    ]
    assert texts(api(ada), area="data") == ["Exported the activity log"]


def test_only_who_may_sees_the_log(
    api: Api, ada: Person, ben: Person, cleo: Person, mallory: Person, busy: Tenant
) -> None:
    statuses = [
        client.get(f"{PATH}{what}").status_code
        for client in (api(ben), api(cleo), api(mallory, at=busy))
        for what in ("", "export/")
    ]

    assert statuses == [403, 403, 403, 403, 404, 404]
    assert texts(api(mallory)) == []


def test_it_forgets_what_is_older_than_is_kept(
    api: Api, ada: Person, busy: Tenant, in_tenant: InTenant
) -> None:
    api(ada).patch("/api/company/", {"log_days": 30})
    with in_tenant(busy):
        AuditEntry.objects.filter(action="team.created").update(at=now() - timedelta(days=31))
        AuditEntry.objects.filter(action="contact.blocked").update(at=now() - timedelta(days=29))

        sweep_log()

    left = texts(api(ada))
    assert "Made the team “Nails”" not in left
    assert "Blocked a customer" in left
