"""A thread tells of its sessions: when each began, who ended it, how it was rated."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.core.clock import now
from tenant_apps.conversations.csat.models import CsatRequest
from tenant_apps.conversations.events import ConversationOpened, ConversationResolved
from tenant_apps.conversations.models import Conversation
from tenant_apps.conversations.sessions.models import Session
from tenant_apps.conversations.sessions.subscribers import note_beginnings, note_ends
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.conversations.conftest import Receive


def path(thread: Conversation, rest: str = "sessions/") -> str:
    return f"/api/conversations/{thread.id}/{rest}"


@pytest.fixture
def twice(thread: Conversation, receive: Receive, ben: Person, api: Api) -> Conversation:
    """Dana wrote, Ben resolved it, Dana wrote again."""
    note_beginnings([ConversationOpened(conversation_id=thread.id)])
    api(ben).patch(path(thread, ""), {"status": "resolved"})
    note_ends([ConversationResolved(conversation_id=thread.id, by=ben.member.id)])
    receive("text", called={"wamid.PARLOR001": "wamid.AGAIN", "1790000000": "1790000050"})
    note_beginnings([ConversationOpened(conversation_id=thread.id)])
    return Conversation.objects.get()


def test_it_tells_of_earlier_sessions(twice: Conversation, ben: Person, api: Api) -> None:
    first = Session.objects.order_by("started_at")[0]
    CsatRequest.objects.create(conversation=twice, session_at=first.started_at, score=5)

    latest, earlier = api(ben).get(path(twice)).json()["results"]

    assert (latest["ended_at"], latest["ended_by"], latest["rating"]) == (None, None, None)
    assert earlier["ended_by"] == {"id": str(ben.member.id), "name": "Ben"}
    assert (earlier["rating"], earlier["text"]) == (5, "Скільки коштує манікюр?")
    assert earlier["message"] == str(twice.messages.order_by("provider_at")[0].id)


def test_it_knows_the_present_session_before_anybody_wrote_it_down(
    thread: Conversation, ben: Person, api: Api
) -> None:
    [present] = api(ben).get(path(thread)).json()["results"]

    assert present["ended_at"] is None


def test_a_session_that_is_opened_again_by_hand_goes_on(thread: Conversation, ben: Person, api: Api) -> None:
    api(ben).patch(path(thread, ""), {"status": "resolved"})
    note_ends([ConversationResolved(conversation_id=thread.id, by=ben.member.id)])
    api(ben).patch(path(thread, ""), {"status": "open"})
    note_beginnings([ConversationOpened(conversation_id=thread.id, by=ben.member.id)])
    note_beginnings([ConversationOpened(conversation_id=thread.id, by=ben.member.id)])

    [session] = api(ben).get(path(thread)).json()["results"]

    assert (session["ended_at"], session["ended_by"]) == (None, None)


def test_thirty_sessions_cost_what_one_costs(thread: Conversation, ben: Person, api: Api) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            api(ben).get(path(thread))
        return len(captured)

    Session.objects.create(conversation=thread, started_at=thread.session_started_at)
    queries()  # hosts and members are looked up once
    few = queries()
    for day in range(1, 30):
        Session.objects.create(
            conversation=thread, started_at=now() - timedelta(days=day), ended_by=ben.member
        )

    assert queries() == few


def test_the_neighbour_finds_nothing(thread: Conversation, acme: Tenant, mallory: Person, api: Api) -> None:
    assert api(mallory, at=acme).get(path(thread)).status_code == 404
