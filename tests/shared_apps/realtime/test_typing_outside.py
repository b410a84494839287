"""What a member types is made known to the house, for the customer's sake, once in ten seconds."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from config import doors
from tenants.models import Tenant
from tests.cast import Person
from tests.shared_apps.realtime.test_socket import Open, frame, frame_called, nobody_is_here, open_socket

__all__ = ["nobody_is_here", "open_socket"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, UUID]]:
    heard: list[dict[str, UUID]] = []
    monkeypatch.setattr(doors, "have_member_typing", lambda **given: heard.append(given))
    return heard


async def types(socket: Any, conversation: str, state: str = "on") -> None:
    await socket.send_to(
        text_data=json.dumps({"type": "typing", "conversation": conversation, "state": state})
    )
    await socket.send_to(text_data='{"type": "ping"}')
    await frame_called(socket, "pong")


async def test_it_tells_the_house_once_that_a_member_types(
    open_socket: Open, ben: Person, acme: Tenant, told: list[dict[str, UUID]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared_apps.realtime.consumer.TYPING_EVERY_S", 0.0)
    conversation = uuid4()
    socket = await open_socket(ben, at=acme)
    await frame(socket)

    await types(socket, str(conversation))
    await types(socket, str(conversation))
    await types(socket, str(conversation), "off")

    assert told == [{"conversation_id": conversation, "member_id": ben.member.id}]


async def test_it_tells_of_each_conversation(
    open_socket: Open, ben: Person, acme: Tenant, told: list[dict[str, UUID]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared_apps.realtime.consumer.TYPING_EVERY_S", 0.0)
    first, second = uuid4(), uuid4()
    socket = await open_socket(ben, at=acme)
    await frame(socket)

    await types(socket, str(first))
    await types(socket, str(second))

    assert [heard["conversation_id"] for heard in told] == [first, second]


async def test_it_lets_names_pass_that_are_no_conversation(
    open_socket: Open, ben: Person, acme: Tenant, told: list[dict[str, UUID]]
) -> None:
    socket = await open_socket(ben, at=acme)
    await frame(socket)

    await types(socket, "c1")

    assert told == []
