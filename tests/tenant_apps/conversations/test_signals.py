"""Customers see that theirs was read and that somebody writes: once, throttled, and never at the cost of messages."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.core.keys import tenant_key
from shared_apps.core.ratelimit import take
from shared_apps.facts.base import Fact
from shared_apps.facts.models import FactRow
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.conversations.actions.steer import mark_read
from tenant_apps.conversations.events import ConversationRead, MessageQueued
from tenant_apps.conversations.models import Conversation, ConversationChannel
from tenant_apps.conversations.signals.actions import show_read, show_typing
from tenant_apps.conversations.signals.sending import have_agent_seen, have_member_typing
from tenant_apps.conversations.signals.subscribers import members_answered, members_read
from tests.cast import Person
from tests.conftest import Api
from tests.contract.fake_graph import FakeGraph
from tests.tenant_apps.conversations.conftest import PHONE_NUMBER_ID, Receive

MESSAGES = f"{PHONE_NUMBER_ID}/messages"
READ = {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.PARLOR001"}
TYPING = {**READ, "typing_indicator": {"type": "text"}}


@pytest.fixture(autouse=True)
def platform(graph: FakeGraph, thread: Conversation, line: ChannelAccount) -> None:
    graph.answer("POST", MESSAGES, {"success": True})


def sent(graph: FakeGraph) -> list[object]:
    return [asked.json for asked in graph.asked]


def test_it_tells_once_that_the_newest_message_was_read(graph: FakeGraph, thread: Conversation) -> None:
    show_read(conversation_id=thread.id)
    show_read(conversation_id=thread.id)

    assert sent(graph) == [READ]


def test_it_tells_again_when_the_customer_wrote_again(
    graph: FakeGraph, thread: Conversation, receive: Receive
) -> None:
    show_read(conversation_id=thread.id)
    receive("text", called={"wamid.PARLOR001": "wamid.PARLOR002"})

    show_read(conversation_id=thread.id)

    assert sent(graph) == [READ, {**READ, "message_id": "wamid.PARLOR002"}]


def test_it_shows_typing_at_most_once_in_ten_seconds(graph: FakeGraph, thread: Conversation) -> None:
    show_typing(conversation_id=thread.id)
    show_typing(conversation_id=thread.id)

    assert sent(graph) == [TYPING]


def test_it_shows_no_typing_once_the_customer_is_answered(graph: FakeGraph, thread: Conversation) -> None:
    Conversation.objects.update(waiting_since=None)

    show_typing(conversation_id=thread.id, is_answer_due=True)

    assert sent(graph) == []


def test_it_shows_no_typing_where_nothing_may_be_sent(graph: FakeGraph, thread: Conversation) -> None:
    ConversationChannel.objects.update(window_closes_at=None, person_closes_at=None)

    show_typing(conversation_id=thread.id)

    assert sent(graph) == []


@pytest.mark.parametrize("show", [show_read, show_typing])
def test_it_stays_silent_where_read_receipts_are_off(
    graph: FakeGraph, thread: Conversation, line: ChannelAccount, show: Callable[..., None]
) -> None:
    ChannelAccount.objects.update(settings={"read_receipts": "off"})

    show(conversation_id=thread.id)

    assert sent(graph) == []


@pytest.mark.parametrize("show", [show_read, show_typing])
def test_it_stays_silent_on_a_disconnected_channel(
    graph: FakeGraph, thread: Conversation, show: Callable[..., None]
) -> None:
    ChannelAccount.objects.update(state=AccountState.DISCONNECTED)

    show(conversation_id=thread.id)

    assert sent(graph) == []


@pytest.mark.parametrize("show", [show_read, show_typing])
def test_it_leaves_the_rate_tokens_to_messages(
    graph: FakeGraph, thread: Conversation, line: ChannelAccount, show: Callable[..., None]
) -> None:
    for _ in range(60):
        take(tenant_key("account", line.id), per_second=0.01, burst=80)

    show(conversation_id=thread.id)

    assert sent(graph) == []


@pytest.mark.parametrize("code", [190, 131056, 100])
def test_it_lets_a_refusal_pass(
    graph: FakeGraph, thread: Conversation, line: ChannelAccount, code: int
) -> None:
    graph.refuse("POST", MESSAGES, code)

    show_read(conversation_id=thread.id)

    line.refresh_from_db()
    assert (len(graph.asked), line.state) == (1, AccountState.CONNECTED)


def test_a_member_who_reads_shows_it(
    graph: FakeGraph, thread: Conversation, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    mark_read(conversation_id=thread.id)
    row = FactRow.objects.filter(name="ConversationRead").get()
    fact = Fact.load(row.name, row.payload)
    assert isinstance(fact, ConversationRead)

    with django_capture_on_commit_callbacks(execute=True):
        members_read([fact])

    assert sent(graph) == [READ]


@pytest.mark.parametrize(("fields", "signals"), [({}, [READ]), ({"private": True}, [])])
def test_a_member_who_answers_has_read(
    graph: FakeGraph,
    thread: Conversation,
    ben: Person,
    api: Api,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    fields: dict[str, object],
    signals: list[object],
) -> None:
    said = {"client_id": str(uuid4()), "text": "Вітаю!", **fields}
    message = api(ben).post(f"/api/conversations/{thread.id}/messages/", said).json()
    graph.asked.clear()

    with django_capture_on_commit_callbacks(execute=True):
        members_answered([MessageQueued(message_id=UUID(message["id"]), conversation_id=thread.id)])

    assert sent(graph) == signals


def test_the_agent_has_read_and_writes(
    graph: FakeGraph, thread: Conversation, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        have_agent_seen(thread.id)

    assert sent(graph) == [READ, TYPING]


def test_a_member_who_types_is_shown(
    graph: FakeGraph,
    thread: Conversation,
    ben: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        have_member_typing(conversation_id=thread.id, member_id=ben.member.id)

    assert sent(graph) == [TYPING]


def test_a_viewer_who_types_is_not_shown(
    graph: FakeGraph,
    thread: Conversation,
    cleo: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        have_member_typing(conversation_id=thread.id, member_id=cleo.member.id)

    assert sent(graph) == []


def test_an_owner_switches_read_receipts_off_and_on(
    graph: FakeGraph, thread: Conversation, line: ChannelAccount, ada: Person, api: Api
) -> None:
    path = f"/api/integrations/{line.id}/signals/"

    off = api(ada).put(path, {"read_receipts": False})
    show_read(conversation_id=thread.id)
    on = api(ada).put(path, {"read_receipts": True})

    assert (off.json(), on.json(), api(ada).get(path).json()) == (
        {"read_receipts": False},
        {"read_receipts": True},
        {"read_receipts": True},
    )
    assert sent(graph) == []


def test_a_viewer_may_not_switch_read_receipts(line: ChannelAccount, cleo: Person, api: Api) -> None:
    answer = api(cleo).put(f"/api/integrations/{line.id}/signals/", {"read_receipts": False})

    line.refresh_from_db()
    assert (answer.status_code, line.settings) == (403, {})


def test_the_neighbour_finds_no_switch(line: ChannelAccount, mallory: Person, api: Api) -> None:
    answer = api(mallory).put(f"/api/integrations/{line.id}/signals/", {"read_receipts": False})

    line.refresh_from_db()
    assert (answer.status_code, line.settings) == (404, {})


def test_it_remembers_across_workers(graph: FakeGraph, thread: Conversation, line: ChannelAccount) -> None:
    cache.add(tenant_key("seen", line.id, "wamid.PARLOR001"), 1)

    show_read(conversation_id=thread.id)

    assert sent(graph) == []
