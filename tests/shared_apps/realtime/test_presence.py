"""Who is here, who looks at what, and what restricted members are not sent."""

import asyncio
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from shared_apps.facts.models import FactRow
from shared_apps.realtime import (
    Audience,
    Frame,
    Rule,
    consumer,
    member_key,
    presence,
    push,
    refresh_sight,
    team_key,
)
from shared_apps.realtime.audience import Sight
from tenant_apps.team.models import Member, Sees, Team, TeamMembership
from tenants.entering import entered
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.shared_apps.realtime.test_socket import (
    Open,
    frame,
    frame_called,
    nobody_is_here,
    open_socket,
)

__all__ = ["nobody_is_here", "open_socket"]
pytestmark = pytest.mark.django_db(transaction=True)

Say = Callable[..., str]


def say(type: str, **fields: str) -> str:
    return json.dumps({"type": type, **fields})


@sync_to_async
def restrict(person: Person, *, team: str = "") -> str:
    """Let `person` see their teams only; return the id of the team they are in."""
    with entered(person.tenant):
        Member.objects.filter(id=person.member.id).update(sees=Sees.TEAM)
        if not team:
            return ""
        made, _ = Team.objects.get_or_create(name=team)
        TeamMembership.objects.create(team=made, member=person.member)
        return str(made.id)


@sync_to_async
def pushed(tenant: Tenant, name: str, audience: Audience | None = None) -> None:
    with entered(tenant):
        push([(None, Frame("conversation.updated", {"name": name}, audience=audience))])


@sync_to_async
def facts_called(tenant: Tenant, name: str) -> int:
    return FactRow.objects.filter(schema=tenant.schema_name, name=name).count()


def test_it_decides_by_keys_and_rules() -> None:
    agent = Sight(frozenset({"member:1", "team:a"}), is_restricted=True)
    owner = Sight(frozenset({"member:2"}))
    of_team, of_other = Audience(frozenset({"team:a"})), Audience(frozenset({"team:b"}))

    assert (agent.reaches(None), agent.reaches(of_team), agent.reaches(of_other)) == (True, True, False)
    assert (owner.reaches(None), owner.reaches(of_team)) == (True, True)
    hidden = Audience(frozenset({"team:b"}), Rule.OTHERS)
    assert (agent.reaches(hidden), owner.reaches(hidden)) == (True, False)
    assert (agent.reaches(Audience.of_member(1)), owner.reaches(Audience.of_member(1))) == (True, False)


