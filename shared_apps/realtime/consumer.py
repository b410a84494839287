"""One socket per browser tab: `/ws/inbox/?after=<fact id>`."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qs

import msgspec
from channels.generic.websocket import AsyncWebsocketConsumer

from shared_apps.realtime.push import Frame, encode, inbox_group

NOT_SIGNED_IN = 4401
NOT_A_MEMBER = 4403
IDLE = 4408
REPLAY_LIMIT = 500
TYPING_EVERY_S = 1.0
MAX_CLIENT_FRAME = 4_096


@dataclass(frozen=True)
class Visitor:
    """Who knocks: the tenant's schema and, once known, the member's id and name."""

    schema: str
    member_id: str | None
    name: str
    is_signed_in: bool


class Doors(Protocol):
    """What the socket needs of the house; `config/asgi.py` hands it in."""

    async def visitor(self, scope: dict[str, Any]) -> Visitor | None: ...
    async def cursor(self, schema: str) -> int: ...
    async def replay(self, schema: str, after: int, limit: int) -> list[tuple[int, Frame]] | None: ...


class _ClientFrame(msgspec.Struct):
    type: str
    conversation: str = ""
    state: str = ""


_decoder = msgspec.json.Decoder(_ClientFrame)


class InboxConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels is untyped
    """Says hello with the cursor, replays what was missed, passes frames on, relays typing."""

    doors: Doors
    visitor: Visitor
    _typed_at: float = 0.0

    async def connect(self) -> None:
        visitor = await self.doors.visitor(self.scope)
        await self.accept()
        if visitor is None or not visitor.is_signed_in:
            await self.close(code=NOT_SIGNED_IN)
            return
        if visitor.member_id is None:
            await self.close(code=NOT_A_MEMBER)
            return
        self.visitor = visitor
        # Joined before the cursor is read: a frame in between arrives twice, never not at all.
        await self.channel_layer.group_add(inbox_group(visitor.schema), self.channel_name)
        await self._greet()

    async def _greet(self) -> None:
        cursor = await self.doors.cursor(self.visitor.schema)
        hello = {"cursor": cursor, "member": {"id": self.visitor.member_id}, "presence": []}
        await self.send(encode(None, Frame("hello", hello)))
        after = self._after()
        if after is None:
            return
        missed = await self.doors.replay(self.visitor.schema, after, REPLAY_LIMIT)
        if missed is None:
            await self.send(encode(None, Frame("resync", {"cursor": cursor})))
            return
        for fact_id, frame in missed:
            await self.send(encode(fact_id, frame))

    def _after(self) -> int | None:
        given = parse_qs(self.scope.get("query_string", b"").decode()).get("after", [""])[0]
        return int(given) if given.isdecimal() and len(given) < 19 else None

    async def disconnect(self, code: int) -> None:
        if hasattr(self, "visitor"):
            await self.channel_layer.group_discard(inbox_group(self.visitor.schema), self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if text_data is None or len(text_data) > MAX_CLIENT_FRAME or not hasattr(self, "visitor"):
            return
        try:
            frame = _decoder.decode(text_data)
        except msgspec.DecodeError:
            return
        reactions: dict[str, Callable[[_ClientFrame], Awaitable[None]]] = {
            "ping": self._pong,
            "typing": self._typing,
        }
        if frame.type in reactions:
            await reactions[frame.type](frame)

    async def _pong(self, _: _ClientFrame) -> None:
        await self.send(encode(None, Frame("pong", {})))

    async def _typing(self, frame: _ClientFrame) -> None:
        """Tell the colleagues; at most once a second per socket, except for the end of it."""
        now = time.monotonic()
        if frame.state != "off" and now - self._typed_at < TYPING_EVERY_S:
            return
        self._typed_at = now
        who = {"kind": "member", "id": self.visitor.member_id, "name": self.visitor.name}
        data = {
            "conversation": frame.conversation[:64],
            "who": who,
            "state": "off" if frame.state == "off" else "on",
        }
        await self.channel_layer.group_send(
            inbox_group(self.visitor.schema),
            {"type": "frames", "texts": [encode(None, Frame("typing", data))]},
        )

    async def frames(self, event: dict[str, Any]) -> None:
        for text in event["texts"]:
            await self.send(text)
