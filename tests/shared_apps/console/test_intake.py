"""An operator finds a webhook that failed, opens it, mends nothing but the cause, and has it read again."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from shared_apps.audit.models import AuditEntry
from shared_apps.facts.models import FactWork, WorkState
from shared_apps.intake import platforms
from shared_apps.intake.actions import claim_route
from shared_apps.intake.drain import MAX_ATTEMPTS, drain
from shared_apps.intake.models import EventState, IntakeEvent
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.models import Message
from tenants.models import Tenant
from tests.cast import Client
from tests.conftest import InTenant

BODY = (Path(__file__).parents[2] / "fixtures/whatsapp/text.json").read_bytes()
NUMBER = "700100200300"
URL = "/api/admin/intake/"

pytestmark = pytest.mark.django_db


def write(
    *, account: str = NUMBER, schema: str = "", state: int = EventState.UNROUTED, body: bytes = BODY
) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.intake_event (platform, account_id, schema, payload, state, attempts, reason) "
            "VALUES ('whatsapp', %s, %s, %s, %s, %s, %s) RETURNING id",
            [account, schema, body, state, 6 if state == EventState.FAILED else 0, "KeyError: 'messages'"],
        )
        return int(cursor.fetchone()[0])


def rows(console: Client, **asked: str) -> list[dict[str, Any]]:
    answer = console.get(URL, asked)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


@pytest.fixture
def line(acme: Tenant, in_tenant: InTenant) -> ChannelAccount:
    """Acme's number."""
    with in_tenant(acme):
        claim_route(platform="whatsapp", account_id=NUMBER)
        return ChannelAccount.objects.create(kind="whatsapp", name="Acme", external_id=NUMBER)