async def test_a_colleague_sees_who_comes_and_goes(
    open_socket: Open, ada: Person, ben: Person, acme: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GRACE_S", 0.05)
    watcher = await open_socket(ada, at=acme)
    await frame(watcher)

    coming = await open_socket(ben, at=acme)
    came = await frame_called(watcher, "presence")
    await coming.disconnect()
    went = await frame_called(watcher, "presence")

    assert (came["data"]["name"], came["data"]["state"], came["data"]["here"]) == ("Ben", "online", True)
    assert (went["data"]["name"], went["data"]["state"], went["data"]["here"]) == ("Ben", "away", False)
    assert went["data"]["last_seen_at"] is not None
    assert await facts_called(acme, "MemberWentAway") == 1


async def test_a_reload_is_no_news(
    open_socket: Open, ada: Person, ben: Person, acme: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GRACE_S", 0.3)
    watcher, before = await open_socket(ada, at=acme), await open_socket(ben, at=acme)
    await frame_called(watcher, "presence")

    await before.disconnect()
    await open_socket(ben, at=acme)

    assert await watcher.receive_nothing(timeout=0.6)
    assert await facts_called(acme, "MemberWentAway") == 0


async def test_two_tabs_are_one_person(
    open_socket: Open, ada: Person, ben: Person, acme: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GRACE_S", 0.05)
    watcher = await open_socket(ada, at=acme)
    first, _ = await open_socket(ben, at=acme), await open_socket(ben, at=acme)
    await frame_called(watcher, "presence")

    await first.disconnect()
    await asyncio.sleep(0.3)

    assert await watcher.receive_nothing(timeout=0.1)


async def test_sockets_that_died_without_a_word_are_missed(acme: Tenant, ben: Person) -> None:
    schema, member = acme.schema_name, str(ben.member.id)
    assert presence.arrive(schema, member, "tab") is True
    assert presence.gone(schema) == []

    presence.leave(schema, member, "tab")

    assert presence.gone(schema) == [member]
    assert presence.gone(schema) == []


async def test_those_who_look_at_a_conversation_see_each_other(
    open_socket: Open, ada: Person, ben: Person, cleo: Person, acme: Tenant
) -> None:
    first, second = await open_socket(ada, at=acme), await open_socket(ben, at=acme)
    elsewhere = await open_socket(cleo, at=acme)
    conversation = str(uuid4())
    await elsewhere.send_to(text_data=say("viewing", conversation=str(uuid4())))
    await frame_called(elsewhere, "viewing")

    await first.send_to(text_data=say("viewing", conversation=conversation))
    assert [who["name"] for who in (await frame_called(first, "viewing"))["data"]["who"]] == ["Ada"]
    await second.send_to(text_data=say("viewing", conversation=conversation))

    seen = await frame_called(first, "viewing")
    assert sorted(who["name"] for who in seen["data"]["who"]) == ["Ada", "Ben"]
    await second.send_to(text_data=say("viewing", conversation=conversation, state="off"))
    assert [who["name"] for who in (await frame_called(first, "viewing"))["data"]["who"]] == ["Ada"]
    assert await elsewhere.receive_nothing(timeout=0.2)


async def test_typing_stays_among_those_who_look(
    open_socket: Open, ada: Person, ben: Person, acme: Tenant
) -> None:
    writer, elsewhere = await open_socket(ben, at=acme), await open_socket(ada, at=acme)
    await frame_called(elsewhere, "hello")
    await frame_called(writer, "presence")
    await asyncio.sleep(0.1)
    while not await elsewhere.receive_nothing(timeout=0.1):
        await frame(elsewhere)

    await writer.send_to(text_data=say("typing", conversation=str(uuid4()), state="on"))

    assert await elsewhere.receive_nothing(timeout=0.3)


async def test_a_restricted_member_is_sent_what_is_theirs_only(
    open_socket: Open, ada: Person, ben: Person, acme: Tenant
) -> None:
    team = await restrict(ben, team="Hair")
    owner, agent = await open_socket(ada, at=acme), await open_socket(ben, at=acme)
    await frame(owner), await frame(agent)

    await pushed(acme, "other team", Audience(frozenset({team_key(uuid4())})))
    await pushed(acme, "own team", Audience(frozenset({team_key(team)})))
    await pushed(acme, "own", Audience(frozenset({member_key(ben.member.id)})))
    await pushed(acme, "nobody's")

    def names(count: int, socket: Any) -> Any:
        return [frame_called(socket, "conversation.updated") for _ in range(count)]

    assert [(await seen)["data"]["name"] for seen in names(4, owner)] == [
        "other team",
        "own team",
        "own",
        "nobody's",
    ]
    assert [(await seen)["data"]["name"] for seen in names(3, agent)] == ["own team", "own", "nobody's"]


async def test_a_change_of_team_counts_at_once(open_socket: Open, ben: Person, acme: Tenant) -> None:
    await restrict(ben)
    agent = await open_socket(ben, at=acme)
    await frame(agent)
    team = await restrict(ben, team="Nails")

    await sync_to_async(_refresh)(acme, ben)
    assert (await frame_called(agent, "sight"))["data"] == {"restricted": True}
    await pushed(acme, "own team now", Audience(frozenset({team_key(team)})))

    assert (await frame_called(agent, "conversation.updated"))["data"]["name"] == "own team now"


def _refresh(tenant: Tenant, person: Person) -> None:
    with entered(tenant):
        refresh_sight(person.member.id)


async def test_a_restricted_member_does_not_look_at_what_is_hidden(
    open_socket: Open, ben: Person, acme: Tenant
) -> None:
    await restrict(ben)
    agent = await open_socket(ben, at=acme)
    await frame_called(agent, "hello")

    await agent.send_to(text_data=say("viewing", conversation=str(uuid4())))

    assert await agent.receive_nothing(timeout=0.3)


def test_it_lists_who_is_here_and_lets_them_choose(ada: Person, ben: Person, api: Api, acme: Tenant) -> None:
    presence.arrive(acme.schema_name, str(ben.member.id), "tab")

    chosen = api(ben).put("/api/presence/", {"availability": "busy"}).json()

    assert (chosen["state"], chosen["availability"], chosen["here"]) == ("busy", "busy", True)
    listed = {row["name"]: row["state"] for row in api(ada).get("/api/presence/").json()["results"]}
    assert listed == {"Ada": "away", "Ben": "busy", "Cleo": "away"}


async def test_a_member_chooses_by_socket_what_they_are(
    open_socket: Open, ada: Person, ben: Person, cleo: Person, acme: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "CHOOSE_EVERY_S", 0.0)
    own, watcher = await open_socket(ben, at=acme), await open_socket(ada, at=acme)
    await frame(own), await frame(watcher)

    for state in ("asleep", "", "busy"):
        await own.send_to(say("presence", state=state))

    # The watcher's own coming may be told of first.
    while (seen := await frame_called(watcher, "presence"))["data"]["id"] != str(ben.member.id):
        pass
    assert seen["data"]["state"] == "busy"


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"type": 1}', '{"type": "ping", "x": ' + "[" * 3000, "x" * 100_000]
)
async def test_a_frame_that_says_nothing_is_let_by(
    open_socket: Open, ada: Person, acme: Tenant, text: str
) -> None:
    socket = await open_socket(ada, at=acme)
    await frame(socket)

    await socket.send_to(text_data=text)
    await socket.send_to(bytes_data=b"\x00\xff")
    await socket.send_to(say("ping"))

    assert (await frame(socket))["type"] == "pong"


async def test_a_socket_that_says_nothing_is_closed(
    open_socket: Open, ada: Person, acme: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "BEAT_EVERY_S", 0.05)
    socket = await open_socket(ada, at=acme)
    await frame(socket)
    await socket.send_to(say("ping"))
    assert (await frame(socket))["type"] == "pong"

    monkeypatch.setattr(consumer, "IDLE_S", 0.0)

    assert await socket.receive_output(timeout=5) == {"type": "websocket.close", "code": 4408}
