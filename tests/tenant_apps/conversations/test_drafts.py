"""Drafts on the server: two devices, one member, no lost text."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenant_apps.conversations.drafts.models import Draft
from tenant_apps.conversations.drafts.subscribers import drop_sent
from tenant_apps.conversations.events import MessageQueued
from tenant_apps.conversations.models import Conversation, Message
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api

DRAFTS = "/api/drafts/"


def path(thread: Conversation, mode: str = "reply") -> str:
    return f"{DRAFTS}{thread.id}/{mode}/"


def writing(text: str, *, rev: int, at: str = "2026-09-21T14:14:00Z", **fields: Any) -> dict[str, Any]:
    return {"text": text, "rev": rev, "written_at": at, **fields}


def test_it_keeps_a_draft(thread: Conversation, ben: Person, api: Api) -> None:
    kept = api(ben).put(path(thread), writing("Вітаємо", rev=0))

    assert (kept.status_code, kept.json()) == (
        200,
        {
            "conversation": str(thread.id),
            "mode": "reply",
            "text": "Вітаємо",
            "attachments": [],
            "reply_to": None,
            "channel": None,
            "written_at": "2026-09-21T14:14:00Z",
            "other": None,
            "rev": 1,
        },
    )
    assert api(ben).get(DRAFTS).json()["results"] == [kept.json()]
    assert api(ben).get(path(thread)).json() == kept.json()


def test_a_note_and_a_reply_are_two_drafts(thread: Conversation, ben: Person, api: Api) -> None:
    api(ben).put(path(thread), writing("reply", rev=0))
    api(ben).put(path(thread, "note"), writing("note", rev=0))

    assert {row["text"] for row in api(ben).get(DRAFTS).json()["results"]} == {"reply", "note"}


def test_writing_on_needs_the_newest_rev(thread: Conversation, ben: Person, api: Api) -> None:
    api(ben).put(path(thread), writing("a", rev=0))

    second = api(ben).put(path(thread), writing("ab", rev=1)).json()

    assert (second["text"], second["rev"], second["other"]) == ("ab", 2, None)


@pytest.mark.parametrize(
    ("at", "text", "other"),
    [("2026-09-21T14:14:30Z", "phone", "laptop"), ("2026-09-21T14:13:30Z", "laptop", "phone")],
)
def test_when_two_devices_meet_the_later_writing_wins_and_both_are_shown(
    thread: Conversation, ben: Person, api: Api, at: str, text: str, other: str
) -> None:
    api(ben).put(path(thread), writing("laptop", rev=0))

    met = api(ben).put(path(thread), writing("phone", rev=0, at=at)).json()

    assert (met["text"], met["other"]["text"], met["rev"]) == (text, other, 2)
    assert api(ben).put(path(thread), writing("both", rev=2)).json()["other"] is None


def test_a_clock_that_runs_ahead_does_not_win_for_ever(thread: Conversation, ben: Person, api: Api) -> None:
    kept = api(ben).put(path(thread), writing("ahead", rev=0, at="2030-01-01T00:00:00Z")).json()

    assert kept["written_at"] < "2026-09-22"


def test_what_is_sent_is_no_draft_any_more(thread: Conversation, ben: Person, ada: Person, api: Api) -> None:
    api(ben).put(path(thread), writing("50", rev=0))
    api(ben).put(path(thread, "note"), writing("likes tea", rev=0))
    api(ada).put(path(thread), writing("Ada's own", rev=0))
    body = {"client_id": str(uuid4()), "kind": "text", "text": "50"}
    sent = api(ben).post(f"/api/conversations/{thread.id}/messages/", body).json()

    drop_sent([MessageQueued(message_id=Message.objects.get(id=sent["id"]).id, conversation_id=thread.id)])

    assert set(Draft.objects.values_list("text", flat=True)) == {"likes tea", "Ada's own"}


def test_it_drops_a_draft(thread: Conversation, ben: Person, api: Api) -> None:
    api(ben).put(path(thread), writing("a", rev=0))

    assert api(ben).delete(path(thread)).status_code == 204
    assert api(ben).get(path(thread)).status_code == 404
    assert api(ben).delete(path(thread)).status_code == 204


def test_drafts_are_their_writers_alone(
    thread: Conversation, ben: Person, ada: Person, cleo: Person, mallory: Person, acme: Tenant, api: Api
) -> None:
    api(ben).put(path(thread), writing("mine", rev=0))

    assert api(ada).get(DRAFTS).json()["results"] == []
    assert api(ada).get(path(thread)).status_code == 404
    assert api(cleo).put(path(thread), writing("x", rev=0)).status_code == 403
    assert api(mallory).put(path(thread), writing("x", rev=0)).status_code == 404
    assert api(mallory, at=acme).get(DRAFTS).status_code == 404
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [{}, {"text": "a", "rev": -1, "written_at": "2026-09-21T14:14:00Z"}, writing("a", rev=0, at="now")],
)
def test_it_refuses_a_draft_that_is_none(
    thread: Conversation, ben: Person, api: Api, body: dict[str, Any]
) -> None:
    assert api(ben).put(path(thread), body).status_code == 400
    assert api(ben).put(path(thread, "song"), writing("a", rev=0)).status_code == 404


def test_thirty_drafts_cost_what_one_costs(thread: Conversation, ben: Person, api: Api) -> None:
    api(ben).put(path(thread), writing("a", rev=0))
    with CaptureQueriesContext(connection) as one:
        api(ben).get(DRAFTS)
    api(ben).put(path(thread, "note"), writing("b", rev=0))
    with CaptureQueriesContext(connection) as two:
        api(ben).get(DRAFTS)

    assert len(two) == len(one)
