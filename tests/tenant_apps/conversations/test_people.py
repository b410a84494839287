"""Joining contacts with their threads, undoing it, parting an identity."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections, transaction

from shared_apps.core.clock import now
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.labels.models import ContactLabel, Label
from tenant_apps.contacts.models import Contact, Identity
from tenant_apps.conversations.locks import locked_conversation
from tenant_apps.conversations.models import Attachment, Conversation, ConversationChannel, Message
from tenant_apps.conversations.organising.models import ConversationLabel
from tenant_apps.conversations.people.actions import join_contacts
from tenants.entering import entered
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.system import eventually
from tests.tenant_apps.conversations.conftest import announced

MERGE = "/api/contacts/merge/"


@pytest.fixture
def other(thread: Conversation) -> Conversation:
    """Dana again, on Telegram, an hour ago."""
    account = ChannelAccount.objects.create(kind="telegram", name="Bot", external_id="777")
    contact = Contact.objects.create(name="Dana T", email="dana@example.com", custom={"colour": "7.1"})
    Identity.objects.create(contact=contact, channel_account_id=account.id, kind="chat", value="42")
    at = now() - timedelta(hours=1)
    conversation = Conversation.objects.create(
        contact=contact, channel_account=account, unread=2, status="open", last_inbound_at=at,
        last_message_at=at, last_message_text="two", last_message_direction="in",
        last_message_kind="text", last_message_sender="contact",
    )  # fmt: skip
    ConversationChannel.objects.create(conversation=conversation, channel_account=account, last_inbound_at=at)
    for number, text in enumerate(("one", "two")):
        Message.objects.create(
            conversation=conversation, channel_account=account, direction="in", kind="text", text=text,
            sender_kind="contact", sender_id=contact.id, status="delivered",
            provider_at=at - timedelta(minutes=1 - number),
        )  # fmt: skip
    return conversation


def everything() -> dict[str, Any]:
    """Return all rows that a join touches, without revs."""
    return {
        "contacts": sorted(
            map(str, Contact.objects.values_list("id", "name", "phone", "email", "notes", "custom", "merged_into"))
        ),
        "identities": sorted(map(str, Identity.objects.values_list("id", "contact"))),
        "labels": sorted(map(str, ContactLabel.objects.values_list("label", "contact"))),
        "threads": sorted(
            map(str, Conversation.objects.values_list(
                "id", "contact", "status", "unread", "last_message_text", "last_message_at", "last_inbound_at",
                "channel_account", "assignee", "session_started_at",
            ))
        ),
        "messages": sorted(map(str, Message.objects.values_list("id", "conversation"))),
        "channels": sorted(
            map(str, ConversationChannel.objects.values_list("channel_account", "conversation", "window_closes_at"))
        ),
        "worn": sorted(map(str, ConversationLabel.objects.values_list("label", "conversation"))),
    }  # fmt: skip


def merge(api: Api, person: Person, into: Conversation, gone: Conversation) -> Any:
    return api(person).post(MERGE, {"into": str(into.contact_id), "from": str(gone.contact_id)})


def test_it_joins_contacts_and_their_threads(
    thread: Conversation, other: Conversation, ben: Person, api: Api, acme: Tenant
) -> None:
    answer = merge(api, ben, thread, other)

    assert answer.status_code == 201
    assert (answer.json()["conversation"], answer.json()["differing"]) == (str(thread.id), ["name: Dana T"])
    [conversation] = Conversation.objects.all()
    assert conversation.id == thread.id
    assert (conversation.unread, conversation.last_message_text) == (3, thread.last_message_text)
    assert Message.objects.filter(conversation=thread).count() == 3
    assert conversation.channels.count() == 2
    contact = Contact.objects.get(id=thread.contact_id)
    assert (contact.name, contact.email, contact.custom) == (
        "Dana Koval",
        "dana@example.com",
        {"colour": "7.1"},
    )
    assert "name: Dana T" in contact.notes
    assert contact.identities.filter(kind="chat").exists()
    assert "ThreadsJoined" in announced(acme.schema_name)
    listed = api(ben).get("/api/contacts/").json()["results"]
    assert [row["id"] for row in listed] == [str(contact.id)]


def test_undoing_puts_everything_back(
    thread: Conversation, other: Conversation, ben: Person, api: Api
) -> None:
    shared, own = Label.objects.create(name="shared"), Label.objects.create(name="own")
    for conversation in (thread, other):
        ConversationLabel.objects.create(conversation=conversation, label=shared)
    ConversationLabel.objects.create(conversation=other, label=own)
    ContactLabel.objects.create(contact=other.contact, label=own)
    before = everything()
    joined = merge(api, ben, thread, other).json()

    undone = api(ben).post(f"/api/contacts/merges/{joined['id']}/undo/")

    assert undone.status_code == 200
    assert undone.json()["undone_at"] is not None
    assert everything() == before


def test_what_comes_after_the_join_goes_back_with_its_channel(
    thread: Conversation, other: Conversation, ben: Person, api: Api
) -> None:
    joined = merge(api, ben, thread, other).json()
    late = Message.objects.create(
        conversation=thread, channel_account=other.channel_account, direction="in", kind="text", text="three",
        sender_kind="contact", status="delivered", provider_at=now(),
        created_at=now() + timedelta(minutes=1),
    )  # fmt: skip

    api(ben).post(f"/api/contacts/merges/{joined['id']}/undo/")

    late.refresh_from_db()
    assert late.conversation_id == other.id
    assert Conversation.objects.get(id=other.id).last_message_text == "three"


def test_a_thread_without_a_counterpart_changes_its_contact_only(
    thread: Conversation, ben: Person, api: Api
) -> None:
    new = Contact.objects.create(name="Dana")

    joined = api(ben).post(MERGE, {"into": str(new.id), "from": str(thread.contact_id)}).json()

    thread.refresh_from_db()
    assert thread.contact_id == new.id
    api(ben).post(f"/api/contacts/merges/{joined['id']}/undo/")
    thread.refresh_from_db()
    assert str(thread.contact_id) == joined["from"]


def test_it_refuses_joins_that_make_no_sense(
    thread: Conversation, other: Conversation, ben: Person, api: Api
) -> None:
    same = api(ben).post(MERGE, {"into": str(thread.contact_id), "from": str(thread.contact_id)})
    gone = api(ben).post(MERGE, {"into": str(thread.contact_id), "from": str(uuid4())})
    joined = merge(api, ben, thread, other).json()
    again = merge(api, ben, thread, other)
    undo = f"/api/contacts/merges/{joined['id']}/undo/"

    assert (same.status_code, gone.status_code) == (400, 404)
    assert (again.status_code, again.json()["code"]) == (409, "already_merged")
    assert api(ben).post(undo).status_code == 200
    assert api(ben).post(undo).json()["code"] == "not_undoable"


def test_it_parts_an_identity_with_the_thread_of_its_channel(
    thread: Conversation, other: Conversation, ben: Person, api: Api
) -> None:
    merge(api, ben, thread, other)
    chat = Identity.objects.get(kind="chat")

    answer = api(ben).post(
        f"/api/contacts/{thread.contact_id}/split/", {"identities": [str(chat.id)], "name": "Daryna"}
    )

    assert answer.status_code == 201
    parted = Conversation.objects.get(id=UUID(answer.json()["conversation"]))
    assert (parted.contact.name, parted.last_message_text) == ("Daryna", "two")
    assert Message.objects.filter(conversation=parted).count() == 2
    assert Message.objects.filter(conversation=thread).count() == 1


def test_a_contact_keeps_one_identity(other: Conversation, ben: Person, api: Api) -> None:
    chat = Identity.objects.get(kind="chat")
    path = f"/api/contacts/{other.contact_id}/split/"

    assert api(ben).post(path, {"identities": [str(chat.id)]}).json()["code"] == "only_identity"
    assert api(ben).post(path, {"identities": [str(uuid4())]}).status_code == 400


def test_it_lists_the_files_of_a_contact(thread: Conversation, ben: Person, api: Api) -> None:
    message = Message.objects.get()
    Attachment.objects.create(message=message, kind="image", name="nails.jpg")

    [row] = api(ben).get(f"/api/contacts/{thread.contact_id}/files/").json()["results"]

    assert (row["name"], row["message"], row["conversation"]) == (
        "nails.jpg",
        str(message.id),
        str(thread.id),
    )


def test_viewers_and_neighbours_join_nobody(
    thread: Conversation,
    other: Conversation,
    ben: Person,
    cleo: Person,
    mallory: Person,
    acme: Tenant,
    api: Api,
) -> None:
    body = {"into": str(thread.contact_id), "from": str(other.contact_id)}
    split = f"/api/contacts/{thread.contact_id}/split/"
    identities = {"identities": [str(Identity.objects.filter(contact=thread.contact_id)[0].id)]}

    assert [api(cleo).post(MERGE, body).status_code, api(cleo).post(split, identities).status_code] == [
        403,
        403,
    ]
    assert [
        api(mallory).post(MERGE, body).status_code,
        api(mallory, at=acme).post(MERGE, body).status_code,
        api(mallory).post(split, identities).status_code,
        api(mallory).get(f"/api/contacts/{thread.contact_id}/files/").status_code,
        api(mallory).post(f"/api/contacts/merges/{uuid4()}/undo/").status_code,
    ] == [404] * 5
    assert Conversation.objects.count() == 2


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_joining_waits_for_an_answer_on_its_way_and_not_in_a_circle(acme: Tenant, ada: Person) -> None:
    with entered(acme):
        account = ChannelAccount.objects.create(kind="telegram", name="Bot", external_id="777")
        into, gone = (Contact.objects.create(name=name) for name in ("Dana", "Dana T"))
        thread = Conversation.objects.create(contact=into, channel_account=account, last_message_at=now())

    def join() -> None:
        try:
            with entered(acme):
                join_contacts(into=into.id, gone=gone.id, by=ada.member)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        with entered(acme), transaction.atomic():
            locked_conversation(thread.id)
            joining = threads.submit(join)
            eventually(waits_for_a_lock)
            # Its key is looked at when this commits, while the other holds the contact and wants the conversation.
            Identity.objects.create(contact=into, channel_account_id=account.id, kind="chat", value="42")
        joining.result()

    with entered(acme):
        assert Contact.objects.get(id=gone.id).merged_into_id == into.id
        assert Identity.objects.get().contact_id == into.id