def test_it_finds_opens_and_replays_what_failed(
    console: Client, line: ChannelAccount, acme: Tenant, in_tenant: InTenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(schema=acme.schema_name, state=EventState.PENDING)
    with monkeypatch.context() as broken, in_tenant(acme):
        broken.setattr(platforms, "_consume", [lambda _: {}["messages"]])  # type: ignore[index]  # the fault
        for _ in range(MAX_ATTEMPTS):
            IntakeEvent.objects.update(due_at="2020-01-01T00:00:00Z")
            drain(acme.schema_name)

    [failed] = rows(console)
    opened = console.get(f"{URL}{failed['id']}/").json()
    answer = console.post(f"{URL}replay/", {"ids": [failed["id"]]})

    assert (failed["state"], failed["attempts"], failed["reason"]) == ("failed", 6, "KeyError: 'messages'")
    assert failed["company"]["slug"] == "acme"
    assert opened["owner"]["slug"] == "acme"
    assert json.loads(opened["body"]) == json.loads(BODY)
    assert answer.json() == {"replayed": 1, "left": 0}
    with in_tenant(acme):
        drain(acme.schema_name)
        assert Message.objects.count() == 1
    assert rows(console) == []
    assert [row["state"] for row in rows(console, state="done")] == ["done"]
    trail = list(
        AuditEntry.objects.filter(target_kind="intake").order_by("id").values_list("action", "actor_name")
    )
    assert trail == [("intake.inspected", "Olga"), ("intake.replayed", "Olga")]


def test_it_reads_a_body_twice_without_a_second_message(
    console: Client, line: ChannelAccount, acme: Tenant, in_tenant: InTenant
) -> None:
    for _ in range(2):
        write(schema=acme.schema_name, state=EventState.FAILED)
    keys = [row["id"] for row in rows(console)]

    first = console.post(f"{URL}replay/", {"ids": keys}).json()
    with in_tenant(acme):
        drain(acme.schema_name)
    again = console.post(f"{URL}replay/", {"ids": keys}).json()

    assert (first, again) == ({"replayed": 2, "left": 0}, {"replayed": 0, "left": 2})
    with in_tenant(acme):
        assert Message.objects.count() == 1


def test_it_leaves_what_nobody_has_where_it_is(console: Client, line: ChannelAccount) -> None:
    write()
    write(account="999")

    answer = console.post(f"{URL}replay/", {"filter": {"state": "unrouted"}})

    assert answer.json() == {"replayed": 1, "left": 1}
    [left] = rows(console, state="unrouted")
    assert (left["account"], left["company"]) == ("999", None)
    assert console.get(f"{URL}{left['id']}/").json()["owner"] is None


def test_it_filters_and_counts(console: Client, acme: Tenant) -> None:
    write(account="1")
    write(account="2")
    write(schema=acme.schema_name, state=EventState.FAILED)
    write(schema=acme.schema_name, state=EventState.DONE)

    page = console.get(URL, {"state": "unrouted", "account": "2"}).json()

    assert [row["account"] for row in page["results"]] == ["2"]
    assert page["counts"] == {
        "failed": {"whatsapp": 1},
        "unrouted": {"whatsapp": 2},
        "retrying": {},
        "waiting": {},
    }
    assert len(rows(console, company="acme")) == 1
    assert rows(console, company="globex") == []
    assert rows(console, platform="telegram") == []
    assert [len(rows(console, q=q)) for q in ("keyerror", "ACM", NUMBER, "globex")] == [1, 1, 1, 0]
    assert console.get(URL, {"state": "nonsense"}).status_code == 400


def test_it_goes_from_page_to_page(
    console: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr("shared_apps.console.intake.selectors.PAGE", 2)
    ids = [write(account=str(number)) for number in range(5)]

    seen, before = [], ""
    while True:
        page = console.get(URL, {"state": "unrouted", "before": before}).json()
        seen += [int(row["id"].partition("-")[2]) for row in page["results"]]
        before = page["before"]
        if not before:
            break

    assert seen == ids[::-1]


def test_it_masks_secrets_in_a_body(console: Client) -> None:
    write(body=json.dumps({"access_token": "EAAGm0PX4ZCpsBAKZBhlZB12345", "text": "See you at ten"}).encode())
    write(account="mail", body=b"Authorization: Bearer abcdefghijklmnop\r\n\r\nHello \xff there")

    mail, message = (
        console.get(f"{URL}{row['id']}/").json()["body"] for row in rows(console, state="unrouted")
    )

    assert "EAAGm0" not in message
    assert "See you at ten" in message
    assert "abcdefghijklmnop" not in mail
    assert "Hello" in mail


@pytest.mark.parametrize("key", ["x", "1-2", "99999999999999999999999-1", "-", "1-"])
def test_it_knows_no_such_row(key: str, console: Client) -> None:
    assert console.get(f"{URL}{key}/").status_code == 404
    assert console.post(f"{URL}replay/", {"ids": [key]}).status_code in (200, 404)


@pytest.mark.parametrize(
    "asked", [{}, {"ids": ["1-1"], "filter": {"state": "failed"}}, {"filter": {"state": "done"}}]
)
def test_it_wants_to_know_what_to_replay(asked: dict[str, Any], console: Client) -> None:
    assert console.post(f"{URL}replay/", asked).status_code == 400


def test_it_shows_and_replays_work_that_was_given_up(
    console: Client, acme: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr("shared_apps.facts.tasks.send", lambda rows: sent.extend(row[0] for row in rows))
    work = FactWork.objects.create(
        schema=acme.schema_name,
        consumer="automation.answer_customers",
        facts=[{"id": 1, "name": "MessageReceived", "payload": {}, "depth": 0}],
        state=WorkState.PARKED,
        attempts=6,
        reason="RuntimeError: no model",
    )

    [shown] = console.get(f"{URL}work/").json()["results"]
    answer = console.post(f"{URL}work/replay/", {"ids": [work.id]})

    assert (shown["facts"], shown["company"]["slug"], shown["reason"]) == (
        *(["MessageReceived"], "acme", "RuntimeError: no model"),
    )
    assert answer.json() == {"replayed": 1, "left": 0}
    work.refresh_from_db()
    assert (work.state, work.attempts) == (WorkState.WAITING, 0)
    assert AuditEntry.objects.filter(action="work.replayed", actor_name="Olga").exists()


def test_a_page_costs_the_same_for_one_and_thirty(
    console: Client, acme: Tenant, django_assert_max_num_queries: Any
) -> None:
    counted = []
    for wanted in (1, 30):
        while IntakeEvent.objects.count() < wanted:
            write(schema=acme.schema_name, state=EventState.FAILED)
        with django_assert_max_num_queries(40) as queries:
            assert len(rows(console)) == wanted
        counted.append(len([query for query in queries if "console-visit" not in query["sql"]]))

    assert counted[0] - counted[1] in (0, 1, 2)
