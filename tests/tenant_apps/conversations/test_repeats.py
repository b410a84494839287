"""What is asked twice under one Idempotency-Key is done once: messages, macros, and what joins two threads."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache

from shared_apps.core import idempotency
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.models import Conversation, Message
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api

MACROS = "/api/macros/"
NOTE = [{"type": "note", "value": "Called back"}]


def path(thread: Conversation, rest: str = "") -> str:
    return f"/api/conversations/{thread.id}/{rest}"


def keyed(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key}


@pytest.fixture
def run(api: Api, ada: Person, thread: Conversation) -> Any:
    """`run(ben, "k1")` runs a macro that leaves a note."""
    body = {"name": "Note", "shared": True, "steps": NOTE}
    address = f"{MACROS}{api(ada).post(MACROS, body).json()['id']}/run/"

    def go(person: Person, key: str, *conversations: str) -> Any:
        wanted = list(conversations) or [str(thread.id)]
        return api(person).post(address, {"conversations": wanted}, headers=keyed(key))

    return go


def notes() -> int:
    return Message.objects.filter(private=True, text="Called back").count()


def test_a_message_without_an_id_is_sent_once_under_one_key(
    api: Api, ada: Person, ben: Person, thread: Conversation
) -> None:
    body = {"text": "Good morning"}

    first = api(ben).post(path(thread, "messages/"), body, headers=keyed("k1"))
    again = api(ben).post(path(thread, "messages/"), body, headers=keyed("k1"))
    others = [
        api(ben).post(path(thread, "messages/"), body, headers=keyed("k2")),
        api(ada).post(path(thread, "messages/"), body, headers=keyed("k1")),
        api(ben).post(path(thread, "messages/"), body),
        api(ben).post(path(thread, "messages/"), body),
    ]

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert len({first.json()["id"], *(answer.json()["id"] for answer in others)}) == 5


def test_one_message_is_read_by_its_id(
    api: Api, ben: Person, cleo: Person, mallory: Person, acme: Tenant, thread: Conversation
) -> None:
    listed = api(ben).get(path(thread, "messages/")).json()["results"][0]
    address = path(thread, f"messages/{listed['id']}/")

    assert api(cleo).get(address).json() == listed
    assert api(ben).get(path(thread, f"messages/{uuid4()}/")).status_code == 404
    assert api(mallory, at=acme).get(address).status_code == 404


def test_a_macro_runs_once_under_one_key(run: Any, ada: Person, ben: Person) -> None:
    first, again = run(ben, "k1"), run(ben, "k1")

    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())
    assert notes() == 1
    assert run(ada, "k1").json()["done"] == 1
    assert run(ben, "k2").json()["done"] == 1
    assert notes() == 3


def test_a_key_stands_for_one_body(run: Any, ben: Person) -> None:
    run(ben, "k1")

    answer = run(ben, "k1", str(uuid4()))

    assert (answer.status_code, answer.json()["code"]) == (409, "key_reused")


def test_a_refusal_is_not_kept(run: Any, ben: Person, thread: Conversation) -> None:
    refused = run(ben, "k1", str(uuid4()))

    assert refused.status_code == 404
    assert run(ben, "k1").status_code == 200


def test_the_second_of_two_at_once_is_told_to_wait(
    run: Any, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idempotency, "_name", lambda *_: "busy")
    cache.set("busy", {"digest": "", "status": None})

    answer = run(ben, "k1")

    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (409, "in_progress", "1")
    assert notes() == 0


def test_two_threads_of_one_person_become_one(
    api: Api, ben: Person, cleo: Person, mallory: Person, acme: Tenant, thread: Conversation
) -> None:
    account = ChannelAccount.objects.create(kind="telegram", name="Bot", external_id="777")
    contact = Contact.objects.create(name="Dana T")
    other = Conversation.objects.create(contact=contact, channel_account=account)
    body = {"conversation": str(other.id)}

    assert api(cleo).post(path(thread, "merge/"), body).status_code == 403
    assert api(mallory, at=acme).post(path(thread, "merge/"), body).status_code == 404
    assert api(ben).post(path(thread, "merge/"), {"conversation": str(uuid4())}).status_code == 404
    assert api(ben).post(path(thread, "merge/"), {"conversation": str(thread.id)}).status_code == 400
    merged = api(ben).post(path(thread, "merge/"), body)

    assert merged.status_code == 201
    assert (merged.json()["from"], merged.json()["into"]) == (str(contact.id), str(thread.contact_id))
    assert list(Conversation.objects.values_list("id", flat=True)) == [thread.id]


def test_the_list_takes_a_kind_of_channel(api: Api, ben: Person, thread: Conversation) -> None:
    client = api(ben)

    assert [
        row["id"] for row in client.get("/api/conversations/", {"channel": "whatsapp"}).json()["results"]
    ] == [str(thread.id)]
    assert client.get("/api/conversations/", {"channel": "telegram"}).json()["results"] == []
    assert client.get("/api/conversations/", {"channel": "pigeon"}).status_code == 400
