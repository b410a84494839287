"""The whole way of Messenger and Instagram chats: from the webhook in the ledger to the answer at Graph."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from shared_apps.core.clock import now
from shared_apps.intake.actions import claim_route
from shared_apps.intake.drain import drain
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.contacts.models import Identity
from tenant_apps.conversations.actions.deliver import deliver_conversation
from tenant_apps.conversations.actions.fetch import fetch_attachment
from tenant_apps.conversations.models import (
    Attachment,
    AttachmentState,
    Conversation,
    Message,
    MessageStatus,
    Reaction,
)
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.contract.fake_graph import FakeGraph, graph
from tests.contract.meta_graph import ACCOUNT, PAGE, error, meta_graph
from tests.contract.samples import body_of

__all__ = ["graph", "meta_graph"]

IDS = {"messenger": PAGE, "instagram": ACCOUNT}
MESSAGES = f"{PAGE}/messages"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("meta_graph")]


def connected(kind: str) -> ChannelAccount:
    """Connect Acme's page, or the Instagram account behind it."""
    claim_route(platform=kind, account_id=IDS[kind])
    return ChannelAccount.objects.create(
        kind=kind,
        name="Lumière",
        external_id=IDS[kind],
        credentials={"access_token": "token"},  # type: ignore[misc]  # the plugin knows the field as text
        settings={"page_id": PAGE, "login": "token"},
    )


def receive(tenant: Tenant, kind: str, *bodies: str | bytes) -> None:
    """Put bodies, recorded ones by name, into the ledger as the door would, and drain it."""
    for body in bodies:
        raw = body if isinstance(body, bytes) else body_of(kind, body)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO public.intake_event (platform, account_id, schema, payload) VALUES (%s, %s, %s, %s)",
                [kind, IDS[kind], tenant.schema_name, raw],
            )
    drain(tenant.schema_name)


def send(api: Api, person: Person, **fields: Any) -> Message:
    thread = Conversation.objects.get()
    answer = api(person).post(
        f"/api/conversations/{thread.id}/messages/", {"client_id": str(uuid4()), **fields}
    )
    assert answer.status_code == 201, answer.content
    deliver_conversation(conversation_id=thread.id)
    return Message.objects.get(id=answer.json()["id"])


@pytest.mark.parametrize(("kind", "identity"), [("messenger", "psid"), ("instagram", "igsid")])
def test_it_shows_what_people_send_once(inside: Tenant, kind: str, identity: str) -> None:
    connected(kind)
    names = ("text", "image", "quick_reply", "postback", "attachment_of_tomorrow", "echo_without_app", "edit")

    receive(inside, kind, *names, *names, "reaction")

    [thread] = Conversation.objects.all()
    kinds = sorted(thread.messages.values_list("kind", "direction"))
    assert kinds == [
        ("button_reply", "in"),
        ("image", "in"),
        ("interactive_reply", "in"),
        ("text", "in"),
        ("text", "out"),
        ("unsupported", "in"),
    ]
    edited = Message.objects.get(kind="text", direction="in")
    assert (edited.text, edited.edited_at is not None) == ("Скільки коштує педикюр?", True)
    assert set(Identity.objects.values_list("kind", flat=True)) == {identity}


def test_it_answers_a_comment_in_private_and_then_the_person(
    inside: Tenant, graph: FakeGraph, api: Api, ben: Person, fresh_comment: bytes, fresh_text: bytes
) -> None:
    connected("messenger")
    graph.answer("POST", MESSAGES, {"recipient_id": "1", "message_id": "m_A"})
    receive(inside, "messenger", fresh_comment)
    to_comment = send(api, ben, text="Від 500 ₴")
    graph.answer("POST", MESSAGES, {"recipient_id": "1", "message_id": "m_B"})
    receive(inside, "messenger", fresh_text)

    to_person = send(api, ben, text="Чекаємо")

    assert [message.status for message in (to_comment, to_person)] == [MessageStatus.SENT] * 2
    recipients = [asked.json["recipient"] for asked in graph.asked if asked.path.endswith("/messages")]
    assert recipients == [{"comment_id": "900_222_333"}, {"id": "7300000000000001"}]


def test_it_keeps_a_reaction_and_reads_up_to_a_time(
    inside: Tenant, graph: FakeGraph, api: Api, ben: Person, fresh_text: bytes
) -> None:
    connected("messenger")
    graph.answer("POST", MESSAGES, {"recipient_id": "1", "message_id": "m_ParlorOURS"})
    receive(inside, "messenger", fresh_text)
    message = send(api, ben, text="Чекаємо")

    receive(inside, "messenger", "reaction", "delivery")

    message.refresh_from_db()
    assert (message.status, message.external_id) == (MessageStatus.DELIVERED, "m_ParlorOURS")
    assert Reaction.objects.get().emoji == "❤️"


def test_it_troubles_the_channel_when_the_sign_in_has_ended(
    inside: Tenant, graph: FakeGraph, api: Api, ben: Person, fresh_text: bytes
) -> None:
    connected("messenger")
    graph.answer("POST", MESSAGES, error(190, 460), status=401)
    receive(inside, "messenger", fresh_text)

    message = send(api, ben, text="Чекаємо")

    assert (message.status, message.error_code) == (MessageStatus.FAILED, "sign_in_expired")
    account = ChannelAccount.objects.get()
    assert (account.state, "password was changed" in account.last_error) == (AccountState.ERROR, True)


def test_it_fetches_a_photo(inside: Tenant, graph: FakeGraph) -> None:
    connected("instagram")
    graph.answer("GET", "/cdn/photo.jpg", b"\xff\xd8\xff jpeg")
    body = body_of("instagram", "image").replace(b"https://cdn.example", f"{graph.url}/cdn".encode())
    receive(inside, "instagram", body)

    fetch_attachment(attachment_id=Attachment.objects.get().id)

    attachment = Attachment.objects.get()
    assert (attachment.state, attachment.size) == (AttachmentState.READY, 8)


@pytest.fixture
def fresh_text() -> bytes:
    return _now("text")


@pytest.fixture
def fresh_comment() -> bytes:
    return _now("comment")


def _now(name: str) -> bytes:
    """Return a recorded body as if it were written now, so that the window is open."""
    return body_of("messenger", name).replace(b"1790000000", str(int(now().timestamp())).encode())
