"""The inbox over HTTP: shapes, roles, neighbours, the number of queries."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenant_apps.conversations.api.serializers import ConversationSerializer, MessageSerializer
from tenant_apps.conversations.models import AgentMode, Conversation, ConversationChannel, Message, Status
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Anonymous, Api
from tests.tenant_apps.conversations.conftest import Receive

LIST = "/api/conversations/"


def path(thread: Conversation, rest: str = "") -> str:
    return f"{LIST}{thread.id}/{rest}"


def reply(text: str = "50", **fields: Any) -> dict[str, Any]:
    return {"client_id": str(uuid4()), "kind": "text", "text": text, **fields}


def test_it_lists_a_conversation_as_the_schema_says(thread: Conversation, ben: Person, api: Api) -> None:
    response = api(ben).get(LIST)

    [item] = response.json()["results"]
    assert item["id"] == str(thread.id)
    assert item["contact"]["name"] == "Dana Koval"
    assert (item["status"], item["unread"], item["agent_mode"]) == ("pending", 1, "autopilot")
    assert item["window"]["open"] is True
    assert set(item) == set(ConversationSerializer().fields)


def test_it_shows_messages_as_the_schema_says(thread: Conversation, ben: Person, api: Api) -> None:
    response = api(ben).get(path(thread, "messages/"))

    body = response.json()
    assert (body["next"], body["previous"]) == (None, None)
    [message] = body["results"]
    assert message["sender"]["kind"] == "contact"
    assert set(message) == set(MessageSerializer().fields)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("status=active", 1),
        ("status=resolved", 0),
        ("status=pending", 1),
        ("assignee=me", 0),
        ("assignee=none", 1),
        ("agent=on", 1),
        ("agent=off", 0),
        ("q=Dana", 1),
        ("q=МАНІКЮР", 1),
        ("q=nobody", 0),
    ],
)
def test_it_filters(thread: Conversation, ben: Person, api: Api, query: str, count: int) -> None:
    response = api(ben).get(f"{LIST}?{query}")

    assert len(response.json()["results"]) == count


@pytest.mark.parametrize("query", ["status=late", "assignee=somebody", "channel=7", "agent=maybe"])
def test_it_refuses_a_filter_that_is_none(ben: Person, api: Api, query: str) -> None:
    response = api(ben).get(f"{LIST}?{query}")

    assert (response.status_code, response.json()["code"]) == (400, "invalid")


def test_it_counts_what_the_tabs_show(thread: Conversation, ben: Person, api: Api) -> None:
    response = api(ben).get(f"{LIST}counts/")

    assert response.json() == {
        "all": 1,
        "mine": 0,
        "unassigned": 1,
        "ai": 1,
        "mentions": 0,
        "unattended": 0,
        "unread": 1,
    }


def test_a_reply_takes_the_conversation_over(thread: Conversation, ben: Person, api: Api) -> None:
    response = api(ben).post(path(thread, "messages/"), reply("Вітаємо!"))

    assert response.status_code == 201
    assert response.json()["sender"] == {"kind": "member", "id": str(ben.member.id), "name": "Ben"}
    thread.refresh_from_db()
    assert (thread.agent_mode, thread.status, thread.assignee_id) == (
        AgentMode.OFF,
        Status.OPEN,
        ben.member.id,
    )
    assert (thread.unread, thread.last_message_text) == (0, "Вітаємо!")


def test_a_repeated_request_returns_the_same_message(thread: Conversation, ben: Person, api: Api) -> None:
    body = reply()

    first = api(ben).post(path(thread, "messages/"), body)
    second = api(ben).post(path(thread, "messages/"), body)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]


def test_a_note_leaves_the_agent_at_work(thread: Conversation, ben: Person, api: Api) -> None:
    api(ben).post(path(thread, "messages/"), reply("likes tea", private=True))

    thread.refresh_from_db()
    assert (thread.agent_mode, thread.unread) == (AgentMode.AUTOPILOT, 1)


def test_it_takes_over_and_hands_back(thread: Conversation, ben: Person, api: Api) -> None:
    taken = api(ben).patch(path(thread), {"agent_mode": "off", "assignee": "me", "status": "open"}).json()
    assert (taken["agent_mode"], taken["assignee"]["name"], taken["status"]) == ("off", "Ben", "open")

    back = (
        api(ben)
        .patch(path(thread), {"agent_mode": "autopilot", "assignee": None, "status": "pending"})
        .json()
    )

    assert (back["agent_mode"], back["assignee"], back["status"]) == ("autopilot", None, "pending")
    thread.refresh_from_db()
    assert thread.takeover_version == 2


def test_resolving_gives_the_next_session_back_to_the_agent(
    thread: Conversation, ben: Person, api: Api
) -> None:
    api(ben).patch(path(thread), {"agent_mode": "off"})

    resolved = api(ben).patch(path(thread), {"status": "resolved"}).json()

    assert (resolved["status"], resolved["agent_mode"], resolved["unread"]) == ("resolved", "autopilot", 0)


def test_it_marks_as_read(thread: Conversation, ben: Person, api: Api) -> None:
    response = api(ben).post(path(thread, "read/"))

    assert response.json()["unread"] == 0


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (reply("  "), "empty"),
        (reply(attachments=[str(uuid4())]), "invalid"),
        (reply(reply_to=str(uuid4())), "invalid"),
    ],
)
def test_it_refuses_a_message_that_is_none(
    thread: Conversation, ben: Person, api: Api, body: dict[str, Any], code: str
) -> None:
    response = api(ben).post(path(thread, "messages/"), body)

    assert (response.status_code, response.json()["code"]) == (400, code)
    assert not Message.objects.filter(direction="out").exists()


def test_it_refuses_a_reply_when_the_window_is_closed(thread: Conversation, ben: Person, api: Api) -> None:
    ConversationChannel.objects.update(window_closes_at=thread.created_at.replace(year=2020))

    response = api(ben).post(path(thread, "messages/"), reply())

    assert (response.status_code, response.json()["code"]) == (409, "window_closed")
    assert not Message.objects.filter(direction="out").exists()


def test_it_pages_a_thread_both_ways(thread: Conversation, receive: Receive, ben: Person, api: Api) -> None:
    for number in range(1, 6):
        receive("text", called={"wamid.PARLOR001": f"wamid.{number}", "1790000000": f"179000000{number}"})

    newest = api(ben).get(path(thread, "messages/?limit=2")).json()
    older = api(ben).get(newest["next"]).json()
    oldest = api(ben).get(older["next"]).json()
    newer = api(ben).get(oldest["previous"]).json()
    around = api(ben).get(path(thread, f"messages/?limit=3&around={older['results'][0]['id']}")).json()

    pages = [oldest, older, newest]
    ids = [item["id"] for page in pages for item in page["results"]]
    assert len(ids) == len(set(ids)) == 6
    assert ids == [str(m.id) for m in Message.objects.order_by("provider_at", "provider_seq", "id")]
    assert oldest["next"] is None
    assert newer["results"] == older["results"]
    assert older["results"][0]["id"] in [item["id"] for item in around["results"]]
    assert len(around["results"]) == 3


def test_the_list_costs_the_same_for_one_row_and_for_thirty(
    thread: Conversation, receive: Receive, ben: Person, api: Api, inside: Tenant
) -> None:
    def queries() -> int:
        client = api(ben)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    queries()  # the first request also looks up the host, which is remembered
    one = queries()
    for number in range(30):
        receive(
            "text",
            called={
                "wamid.PARLOR001": f"wamid.{number}",
                "UA.51423001122334455667": f"UA.{number}",
                "380671112233": f"3806711120{number:02}",
            },
        )

    assert Conversation.objects.count() == 31
    assert queries() == one


WRITES = [
    ("patch", "", {"status": "resolved"}),
    ("post", "messages/", {"client_id": str(uuid4()), "text": "50"}),
    ("post", "read/", {}),
    ("post", "messages/01920000-0000-7000-8000-000000000001/retry/", {}),
]
READS = ["", "messages/"]


@pytest.mark.parametrize(("method", "rest", "body"), WRITES)
def test_a_viewer_changes_nothing(
    thread: Conversation, cleo: Person, api: Api, method: str, rest: str, body: dict[str, Any]
) -> None:
    response = getattr(api(cleo), method)(path(thread, rest), body)

    assert (response.status_code, response.json()["code"]) == (403, "forbidden")
    thread.refresh_from_db()
    assert (thread.status, thread.unread) == (Status.PENDING, 1)


@pytest.mark.parametrize(("method", "rest", "body"), [*WRITES, *[("get", rest, {}) for rest in READS]])
def test_the_neighbour_finds_nothing(
    thread: Conversation,
    mallory: Person,
    acme: Tenant,
    api: Api,
    method: str,
    rest: str,
    body: dict[str, Any],
) -> None:
    at_home = getattr(api(mallory), method)(path(thread, rest), body)
    next_door = getattr(api(mallory, at=acme), method)(path(thread, rest), body)

    assert (at_home.status_code, next_door.status_code) == (404, 404)


def test_a_stranger_is_asked_to_sign_in(thread: Conversation, acme: Tenant, anonymous: Anonymous) -> None:
    response = anonymous(acme).get(path(thread))

    assert (response.status_code, response.json()["code"]) == (401, "not_authenticated")


def test_it_shows_and_changes_a_contact(thread: Conversation, ben: Person, api: Api) -> None:
    contact = f"/api/contacts/{thread.contact_id}/"

    changed = api(ben).patch(contact, {"name": "Dana K.", "notes": "likes tea"}).json()

    assert (changed["name"], changed["notes"], changed["rev"]) == ("Dana K.", "likes tea", 2)
    assert {identity["kind"] for identity in changed["identities"]} >= {"bsuid", "wa_id"}


def test_the_neighbour_and_the_viewer_do_not_change_a_contact(
    thread: Conversation, mallory: Person, cleo: Person, api: Api
) -> None:
    contact = f"/api/contacts/{thread.contact_id}/"

    assert api(mallory).patch(contact, {"name": "x"}).status_code == 404
    assert api(cleo).patch(contact, {"name": "x"}).status_code == 403
