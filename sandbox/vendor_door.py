"""The way in for the product's own calls: fault switches strike here and every call is logged."""

import asyncio
import time
from collections.abc import Callable

from starlette.datastructures import URL
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.calls import KEPT_BODY_BYTES, shown_body
from sandbox.web import reply
from sandbox.world import World

# (HTTP status, platform) -> body of the vendor's refusal
FaultBody = Callable[[int, str], object]
# One host may serve several platforms; then the call itself tells which.
PlatformOf = Callable[[World, Scope], str]


class VendorDoor:
    """Wraps one vendor's routes; keeps the first 16 kB of each body for the log."""

    def __init__(self, app: ASGIApp, *, platform: str | PlatformOf, fault_body: FaultBody) -> None:
        self.app, self.platform, self.fault_body = app, platform, fault_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        world: World = scope["app"].state.world
        platform = self.platform if isinstance(self.platform, str) else self.platform(world, scope)
        tape = _Tape(receive, send)
        started = time.perf_counter()
        note = ""
        try:
            note = await self._serve(world, platform, scope, tape)
        finally:
            self._log(world, platform, scope, tape, (time.perf_counter() - started) * 1000, note)

    async def _serve(self, world: World, platform: str, scope: Scope, tape: "_Tape") -> str:
        if delay := world.faults.strike(platform, "out", "delay_ms"):
            await asyncio.sleep(delay.ms / 1000)
        for kind, status in (("outage", 503), ("http_429", 429), ("http_500", 500)):
            if fault := world.faults.strike(platform, "out", kind):
                headers = {"retry-after": str(max(fault.ms // 1000, 1))} if status == 429 else {}
                await reply(self.fault_body(status, platform), status, headers)(
                    scope, tape.receive, tape.send
                )
                return f"fault {kind}"
        fault = world.faults.strike(platform, "out", "timeout")
        tape.held_s = fault.ms / 1000 if fault else 0.0
        await self.app(scope, tape.receive, tape.send)
        return "fault timeout" if fault else ""

    def _log(self, world: World, platform: str, scope: Scope, tape: "_Tape", ms: float, note: str) -> None:
        url = URL(scope=scope)
        world.calls.record(
            direction="out",
            platform=platform,
            method=scope["method"],
            url=url.path + (f"?{url.query}" if url.query else ""),
            status=tape.status,
            ms=ms,
            request_headers=[(k.decode("latin-1"), v.decode("latin-1")) for k, v in scope["headers"]],
            request_body=shown_body(bytes(tape.heard), tape.heard_size),
            response_body=shown_body(bytes(tape.said), tape.said_size),
            note=note,
        )


class _Tape:
    """Records what passes both ways; a held answer leaves only after its pause."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self.heard, self.said = bytearray(), bytearray()
        self.heard_size = self.said_size = 0
        self.status: int | None = None
        self.held_s = 0.0

    async def receive(self) -> Message:
        message = await self._receive()
        piece = message.get("body", b"")
        self.heard_size += len(piece)
        self.heard += piece[: KEPT_BODY_BYTES - len(self.heard)]
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            if self.held_s:
                await asyncio.sleep(self.held_s)
        piece = message.get("body", b"")
        self.said_size += len(piece)
        self.said += piece[: KEPT_BODY_BYTES - len(self.said)]
        await self._send(message)
