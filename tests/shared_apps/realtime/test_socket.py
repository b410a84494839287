"""The inbox socket: who gets in, what they see, how they catch up."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator

from config.asgi import sockets
from shared_apps.accounts import jwt
from shared_apps.facts import Fact, wiring
from shared_apps.facts.selectors import latest_id
from shared_apps.realtime import Frame, presence
from tenant_apps.contacts.actions import change_contact
from tenant_apps.contacts.models import Contact
from tenants.entering import entered
from tenants.models import Membership, Tenant
from tests.cast import Person

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[..., Any]


@pytest.fixture(autouse=True)
def nobody_is_here(acme: Tenant, globex: Tenant) -> None:
    presence.forget(acme.schema_name)
    presence.forget(globex.schema_name)


@pytest.fixture
async def open_socket() -> AsyncIterator[Open]:
    opened: list[WebsocketCommunicator] = []

    async def connect(
        person: Person | None, *, at: Tenant, after: int | None = None, origin: str = ""
    ) -> WebsocketCommunicator:
        headers = [(b"host", f"{at.slug}.parlor.test".encode())]
        if person is not None:
            token = await sync_to_async(jwt.access_token)(person.user)
            headers.append((b"authorization", f"Bearer {token}".encode()))
        if origin:
            headers.append((b"origin", origin.encode()))
        path = "/ws/inbox/" + (f"?after={after}" if after is not None else "")
        socket = WebsocketCommunicator(sockets, path, headers=headers)
        opened.append(socket)
        await socket.connect()
        return socket

    yield connect
    for socket in opened:
        await socket.disconnect()


async def frame(socket: WebsocketCommunicator) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(await socket.receive_from(timeout=5))
    return loaded


async def frame_called(socket: WebsocketCommunicator, type: str) -> dict[str, Any]:
    """Return the next frame of a type; what comes before it is let go by."""
    while (seen := await frame(socket))["type"] != type:
        pass
    return seen


@sync_to_async
def rename(tenant: Tenant, name: str, contact_id: UUID | None = None) -> UUID:
    with entered(tenant):
        contact = (
            Contact.objects.create(name="") if contact_id is None else Contact.objects.get(id=contact_id)
        )
        change_contact(contact_id=contact.id, changes={"name": name})
        return contact.id


@sync_to_async
def cursor_of(tenant: Tenant) -> int:
    with entered(tenant):
        return latest_id()


async def test_it_greets_a_member_with_the_cursor(open_socket: Open, ben: Person, acme: Tenant) -> None:
    await rename(acme, "Dana")

    hello = await frame(await open_socket(ben, at=acme))

    assert hello == {
        "id": None,
        "type": "hello",
        "rev": None,
        "data": {
            "cursor": await cursor_of(acme),
            "member": {"id": str(ben.member.id)},
            "presence": [
                {
                    "id": str(ben.member.id),
                    "name": "Ben",
                    "state": "online",
                    "here": True,
                    "availability": "online",
                    "last_seen_at": None,
                }
            ],
        },
    }


async def test_frames_are_made_only_where_something_is_open(
    open_socket: Open, mallory: Person, acme: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    await frame(await open_socket(mallory, at=mallory.tenant))
    made: list[Fact] = []

    def frames(facts: Sequence[tuple[int, Fact]]) -> list[tuple[int, Frame]]:
        made.extend(fact for _, fact in facts)
        return []

    monkeypatch.setattr(wiring, "frames", frames)

    await rename(acme, "Dana")
    assert made == []

    await rename(mallory.tenant, "Eve")
    assert len(made) == 1


async def test_it_shows_a_change_to_colleagues_and_not_to_the_neighbour(
    open_socket: Open, ben: Person, mallory: Person, acme: Tenant
) -> None:
    colleague = await open_socket(ben, at=acme)
    neighbour = await open_socket(mallory, at=mallory.tenant)
    await frame(colleague), await frame(neighbour)

    contact_id = await rename(acme, "Dana")

    seen = await frame(colleague)
    assert (seen["type"], seen["rev"], seen["data"]["name"]) == ("contact.updated", 2, "Dana")
    assert (seen["id"], seen["data"]["id"]) == (await cursor_of(acme), str(contact_id))
    assert await neighbour.receive_nothing(timeout=0.2)


async def test_it_replays_what_was_missed(open_socket: Open, ben: Person, acme: Tenant) -> None:
    contact_id = await rename(acme, "Dana")
    seen = await cursor_of(acme)
    await rename(acme, "Dana K.", contact_id)

    socket = await open_socket(ben, at=acme, after=seen)

    await frame(socket)
    missed = await frame(socket)
    assert (missed["id"], missed["data"]["name"]) == (seen + 1, "Dana K.")
    assert await socket.receive_nothing(timeout=0.2)


async def test_it_asks_a_client_that_was_away_too_long_to_start_over(
    open_socket: Open, ben: Person, acme: Tenant
) -> None:
    await rename(acme, "Dana")

    socket = await open_socket(ben, at=acme, after=10**12)

    await frame(socket)
    assert (await frame(socket))["type"] == "resync"


async def test_a_stranger_is_told_to_sign_in(open_socket: Open, acme: Tenant) -> None:
    socket = await open_socket(None, at=acme)

    assert (await socket.receive_output(timeout=5))["code"] == 4401


async def test_the_neighbour_is_not_let_in(open_socket: Open, mallory: Person, acme: Tenant) -> None:
    socket = await open_socket(mallory, at=acme)

    assert (await socket.receive_output(timeout=5))["code"] == 4403


async def test_a_member_of_both_sees_each_at_its_own_host(
    open_socket: Open, mallory: Person, acme: Tenant
) -> None:
    assert not await Membership.objects.filter(user=mallory.user, tenant=acme).aexists()
    at_home = await open_socket(mallory, at=mallory.tenant)
    await frame(at_home)

    await rename(acme, "Dana")

    assert await at_home.receive_nothing(timeout=0.2)


@pytest.mark.parametrize("origin", ["http://evil.example", "http://[", "null", "acme.parlor.test"])
async def test_a_page_of_another_site_gets_no_socket(
    open_socket: Open, ben: Person, acme: Tenant, origin: str
) -> None:
    socket = await open_socket(ben, at=acme, origin=origin)

    assert await socket.receive_nothing(timeout=0.1)


async def test_it_passes_typing_on_and_answers_a_ping(
    open_socket: Open, ada: Person, ben: Person, acme: Tenant
) -> None:
    writer, reader = await open_socket(ben, at=acme), await open_socket(ada, at=acme)
    await frame(writer), await frame(reader)

    await reader.send_to(text_data='{"type": "viewing", "conversation": "c1"}')
    await frame_called(reader, "viewing")
    await writer.send_to(text_data='{"type": "typing", "conversation": "c1", "state": "on"}')
    await writer.send_to(text_data='{"type": "typing", "conversation": "c1", "state": "on"}')

    who = {"kind": "member", "id": str(ben.member.id), "name": "Ben"}
    seen = await frame_called(reader, "typing")
    assert (seen["id"], seen["type"]) == (None, "typing")
    assert seen["data"] == {"conversation": "c1", "who": who, "state": "on"}
    assert await reader.receive_nothing(timeout=0.2)
    await reader.send_to(text_data='{"type": "ping"}')
    assert (await frame(reader))["type"] == "pong"


@pytest.mark.parametrize("text", [" ", "not json", "[]", '{"type": 1}', '{"type": "drop"}', "x" * 5000])
async def test_it_ignores_what_it_does_not_understand(
    open_socket: Open, ben: Person, acme: Tenant, text: str
) -> None:
    socket = await open_socket(ben, at=acme)
    await frame(socket)

    await socket.send_to(text_data=text)

    await socket.send_to(text_data='{"type": "ping"}')
    assert (await frame(socket))["type"] == "pong"
