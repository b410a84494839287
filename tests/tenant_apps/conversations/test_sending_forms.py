"""Everything that can be sent over the API: forms, parts, undo, schedule, reactions, forwarding."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.actions.deliver import deliver_conversation
from tenant_apps.conversations.actions.react import tell_reaction
from tenant_apps.conversations.models import (
    Conversation,
    ConversationChannel,
    Message,
    MessageStatus,
    Reaction,
)
from tenant_apps.conversations.tasks import sweep_inbox
from tests.cast import Person
from tests.conftest import Api
from tests.contract.fake_graph import FakeGraph
from tests.tenant_apps.conversations.conftest import NOW, PHONE_NUMBER_ID, Receive, announced

MESSAGES = f"{PHONE_NUMBER_ID}/messages"
ACCEPTED = {"messaging_product": "whatsapp", "contacts": [], "messages": [{"id": "wamid.OURS01"}]}
pytestmark = pytest.mark.django_db


def path(thread: Conversation, rest: str = "messages/") -> str:
    return f"/api/conversations/{thread.id}/{rest}"


def send(api: Api, person: Person, thread: Conversation, **fields: Any) -> Any:
    return api(person).post(path(thread), {"client_id": str(uuid4()), **fields})


def upload(api: Api, person: Person, name: str, content: bytes, kind: str) -> str:
    file = SimpleUploadedFile(name, content, kind)
    answer = api(person).post("/api/attachments/", {"file": file}, format="multipart")
    return str(answer.json()["id"])


def test_it_takes_a_file_by_the_name_of_its_kind(api: Api, ben: Person, thread: Conversation) -> None:
    paper = upload(api, ben, "prices.txt", b"Manicure 400", "text/plain")

    answer = send(api, ben, thread, kind="document", attachments=[paper])
    without = send(api, ben, thread, kind="image", text="Where is it?")

    assert (answer.status_code, answer.json()["kind"]) == (201, "document")
    assert (without.status_code, list(without.json()["fields"])) == (400, ["attachments"])


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("buttons", {"buttons": [{"id": "y", "title": "Так"}]}, ("interactive", "button")),
        (
            "list",
            {"button": "Обрати", "sections": [{"title": "Час", "rows": [{"id": "9", "title": "09:00"}]}]},
            ("interactive", "list"),
        ),
        ("location", {"latitude": 50.45, "longitude": 30.52, "name": "Lumière"}, ("location", None)),
        ("contacts", {"contacts": [{"name": "Олена", "phones": ["+380671112233"]}]}, ("contacts", None)),
        ("template", {"name": "hello_world", "language": "en_US"}, ("template", None)),
    ],
)
def test_it_sends_every_form(
    kind: str,
    content: dict[str, Any],
    expected: tuple[str, str | None],
    thread: Conversation,
    ben: Person,
    api: Api,
    graph: FakeGraph,
) -> None:
    graph.answer("POST", MESSAGES, ACCEPTED)

    answer = send(api, ben, thread, kind=kind, text="Оберіть", content=content)
    deliver_conversation(conversation_id=thread.id)

    assert answer.status_code == 201
    sent = graph.asked[-1].json
    assert (sent["type"], sent.get("interactive", {}).get("type")) == expected
    assert Message.objects.get(id=answer.json()["id"]).status == MessageStatus.SENT


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("buttons", {}),
        ("buttons", {"buttons": []}),
        ("buttons", {"buttons": [{"id": "a", "title": "Site", "url": "javascript:alert(1)"}]}),
        ("list", {"button": "Pick", "sections": [{"rows": []}]}),
        ("location", {"latitude": 91, "longitude": 0}),
        ("contacts", {"contacts": [{"name": ""}]}),
        ("template", {"name": "x", "language": "en", "surprise": 1}),
    ],
)
def test_it_refuses_content_that_makes_no_sense(
    kind: str, content: dict[str, Any], thread: Conversation, ben: Person, api: Api
) -> None:
    answer = send(api, ben, thread, kind=kind, text="Оберіть", content=content)

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["content"])
    assert not Message.objects.filter(direction="out").exists()


def test_it_refuses_files_beside_a_form_instead_of_dropping_it(
    thread: Conversation, ben: Person, api: Api
) -> None:
    paper = upload(api, ben, "one.txt", b"one", "text/plain")
    content = {"buttons": [{"id": "y", "title": "Так"}]}

    answer = send(api, ben, thread, kind="buttons", text="Оберіть", content=content, attachments=[paper])

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["attachments"])
    assert not Message.objects.filter(direction="out").exists()


def test_it_cuts_a_long_text_into_messages_that_arrive_in_order(
    thread: Conversation, ben: Person, api: Api, graph: FakeGraph
) -> None:
    graph.answer("POST", MESSAGES, ACCEPTED)
    long = "\n\n".join(f"Абзац {number}. " + "слово " * 300 for number in range(6))

    answer = send(api, ben, thread, text=long)

    parts = Message.objects.filter(direction="out").order_by("provider_at", "provider_seq")
    assert [part.payload["part"]["number"] for part in parts] == list(range(1, len(parts) + 1))
    assert all(len(part.text) <= 4096 for part in parts)
    assert "".join("".join(part.text.split()) for part in parts) == "".join(long.split())
    assert parts[len(parts) - 1].client_id == UUID(answer.json()["client_id"])


def test_it_returns_the_same_parts_for_the_same_client_id(
    thread: Conversation, ben: Person, api: Api
) -> None:
    request = {"client_id": str(uuid4()), "text": "слово " * 2000}

    first = api(ben).post(path(thread), request)
    count = Message.objects.count()
    again = api(ben).post(path(thread), request)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert Message.objects.count() == count


def test_it_sends_several_files_as_messages_with_the_caption_first(
    thread: Conversation, ben: Person, api: Api
) -> None:
    photo = upload(api, ben, "one.txt", b"one", "text/plain")
    paper = upload(api, ben, "two.txt", b"two", "text/plain")

    send(api, ben, thread, text="Ось ціни", attachments=[photo, paper])

    parts = Message.objects.filter(direction="out").order_by("provider_seq")
    assert [(part.text, part.attachments.get().name) for part in parts] == [
        ("Ось ціни", "one.txt"),
        ("", "two.txt"),
    ]


def test_it_can_be_undone_before_it_goes_out(
    thread: Conversation, ben: Person, api: Api, graph: FakeGraph
) -> None:
    before = Conversation.objects.get().last_message_text
    sent = send(api, ben, thread, text="ой", undo_s=5)
    assert deliver_conversation(conversation_id=thread.id) == pytest.approx(5, abs=1)

    undone = api(ben).post(path(thread, f"messages/{sent.json()['id']}/cancel/"))

    assert (undone.status_code, undone.json()["text"]) == (200, "ой")
    assert not Message.objects.filter(direction="out").exists()
    conversation = Conversation.objects.get()
    assert conversation.last_message_text == before
    assert conversation.waiting_since is not None
    assert graph.asked == []


def test_it_cannot_be_undone_once_the_platform_may_know(
    thread: Conversation, ben: Person, api: Api, graph: FakeGraph, clock: time_machine.Traveller
) -> None:
    graph.answer("POST", MESSAGES, ACCEPTED)
    sent = send(api, ben, thread, text="так", undo_s=5)
    clock.shift(timedelta(seconds=6))
    deliver_conversation(conversation_id=thread.id)

    refused = api(ben).post(path(thread, f"messages/{sent.json()['id']}/cancel/"))

    assert (refused.status_code, refused.json()["code"]) == (409, "not_cancellable")
    assert Message.objects.get(direction="out").status == MessageStatus.SENT


def test_it_keeps_a_scheduled_message_until_its_hour(
    thread: Conversation, ben: Person, api: Api, graph: FakeGraph, clock: time_machine.Traveller
) -> None:
    graph.answer("POST", MESSAGES, ACCEPTED)
    at = NOW + timedelta(hours=2)

    scheduled = send(api, ben, thread, text="Нагадую", send_at=at.isoformat())
    assert scheduled.json()["status"] == "scheduled"
    assert Conversation.objects.get().last_message_direction == "in"
    assert deliver_conversation(conversation_id=thread.id) is None
    clock.shift(timedelta(hours=2, seconds=1))
    sweep_inbox()
    deliver_conversation(conversation_id=thread.id)

    message = Message.objects.get(direction="out")
    assert (message.status, message.due_at) == (MessageStatus.SENT, None)
    assert message.provider_at >= at
    assert Conversation.objects.get().last_message_text == "Нагадую"


def test_a_scheduled_message_fails_with_its_reason_when_the_window_is_closed_by_then(
    thread: Conversation, ben: Person, api: Api, graph: FakeGraph, clock: time_machine.Traveller
) -> None:
    send(api, ben, thread, text="Завтра", send_at=(NOW + timedelta(hours=30)).isoformat())
    clock.shift(timedelta(hours=31))

    sweep_inbox()

    message = Message.objects.get(direction="out")
    assert (message.status, message.error_code) == (MessageStatus.FAILED, "needs_template")
    assert graph.asked == []


def test_a_template_opens_a_closed_window(
    thread: Conversation, ben: Person, api: Api, graph: FakeGraph
) -> None:
    ConversationChannel.objects.update(window_closes_at=NOW - timedelta(hours=1))

    free = send(api, ben, thread, text="Вітаю")
    template = send(
        api,
        ben,
        thread,
        kind="template",
        content={"name": "hello", "language": "uk", "preview": "Вітаємо!"},
    )

    assert (free.status_code, free.json()["code"], free.json()["data"]) == (
        409,
        "window_closed",
        {"what": "template"},
    )
    assert (template.status_code, template.json()["text"]) == (201, "Вітаємо!")


def test_it_reacts_to_a_message_and_takes_it_back(
    thread: Conversation, ben: Person, api: Api, graph: FakeGraph
) -> None:
    graph.answer("POST", MESSAGES, ACCEPTED)
    theirs = Message.objects.get()
    react = path(thread, f"messages/{theirs.id}/react/")

    liked = api(ben).post(react, {"emoji": "👍"})
    tell_reaction(message_id=theirs.id, member_id=ben.member.id)
    unliked = api(ben).post(react, {"emoji": ""})
    tell_reaction(message_id=theirs.id, member_id=ben.member.id)

    assert liked.json()["reactions"] == [{"emoji": "👍", "by": "member", "by_id": str(ben.member.id)}]
    assert unliked.json()["reactions"] == []
    assert [asked.json["reaction"] for asked in graph.asked] == [
        {"message_id": theirs.external_id, "emoji": "👍"},
        {"message_id": theirs.external_id, "emoji": ""},
    ]


def test_a_reaction_that_the_platform_refuses_disappears(
    thread: Conversation, ben: Person, api: Api, graph: FakeGraph
) -> None:
    graph.refuse("POST", MESSAGES, 131026)
    theirs = Message.objects.get()
    api(ben).post(path(thread, f"messages/{theirs.id}/react/"), {"emoji": "👍"})

    assert tell_reaction(message_id=theirs.id, member_id=ben.member.id) is None

    assert not Reaction.objects.exists()


def test_it_forwards_a_message_to_another_customer(
    thread: Conversation, receive: Receive, ben: Person, api: Api
) -> None:
    receive(
        "text", called={"wamid.PARLOR001": "wamid.OTHER", "380671112233": "380671119999", "UA.514": "UA.999"}
    )
    other = Conversation.objects.exclude(id=thread.id).get()
    theirs = Message.objects.get(conversation=thread)

    answer = api(ben).post(path(thread, f"messages/{theirs.id}/forward/"), {"conversation": str(other.id)})

    assert answer.status_code == 201
    assert Message.objects.get(direction="out").conversation_id == other.id
    assert answer.json()["text"] == theirs.text


def test_it_lists_every_try_of_a_message(
    thread: Conversation, ben: Person, api: Api, graph: FakeGraph
) -> None:
    graph.refuse("POST", MESSAGES, 131026)
    sent = send(api, ben, thread, text="так").json()
    deliver_conversation(conversation_id=thread.id)

    [attempt] = api(ben).get(path(thread, f"messages/{sent['id']}/attempts/")).json()["results"]

    assert (attempt["number"], attempt["outcome"]) == (1, "failed")
    assert attempt["reason"] != ""


def test_it_answers_only_on_channels_of_the_thread(thread: Conversation, ben: Person, api: Api) -> None:
    stranger = ChannelAccount.objects.create(kind="whatsapp", name="Second", external_id="700100200999")

    answer = send(api, ben, thread, text="так", channel=str(stranger.id))

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["channel"])
    assert not Message.objects.filter(direction="out").exists()


@pytest.mark.parametrize("way", ["cancel", "react", "forward", "fetch", "attempts", "retry"])
def test_it_shows_a_neighbour_nothing(way: str, thread: Conversation, mallory: Person, api: Api) -> None:
    theirs = Message.objects.get()
    client = api(mallory)
    ask = client.get if way == "attempts" else client.post

    answer = ask(path(thread, f"messages/{theirs.id}/{way}/"))

    assert answer.status_code == 404


@pytest.mark.parametrize("way", ["cancel", "react", "forward", "fetch", "retry"])
def test_it_refuses_viewers(way: str, thread: Conversation, cleo: Person, api: Api) -> None:
    theirs = Message.objects.get()

    answer = api(cleo).post(path(thread, f"messages/{theirs.id}/{way}/"), {"emoji": "👍"})

    assert answer.status_code == 403
    assert not Reaction.objects.exists()


def test_it_says_when_a_session_begins_and_ends(
    thread: Conversation, receive: Receive, ben: Person, api: Api
) -> None:
    schema = ben.tenant.schema_name
    api(ben).patch(path(thread, ""), {"status": "resolved"})
    receive("text", called={"wamid.PARLOR001": "wamid.AGAIN", "1790000000": "1790000050"})

    facts = announced(schema)
    assert facts.count("ConversationOpened") == 2
    assert facts.count("ConversationResolved") == 1
    conversation = Conversation.objects.get()
    assert (conversation.status, conversation.first_reply_at) == ("pending", None)
    assert conversation.waiting_since == conversation.session_started_at
