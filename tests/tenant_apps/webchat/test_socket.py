"""The visitor's socket: who gets in, what they see, how they catch up."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator

from config.asgi import sockets
from shared_apps.intake.drain import drain
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import StreamsAnswers
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.channels.outbound import Outbound
from tenant_apps.channels.selectors import credentials_of
from tenant_apps.conversations.actions import MemberSender, send_message
from tenant_apps.conversations.actions.deliver import deliver_conversation
from tenant_apps.conversations.models import Conversation
from tenant_apps.webchat import actions, consumer, tokens
from tenant_apps.webchat.actions import Said
from tenant_apps.webchat.tokens import Visitor
from tenants.entering import entered
from tenants.models import Tenant
from tests.cast import Person
from tests.tenant_apps.webchat.conftest import website_of

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[..., Any]
DANA = ("visitor", "d1")


@pytest.fixture
async def site(acme: Tenant) -> ChannelAccount:
    return await sync_to_async(website_of)(acme)


def token_of(site: ChannelAccount, value: str = "d1", kind: str = "visitor") -> str:
    return tokens.issue(Visitor(site.external_id, kind, value), identity_secret="")


@pytest.fixture
async def open_socket(acme: Tenant) -> AsyncIterator[Open]:
    opened: list[WebsocketCommunicator] = []

    async def connect(
        site: ChannelAccount,
        *,
        token: str | None = None,
        after: str = "",
        host: str = "acme.parlor.test",
        origin: str = "",
    ) -> WebsocketCommunicator:
        headers = [(b"host", host.encode())]
        if origin:
            headers.append((b"origin", origin.encode()))
        socket = WebsocketCommunicator(sockets, f"/ws/widget/{site.external_id}/", headers=headers)
        opened.append(socket)
        await socket.connect()
        if token is not None:
            await socket.send_to(text_data=json.dumps({"type": "hello", "token": token, "after": after}))
        return socket

    yield connect
    for socket in opened:
        await socket.disconnect()


async def frame(socket: WebsocketCommunicator) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(await socket.receive_from(timeout=5))
    return loaded


async def closing(socket: WebsocketCommunicator) -> int:
    return int((await socket.receive_output(timeout=5))["code"])


@sync_to_async
def says(tenant: Tenant, site: ChannelAccount, text: str, value: str = "d1") -> None:
    with entered(tenant):
        visitor = Visitor(site.external_id, "visitor", value)
        actions.say(account=site, visitor=visitor, said=Said(uuid4(), text))
        drain(tenant.schema_name)


@sync_to_async
def answers(tenant: Tenant, person: Person, text: str, *, private: bool = False) -> UUID:
    with entered(tenant):
        conversation = Conversation.objects.get()
        message = send_message(
            conversation_id=conversation.id, sender=MemberSender(person.member), text=text, private=private
        )
        deliver_conversation(conversation_id=conversation.id)
        return message.id


@sync_to_async
def sends(tenant: Tenant, site: ChannelAccount, **fields: Any) -> None:
    with entered(tenant):
        registry.get("webchat").send(credentials_of(site), Outbound(recipient=(DANA,), **fields))


async def test_it_greets_a_visitor_with_the_cursor(
    open_socket: Open, site: ChannelAccount, acme: Tenant
) -> None:
    empty = await frame(await open_socket(site, token=token_of(site)))
    await says(acme, site, "Hello")

    hello = await frame(await open_socket(site, token=token_of(site)))

    assert empty == {"type": "hello", "data": {"cursor": None, "is_online": True}}
    assert str(UUID(hello["data"]["cursor"])) == hello["data"]["cursor"]


async def test_it_shows_an_answer_and_no_note(
    open_socket: Open, site: ChannelAccount, acme: Tenant, ben: Person
) -> None:
    await says(acme, site, "Hello")
    socket = await open_socket(site, token=token_of(site))
    await frame(socket)

    await answers(acme, ben, "She is difficult.", private=True)
    message_id = await answers(acme, ben, "Hi!")

    created = await frame(socket)
    assert (created["type"], created["data"]["text"], created["data"]["from"]) == (
        "message.created",
        "Hi!",
        "team",
    )
    assert created["data"]["id"] == str(message_id)


async def test_it_keeps_a_second_tab_in_step(open_socket: Open, site: ChannelAccount, acme: Tenant) -> None:
    one = await open_socket(site, token=token_of(site))
    two = await open_socket(site, token=token_of(site))
    await frame(one), await frame(two)

    await says(acme, site, "From one tab")

    seen = [(await frame(socket))["data"]["text"] for socket in (one, two)]
    assert seen == ["From one tab", "From one tab"]


async def test_another_visitor_and_another_site_hear_nothing(
    open_socket: Open, site: ChannelAccount, acme: Tenant, globex: Tenant
) -> None:
    theirs = await sync_to_async(website_of)(globex)
    other = await open_socket(site, token=token_of(site, "d2"))
    neighbour = await open_socket(theirs, token=token_of(theirs), host="globex.parlor.test")
    await frame(other), await frame(neighbour)

    await says(acme, site, "My secret")

    assert await other.receive_nothing(timeout=0.3)
    assert await neighbour.receive_nothing(timeout=0.1)


async def test_it_tells_what_was_missed(
    open_socket: Open, site: ChannelAccount, acme: Tenant, ben: Person
) -> None:
    await says(acme, site, "Hello")
    seen = (await frame(await open_socket(site, token=token_of(site))))["data"]["cursor"]
    await answers(acme, ben, "Are you there?")

    socket = await open_socket(site, token=token_of(site), after=seen)

    await frame(socket)
    missed = (await frame(socket))["data"]
    assert missed["text"] == "Are you there?"
    # The same message may come again by the live way, but nothing else does.
    while not await socket.receive_nothing(timeout=0.2):
        assert (await frame(socket))["data"]["id"] == missed["id"]


async def test_it_asks_to_start_over_after_too_much(
    open_socket: Open, site: ChannelAccount, acme: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "REPLAY_LIMIT", 1)
    await says(acme, site, "0")
    seen = (await frame(await open_socket(site, token=token_of(site))))["data"]["cursor"]
    for text in "12":
        await says(acme, site, text)

    socket = await open_socket(site, token=token_of(site), after=seen)

    await frame(socket)
    assert (await frame(socket))["type"] == "resync"


@pytest.mark.parametrize("token", ["", "x", "a:b:c"])
async def test_a_made_up_token_is_shown_out(open_socket: Open, site: ChannelAccount, token: str) -> None:
    assert await closing(await open_socket(site, token=token)) == 4401


async def test_a_token_of_another_website_is_shown_out(
    open_socket: Open, site: ChannelAccount, acme: Tenant
) -> None:
    other = await sync_to_async(website_of)(acme)

    assert await closing(await open_socket(site, token=token_of(other))) == 4401


async def test_a_wrong_origin_is_shown_out(open_socket: Open, site: ChannelAccount, acme: Tenant) -> None:
    await sync_to_async(_only_from)(acme, site, "https://shop.acme.example")

    evil = await open_socket(site, origin="https://evil.example")
    broken = await open_socket(site, origin="https://[")
    shop = await open_socket(site, origin="https://shop.acme.example", token=token_of(site))

    assert await closing(evil) == await closing(broken) == 4403
    assert (await frame(shop))["type"] == "hello"


def _only_from(tenant: Tenant, site: ChannelAccount, origin: str) -> None:
    with entered(tenant):
        site.settings = {**site.settings, "widget": {"allowed_origins": [origin]}}
        site.save()


async def test_the_neighbours_host_has_no_such_website(
    open_socket: Open, site: ChannelAccount, globex: Tenant
) -> None:
    assert await closing(await open_socket(site, host="globex.parlor.test", token=token_of(site))) == 4404


async def test_a_key_that_cannot_be_one_leads_nowhere(open_socket: Open, site: ChannelAccount) -> None:
    site.external_id = "wc_\0"

    assert await closing(await open_socket(site)) == 4404


async def test_the_public_site_has_it(open_socket: Open, site: ChannelAccount) -> None:
    socket = await open_socket(site, host="parlor.test", token=token_of(site))

    assert (await frame(socket))["type"] == "hello"


async def test_who_never_says_hello_is_shown_out(
    open_socket: Open, site: ChannelAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "HELLO_WITHIN_S", 0.1)

    assert await closing(await open_socket(site)) == 4401


async def test_an_idle_socket_is_closed_and_a_pinging_one_is_not(
    open_socket: Open, site: ChannelAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "IDLE_S", 0.6)
    monkeypatch.setattr(consumer, "HELLO_WITHIN_S", 0.6)
    idle, awake = await open_socket(site, token=token_of(site)), await open_socket(site, token=token_of(site))
    await frame(idle), await frame(awake)

    for _ in range(3):
        await asyncio.sleep(0.3)
        await awake.send_to(text_data='{"type": "ping"}')

    assert await closing(idle) == 4408
    assert [(await frame(awake))["type"] for _ in range(3)] == ["pong"] * 3


async def test_it_shows_that_somebody_writes_and_that_they_read(
    open_socket: Open, site: ChannelAccount, acme: Tenant
) -> None:
    socket = await open_socket(site, token=token_of(site))
    await frame(socket)

    await sends(acme, site, kind="typing", sent_by="member")
    await sends(acme, site, kind="read", mark_read="c1")

    assert await frame(socket) == {"type": "typing", "data": {"who": "member", "state": "on"}}
    assert await frame(socket) == {"type": "read", "data": {"client_id": "c1"}}


async def test_it_streams_a_draft_and_takes_it_back(
    open_socket: Open, site: ChannelAccount, acme: Tenant
) -> None:
    socket = await open_socket(site, token=token_of(site))
    await frame(socket)
    adapter = registry.get("webchat")
    assert isinstance(adapter, StreamsAnswers)

    for text in ("A manicure", "A manicure costs 450.", ""):
        await sync_to_async(_stream)(acme, site, adapter, text)

    seen = [await frame(socket) for _ in range(3)]
    assert [f["type"] for f in seen] == ["agent.delta"] * 3
    assert [f["data"]["text"] for f in seen] == ["A manicure", "A manicure costs 450.", ""]


def _stream(tenant: Tenant, site: ChannelAccount, adapter: StreamsAnswers, text: str) -> None:
    with entered(tenant):
        adapter.stream(credentials_of(site), (DANA,), text)


async def test_an_old_browser_token_does_not_hear_the_verified_person(
    open_socket: Open, site: ChannelAccount, acme: Tenant
) -> None:
    old = await open_socket(site, token=token_of(site))
    await frame(old)

    await sync_to_async(_type_to)(acme, site, (("user", "42"), DANA))

    assert await old.receive_nothing(timeout=0.3)


def _type_to(tenant: Tenant, site: ChannelAccount, recipient: tuple[tuple[str, str], ...]) -> None:
    with entered(tenant):
        registry.get("webchat").send(credentials_of(site), Outbound(kind="typing", recipient=recipient))


@pytest.mark.parametrize("text", [" ", "not json", "[]", '{"type": 1}', '{"type": "drop"}', "x" * 9000])
async def test_it_ignores_what_it_does_not_understand(
    open_socket: Open, site: ChannelAccount, text: str
) -> None:
    socket = await open_socket(site, token=token_of(site))
    await frame(socket)

    await socket.send_to(text_data=text)

    await socket.send_to(text_data='{"type": "ping"}')
    assert (await frame(socket))["type"] == "pong"
