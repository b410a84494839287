"""Labels, snoozes, participants, mentions, settling and bulk jobs."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from shared_apps.core.clock import now
from shared_apps.facts.models import FactRow
from tenant_apps.contacts.models import Label
from tenant_apps.conversations.actions import MemberSender, send_message
from tenant_apps.conversations.events import ConversationOpened
from tenant_apps.conversations.models import Conversation, Status
from tenant_apps.conversations.organising.actions import resolve_idle, store_mentions, wake_due
from tenant_apps.conversations.organising.actions.bulk import work_on
from tenant_apps.conversations.organising.models import BulkJob, InboxSettings, Mention
from tenant_apps.conversations.organising.subscribers import let_go
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.conversations.rooms import opened, restricted, team_of

LIST, BULK = "/api/conversations/", "/api/conversations/bulk/"


def told(tenant: Tenant, name: str) -> int:
    return FactRow.objects.filter(schema=tenant.schema_name, name=name).count()


def bulk(action: str, value: Any = None, **what: Any) -> dict[str, Any]:
    return {"client_id": str(uuid4()), "action": action, "value": value, **what}


def test_it_labels_a_conversation(inside: Tenant, ben: Person, api: Api) -> None:
    vip, dana = Label.objects.create(name="VIP"), opened()

    body = api(ben).patch(f"{LIST}{dana.id}/", {"labels": [str(vip.id)]}).json()

    assert [label["name"] for label in body["labels"]] == ["VIP"]
    assert body["rev"] == dana.rev + 1


def test_it_leaves_the_labels_that_somebody_else_put_on_meanwhile(
    inside: Tenant, ada: Person, ben: Person, api: Api
) -> None:
    vip, late, new = (Label.objects.create(name=name) for name in ("VIP", "Late", "New"))
    dana = opened()
    api(ada).patch(f"{LIST}{dana.id}/", {"labels": [str(vip.id), str(late.id)]})

    body = (
        api(ben)
        .patch(f"{LIST}{dana.id}/", {"add_labels": [str(new.id)], "remove_labels": [str(late.id)]})
        .json()
    )

    assert {label["name"] for label in body["labels"]} == {"VIP", "New"}


def test_it_refuses_all_labels_beside_a_change_of_them(inside: Tenant, ben: Person, api: Api) -> None:
    vip, dana = Label.objects.create(name="VIP"), opened()

    answer = api(ben).patch(f"{LIST}{dana.id}/", {"labels": [], "add_labels": [str(vip.id)]})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["labels"])
    assert dana.label_links.count() == 0


def test_it_snoozes_until_a_time_in_words_and_wakes_once(inside: Tenant, ben: Person, api: Api) -> None:
    dana = opened()

    body = api(ben).post(f"{LIST}{dana.id}/snooze/", {"text": "через 2 години"}).json()

    assert (body["conversation"]["status"], body["until_reply"]) == ("snoozed", False)
    assert wake_due() == 0
    Conversation.objects.update(snoozed_until=now() - timedelta(seconds=1))
    assert (wake_due(), wake_due()) == (1, 0)
    dana.refresh_from_db()
    assert (dana.status, dana.snoozed_until) == (Status.OPEN, None)
    assert told(inside, "SnoozeEnded") == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": "колись"}, "time_not_understood"),
        ({}, "invalid"),
        ({"until": "2020-01-01T00:00Z"}, "invalid"),
    ],
)
def test_it_refuses_a_snooze_without_an_end(
    inside: Tenant, ben: Person, api: Api, body: dict[str, Any], code: str
) -> None:
    dana = opened()

    response = api(ben).post(f"{LIST}{dana.id}/snooze/", body)

    assert (response.status_code, response.json()["code"]) == (400, code)
    dana.refresh_from_db()
    assert dana.status == Status.OPEN


def test_it_resolves_what_is_idle_and_nobody_waits_in(inside: Tenant) -> None:
    InboxSettings.objects.create(auto_resolve_hours=24)
    idle = opened("idle", minutes_ago=60 * 25)
    opened("waits", minutes_ago=60 * 25, waiting_since=now() - timedelta(hours=25))
    opened("fresh", minutes_ago=5)
    opened("aside", minutes_ago=60 * 25, status="snoozed")

    assert (resolve_idle(), resolve_idle()) == (1, 0)

    idle.refresh_from_db()
    assert idle.status == Status.RESOLVED
    assert Conversation.objects.filter(status=Status.RESOLVED).count() == 1


def test_members_and_teams_are_called_once(inside: Tenant, ada: Person, ben: Person, cleo: Person) -> None:
    hair, dana = team_of("Hair", ben.member, cleo.member), opened()
    note = send_message(
        conversation_id=dana.id,
        sender=MemberSender(ben.member),
        text="@Ada @Hair",
        private=True,
        mentions=[str(ada.member.id), str(hair.id), str(uuid4())],
    )

    store_mentions([note])
    store_mentions([note])

    called = set(Mention.objects.values_list("member__name", "team__name"))
    assert called == {("Ada", None), ("Cleo", "Hair")}
    assert told(inside, "MemberMentioned") == 2


def test_it_sets_participants(inside: Tenant, ben: Person, ada: Person, api: Api) -> None:
    dana = opened()

    body = api(ben).put(f"{LIST}{dana.id}/participants/", {"members": [str(ada.member.id)]}).json()

    assert body["results"] == [{"id": str(ada.member.id), "name": "Ada"}]
    assert told(inside, "ParticipantsChanged") == 1


def test_it_changes_many_once_and_undoes_it(inside: Tenant, ben: Person, api: Api) -> None:
    rows = [opened(f"Customer {number}", unread=2) for number in range(60)]
    body = bulk("status", "resolved", filter={"status": "open"})

    first, second = api(ben).post(BULK, body), api(ben).post(BULK, body)
    job = first.json()
    work_on(job["id"])
    work_on(job["id"])

    assert (first.status_code, second.status_code, second.json()["id"]) == (201, 200, job["id"])
    done = api(ben).get(f"{BULK}{job['id']}/").json()
    assert (done["state"], done["total"], done["changed"]) == ("done", 60, 60)
    assert Conversation.objects.filter(status=Status.RESOLVED).count() == 60
    api(ben).patch(f"{LIST}{rows[0].id}/", {"status": "pending"})
    api(ben).post(f"{BULK}{job['id']}/undo/")
    work_on(job["id"])
    undone = api(ben).get(f"{BULK}{job['id']}/").json()
    assert (undone["state"], undone["undone"]) == ("undone", 59)
    assert Conversation.objects.filter(status=Status.OPEN, unread=2).count() == 59


def test_one_resolution_is_taken_back_whole(inside: Tenant, ben: Person, api: Api) -> None:
    since = now() - timedelta(minutes=5)
    dana = opened(unread=2, waiting_since=since, assignee=ben.member)

    job = api(ben).post(BULK, bulk("status", "resolved", ids=[str(dana.id)])).json()
    resolved = api(ben).get(f"{LIST}{dana.id}/").json()
    undone = api(ben).post(f"{BULK}{job['id']}/undo/").json()

    assert (job["state"], resolved["status"], resolved["waiting_since"]) == ("done", "resolved", None)
    assert (undone["state"], undone["undone"]) == ("undone", 1)
    dana.refresh_from_db()
    assert (dana.status, dana.agent_mode, dana.unread) == (Status.OPEN, "off", 2)
    assert (dana.waiting_since, dana.assignee_id) == (since, ben.member.id)


def test_a_hand_that_opens_leaves_it_to_whoever_has_it(inside: Tenant, ben: Person, api: Api) -> None:
    InboxSettings.objects.create(keeps_assignee=False)
    dana = opened(status="resolved", assignee=ben.member, waiting_since=now())

    api(ben).patch(f"{LIST}{dana.id}/", {"status": "open"})

    fact = FactRow.objects.get(schema=inside.schema_name, name="ConversationOpened")
    assert fact.payload["by"] == str(ben.member.id)
    let_go([ConversationOpened(conversation_id=dana.id, by=ben.member.id)])
    dana.refresh_from_db()
    assert dana.assignee_id == ben.member.id
    let_go([ConversationOpened(conversation_id=dana.id)])
    dana.refresh_from_db()
    assert dana.assignee_id is None


def test_it_passes_by_what_a_member_may_not_see(inside: Tenant, ben: Person, api: Api) -> None:
    restricted(ben.member)
    hidden, seen = opened("hidden", team=team_of("Nails")), opened("seen")

    job = api(ben).post(BULK, bulk("priority", "high", ids=[str(hidden.id), str(seen.id)])).json()
    work_on(job["id"])

    done = BulkJob.objects.get(id=job["id"])
    assert (done.changed, done.skipped) == (1, 1)
    hidden.refresh_from_db()
    assert hidden.priority == ""


def test_it_is_too_late_to_undo(inside: Tenant, ben: Person, api: Api) -> None:
    job = api(ben).post(BULK, bulk("priority", "high", ids=[str(opened().id)])).json()
    work_on(job["id"])
    BulkJob.objects.update(finished_at=now() - timedelta(seconds=61))

    response = api(ben).post(f"{BULK}{job['id']}/undo/")

    assert (response.status_code, response.json()["code"]) == (409, "too_late_to_undo")
    assert Conversation.objects.get().priority == "high"


@pytest.mark.parametrize(
    "body",
    [
        bulk("status", "late", ids=[]),
        bulk("explode", None, ids=[]),
        bulk("assignee", "nobody", ids=[]),
        bulk("read"),
        bulk("read", ids=[], filter={}),
    ],
)
def test_it_refuses_a_bulk_change_that_is_none(
    inside: Tenant, ben: Person, api: Api, body: dict[str, Any]
) -> None:
    response = api(ben).post(BULK, body)

    assert (response.status_code, response.json()["code"]) == (400, "invalid")
    assert not BulkJob.objects.exists()


# An id that nobody has; fixed, as parallel runners must collect the same tests.
UNKNOWN = "01920000-0000-7000-8000-00000000dead"
WRITES = [
    ("post", "{id}/snooze/", {"text": "tomorrow"}),
    ("put", "{id}/participants/", {"members": []}),
    ("post", "bulk/", bulk("read", ids=[])),
    ("post", "snooze-time/", {"text": "tomorrow"}),
    ("post", f"bulk/{UNKNOWN}/undo/", {}),
    ("post", "{id}/claim/", {}),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_viewers_and_neighbours_change_nothing(
    inside: Tenant,
    cleo: Person,
    mallory: Person,
    api: Api,
    method: str,
    path: str,
    body: dict[str, Any],
) -> None:
    address = LIST + path.format(id=opened().id)

    viewer = getattr(api(cleo), method)(address, body)
    neighbour = getattr(api(mallory, at=inside), method)(address, body)

    assert (viewer.status_code, neighbour.status_code) == (403, 404)
    assert Conversation.objects.get().status == Status.OPEN
