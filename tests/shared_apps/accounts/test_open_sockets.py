"""What ends, ends at once: an open socket closes with 4401 when its session or key does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator

from config.asgi import sockets
from shared_apps.accounts.models import ApiKey
from shared_apps.core.clock import now
from shared_apps.realtime import presence
from tenants.models import Tenant
from tests.cast import PASSWORD, Client, Person
from tests.shared_apps.accounts.signing import browser_of
from tests.shared_apps.accounts.test_api_keys import make

pytestmark = pytest.mark.django_db(transaction=True)
Headers = list[tuple[bytes, bytes]]


@pytest.fixture(autouse=True)
def nobody_is_here(acme: Tenant) -> None:
    presence.forget(acme.schema_name)


def cookie_of(client: Client) -> Headers:
    return [(b"cookie", f"sessionid={client.cookies['sessionid'].value}".encode())]


def bearer(token: str) -> Headers:
    return [(b"authorization", f"Bearer {token}".encode())]


async def opened(headers: Headers, *, host: str = "acme.parlor.test") -> WebsocketCommunicator:
    socket = WebsocketCommunicator(sockets, "/ws/inbox/", headers=[(b"host", host.encode()), *headers])
    await socket.connect()
    return socket


async def closed_with(socket: WebsocketCommunicator) -> int:
    """Return the code that a socket closes with; frames before it are let go by."""
    while (seen := await socket.receive_output(timeout=5))["type"] != "websocket.close":
        pass
    return int(seen["code"])


async def stays_open(socket: WebsocketCommunicator) -> bool:
    await socket.send_json_to({"type": "ping"})
    while (seen := await socket.receive_output(timeout=5))["type"] == "websocket.send":
        if '"pong"' in seen["text"]:
            return True
    return False


def end_others(here: Client) -> None:
    assert here.post("/api/auth/logout-all-sessions/").status_code == 204


def change_password(here: Client) -> None:
    given = {"current_password": PASSWORD, "password": "lavender & honey"}
    assert here.post("/api/auth/change-password/", given).status_code == 204


@pytest.mark.parametrize("end", [end_others, change_password])
async def test_it_closes_the_sockets_of_ended_browsers_only(
    end: Callable[[Client], None], ada: Person, ben: Person
) -> None:
    lost, here, bens = [await sync_to_async(browser_of)(each) for each in (ada, ada, ben)]
    gone, kept, other = [await opened(cookie_of(client)) for client in (lost, here, bens)]

    await sync_to_async(end)(here)

    assert await closed_with(gone) == 4401
    assert await stays_open(kept)
    assert await stays_open(other)
    for socket in (gone, kept, other):
        await socket.disconnect()


async def test_it_closes_the_socket_of_a_browser_that_signs_out(ada: Person) -> None:
    client = await sync_to_async(browser_of)(ada)
    socket = await opened(cookie_of(client))

    await sync_to_async(client.delete)("/api/auth/session/")

    assert await closed_with(socket) == 4401
    await socket.disconnect()


async def test_it_closes_the_socket_of_a_stolen_token(ada: Person) -> None:
    client = Client(None)
    given = {"email": ada.user.email, "password": PASSWORD}
    first = (await sync_to_async(client.post)("/api/auth/login/", given)).json()
    second = (await sync_to_async(client.post)("/api/auth/refresh/", {"refresh": first["refresh"]})).json()
    socket = await opened(bearer(second["access"]))

    await sync_to_async(client.post)("/api/auth/refresh/", {"refresh": first["refresh"]})

    assert await closed_with(socket) == 4401
    await socket.disconnect()


@pytest.mark.parametrize("kind", ["personal", "service"])
async def test_it_closes_the_socket_of_a_revoked_key(kind: str, ada: Person) -> None:
    made: dict[str, Any] = await sync_to_async(make)(ada, kind=kind, scopes=["conversations:read"])
    socket = await opened(bearer(made["key"]))
    was_open = await stays_open(socket)
    client = await sync_to_async(browser_of)(ada)

    await sync_to_async(client.delete)(f"/api/auth/api-keys/{made['id']}/")

    assert was_open
    assert await closed_with(socket) == 4401
    await socket.disconnect()


async def test_it_closes_a_keys_socket_when_its_time_is_over(ada: Person) -> None:
    made = await sync_to_async(make)(ada, scopes=["conversations:read"])
    soon = now() + timedelta(seconds=0.4)
    await sync_to_async(ApiKey.objects.filter(id=made["id"]).update)(expires_at=soon)

    socket = await opened(bearer(made["key"]))

    assert await closed_with(socket) == 4401
    await socket.disconnect()


async def test_it_opens_no_socket_to_a_key_without_the_scope(ada: Person) -> None:
    made = await sync_to_async(make)(ada, scopes=["contacts:write"])

    socket = await opened(bearer(made["key"]))

    assert await closed_with(socket) == 4401
    await socket.disconnect()
