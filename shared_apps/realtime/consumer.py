"""One socket per browser tab: `/ws/inbox/?after=<fact id>`."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qs
from uuid import uuid4

import msgspec
from channels.generic.websocket import AsyncWebsocketConsumer

from shared_apps.realtime import presence
from shared_apps.realtime.audience import Sight
from shared_apps.realtime.heart import heart, later
from shared_apps.realtime.push import (
    Frame,
    doors_group,
    encode,
    event,
    looking_group,
    member_group,
    person_group,
)
from shared_apps.realtime.switchboard import Outlet, switchboard

NOT_SIGNED_IN = 4401
NOT_A_MEMBER = 4403
IDLE = 4408
TOO_SLOW = 4413
VISIT_READS_ONLY = "visit_reads_only"
REPLAY_LIMIT = 500
TYPING_EVERY_S = 1.0
CHOOSE_EVERY_S = 1.0
# The customer's platform hears of it less often than colleagues do.
TYPING_OUTSIDE_EVERY_S = 10.0
# Browsers ping every 25 seconds. Who says nothing for so long has gone without closing the door.
IDLE_S = 300.0
MAX_CLIENT_FRAME = 4_096
CONVERSATION = re.compile(r"[\w-]{1,64}")


@dataclass(frozen=True)
class Visitor:
    """Who knocks: the tenant's schema and, once known, the member's id, name and what they may see."""

    schema: str
    member_id: str | None
    name: str
    is_signed_in: bool
    sight: Sight = field(default_factory=Sight)
    # Whose socket it is and by what they came in, so that it closes when that ends; in how many seconds by itself.
    user_id: str = ""
    credential: str = ""
    lasts_s: float | None = None
    # Looks through a member's eyes: nobody is shown that the member is here, and nothing is done in their name.
    is_guest: bool = False


class Doors(Protocol):
    """What the socket needs of the house; `config/asgi.py` hands it in."""

    async def visitor(self, scope: dict[str, Any]) -> Visitor | None: ...
    async def is_open(self, credential: str) -> bool: ...
    async def is_member(self, schema: str, member_id: str) -> bool: ...
    async def cursor(self, schema: str) -> int: ...
    async def replay(self, schema: str, after: int, limit: int) -> list[tuple[int, Frame]] | None: ...
    async def presence(self, schema: str) -> list[dict[str, Any]]: ...
    async def came(self, schema: str, member_id: str) -> None: ...
    async def went(self, schema: str, member_id: str) -> None: ...
    async def sight(self, schema: str, member_id: str) -> Sight: ...
    async def may_view(self, schema: str, member_id: str, conversation: str) -> bool: ...
    async def typing(self, schema: str, member_id: str, conversation: str) -> None: ...
    async def choose(self, schema: str, member_id: str, availability: str) -> None: ...


class _ClientFrame(msgspec.Struct):
    type: str
    conversation: str = ""
    state: str = ""


_decoder = msgspec.json.Decoder(_ClientFrame)


class InboxConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels is untyped
    """Says hello with the cursor, replays what was missed, passes on what its member may see."""

    doors: Doors
    visitor: Visitor
    sight_now: Sight
    viewing: str = ""
    expiry: asyncio.TimerHandle | None = None
    _heard_at: float = 0.0
    _typed_at: float = 0.0
    _chosen_at: float = 0.0
    _typed_outside: tuple[str, float] = ("", 0.0)

    async def connect(self) -> None:
        visitor = await self.doors.visitor(self.scope)
        await self.accept()
        if visitor is None or not visitor.is_signed_in:
            await self.close(code=NOT_SIGNED_IN)
            return
        if visitor.member_id is None:
            await self.close(code=NOT_A_MEMBER)
            return
        self.socket_id = uuid4().hex
        # Listened for before it is asked: what ends in between is seen by one or the other.
        self.person, self.own = (
            person_group(visitor.user_id),
            member_group(visitor.schema, visitor.member_id),
        )
        for group in (self.person, self.own):
            await self.channel_layer.group_add(group, self.channel_name)
        if visitor.credential and not await self.doors.is_open(visitor.credential):
            await self._sign_out()
            return
        if not await self.doors.is_member(visitor.schema, visitor.member_id):
            await self.dismissed({})
            return
        self.visitor, self.sight_now, self._heard_at = visitor, visitor.sight, time.monotonic()
        if visitor.lasts_s is not None:
            loop = asyncio.get_running_loop()
            self.expiry = loop.call_later(visitor.lasts_s, lambda: later(self._sign_out()))
        self.who = {"kind": "member", "id": visitor.member_id, "name": visitor.name}
        # Announced before the group is joined: one's own arrival is no news.
        if not visitor.is_guest:
            if await asyncio.to_thread(presence.arrive, *self.pulse):
                await self.doors.came(visitor.schema, visitor.member_id)
            heart().add(self)
        # Joined before the cursor is read: a frame in between arrives twice, never not at all.
        self.outlet = Outlet(self.base_send, self._give_up)
        await switchboard().join(visitor.schema, self.outlet)
        await self.channel_layer.group_add(doors_group(visitor.schema), self.channel_name)
        await self._greet()
        self.outlet.open(self.sight_now)

    @property
    def pulse(self) -> tuple[str, str, str]:
        return self.visitor.schema, str(self.visitor.member_id), self.socket_id

    async def ended(self, event: dict[str, Any]) -> None:
        """Close when this person's session or key is one of those that have just ended."""
        if hasattr(self, "visitor") and self.visitor.credential in event["credentials"]:
            await self._sign_out()

    async def closing(self, event: dict[str, Any]) -> None:
        """Close because the workspace has: it is paused, goes, or lives elsewhere now."""
        self.outlet.hold()
        await self.close(code=event["code"])

    async def dismissed(self, _: dict[str, Any]) -> None:
        """Close because this person is no member any more."""
        await self._part(NOT_A_MEMBER)

    async def _sign_out(self) -> None:
        await self._part(NOT_SIGNED_IN)

    async def _part(self, code: int) -> None:
        await self._leave_groups()
        if hasattr(self, "outlet"):
            self.outlet.hold()
        await self.close(code=code)

    async def _leave_groups(self) -> None:
        for group in (self.person, self.own):
            await self.channel_layer.group_discard(group, self.channel_name)

    def _give_up(self) -> None:
        """Let go of a browser that reads slower than the house speaks; it comes back with its cursor."""
        later(self.close(code=TOO_SLOW))

    async def _greet(self) -> None:
        cursor = await self.doors.cursor(self.visitor.schema)
        here = await self.doors.presence(self.visitor.schema)
        hello = {"cursor": cursor, "member": {"id": self.visitor.member_id}, "presence": here}
        await self.send(encode(None, Frame("hello", hello)))
        after = self._after()
        if after is None:
            return
        missed = await self.doors.replay(self.visitor.schema, after, REPLAY_LIMIT)
        if missed is None:
            await self.send(encode(None, Frame("resync", {"cursor": cursor})))
            return
        for fact_id, frame in missed:
            if self.sight_now.reaches(frame.audience):
                await self.send(encode(fact_id, frame))

    def _after(self) -> int | None:
        given = parse_qs(self.scope.get("query_string", b"").decode()).get("after", [""])[0]
        return int(given) if given.isdecimal() and len(given) < 19 else None

    async def disconnect(self, code: int) -> None:
        if not hasattr(self, "visitor"):
            return
        heart().discard(self)
        if self.expiry is not None:
            self.expiry.cancel()
        await self._leave_groups()
        if hasattr(self, "outlet"):
            await switchboard().leave(self.visitor.schema, self.outlet)
        await self.channel_layer.group_discard(doors_group(self.visitor.schema), self.channel_name)
        await self._look_at("")
        await asyncio.to_thread(presence.leave, *self.pulse)
        later(_see_off(self.doors, self.visitor.schema))

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if text_data is None or len(text_data) > MAX_CLIENT_FRAME or not hasattr(self, "visitor"):
            return
        try:
            frame = _decoder.decode(text_data)
        except (msgspec.DecodeError, RecursionError):
            return
        self._heard_at = time.monotonic()
        reactions: dict[str, Callable[[_ClientFrame], Awaitable[None]]] = {
            "ping": self._pong,
            "typing": self._typing,
            "viewing": self._viewing,
            "presence": self._choose,
        }
        if self.visitor.is_guest and frame.type in {"typing", "viewing", "presence"}:
            refused = {"code": VISIT_READS_ONLY, "message": "A visit shows nobody that it is here."}
            await self.send(encode(None, Frame("refused", refused)))
        elif frame.type in reactions:
            await reactions[frame.type](frame)

    async def _pong(self, _: _ClientFrame) -> None:
        await self.send(encode(None, Frame("pong", {})))

    async def _choose(self, frame: _ClientFrame) -> None:
        """Be online, busy or away from now on, as a PUT to /api/presence/ says it; at most once a second."""
        now = time.monotonic()
        if now - self._chosen_at < CHOOSE_EVERY_S:
            return
        self._chosen_at = now
        await self.doors.choose(self.visitor.schema, str(self.visitor.member_id), frame.state)

    async def _typing(self, frame: _ClientFrame) -> None:
        """Tell those who look at the same conversation; at most once a second, except for the end of it."""
        now = time.monotonic()
        if frame.state != "off" and now - self._typed_at < TYPING_EVERY_S:
            return
        self._typed_at = now
        await self._look_at(frame.conversation)
        if self.viewing:
            state = "off" if frame.state == "off" else "on"
            await self._tell(
                self.viewing, "typing", {"conversation": self.viewing, "who": self.who, "state": state}
            )
            if state == "on":
                await self._tell_outside(now)

    async def _tell_outside(self, now: float) -> None:
        """Let the house show the customer that somebody writes."""
        conversation, told_at = self._typed_outside
        if conversation == self.viewing and now - told_at < TYPING_OUTSIDE_EVERY_S:
            return
        self._typed_outside = (self.viewing, now)
        await self.doors.typing(self.visitor.schema, str(self.visitor.member_id), self.viewing)

    async def _viewing(self, frame: _ClientFrame) -> None:
        """Look at a conversation, or at none; those who look at the same one are told."""
        await self._look_at("" if frame.state == "off" else frame.conversation)

    async def _look_at(self, conversation: str) -> None:
        if conversation == self.viewing or (conversation and not CONVERSATION.fullmatch(conversation)):
            return
        schema, previous = self.visitor.schema, self.viewing
        if previous:
            self.viewing = ""
            await self.channel_layer.group_discard(looking_group(schema, previous), self.channel_name)
            left = await asyncio.to_thread(presence.look_away, schema, previous, self.socket_id, self._who)
            await self._tell_viewers(previous, left)
        if conversation and await self._may_view(conversation):
            self.viewing = conversation
            await self.channel_layer.group_add(looking_group(schema, conversation), self.channel_name)
            there = await asyncio.to_thread(presence.view, schema, conversation, self.socket_id, self._who)
            await self._tell_viewers(conversation, there)

    async def _may_view(self, conversation: str) -> bool:
        if not self.sight_now.is_restricted:
            return True
        return await self.doors.may_view(self.visitor.schema, str(self.visitor.member_id), conversation)

    @property
    def _who(self) -> str:
        return msgspec.json.encode(self.who).decode()

    async def renew_view(self) -> None:
        if time.monotonic() - self._heard_at > IDLE_S:
            await self._part(IDLE)
        elif self.viewing:
            await asyncio.to_thread(
                presence.view, self.visitor.schema, self.viewing, self.socket_id, self._who
            )

    async def _tell_viewers(self, conversation: str, people: list[str]) -> None:
        who = [msgspec.json.decode(person) for person in people]
        await self._tell(conversation, "viewing", {"conversation": conversation, "who": who})

    async def _tell(self, conversation: str, type: str, data: dict[str, Any]) -> None:
        group = looking_group(self.visitor.schema, conversation)
        await self.channel_layer.group_send(group, event([(None, Frame(type, data))]))

    async def frames(self, event: dict[str, Any]) -> None:
        """Pass on what is for those who look at the same conversation."""
        for text in event["texts"]:
            await self.send(text)

    async def sight(self, _: dict[str, Any]) -> None:
        """Ask anew what this member may see; what they may not see any more is let go of."""
        self.outlet.hold()
        try:
            self.sight_now = await self.doors.sight(self.visitor.schema, str(self.visitor.member_id))
            await self.send(encode(None, Frame("sight", {"restricted": self.sight_now.is_restricted})))
        finally:
            self.outlet.open(self.sight_now)
        if self.viewing and not await self._may_view(self.viewing):
            await self._look_at("")


async def _see_off(doors: Doors, schema: str) -> None:
    """Announce those who did not come back within the grace."""
    await asyncio.sleep(presence.GRACE_S)
    for member_id in await asyncio.to_thread(presence.gone, schema):
        await doors.went(schema, member_id)
