"""The frames of a tenant, handed to all its sockets in this process: decoded once and written at once.

Channels would decode every frame for every socket and, to look after database connections that frames do not need,
send each one through a thread. A socket that does not take what is written to it waits by itself and holds up nobody.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator, Sequence
from types import coroutine
from typing import Any
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer

from shared_apps.realtime.audience import Audience, Sight, unpacked
from shared_apps.realtime.push import inbox_group

log = logging.getLogger(__name__)

# Some minutes of a busy business; who is further behind comes back with a cursor and reads what was missed.
MAX_BACKLOG = 5_000

Message = dict[str, Any]
Addressed = tuple[Message, Audience | None]


class Outlet:
    """Where the frames for one socket go: kept back until it is open, then written in their order."""

    def __init__(self, write: Callable[[Message], Awaitable[None]], overrun: Callable[[], None]) -> None:
        self._write, self._overrun = write, overrun
        self._backlog: deque[Addressed] = deque()
        self._writing: asyncio.Task[None] | None = None
        self.sight: Sight | None = None

    def open(self, sight: Sight) -> None:
        """Let through what `sight` reaches, beginning with what was kept back."""
        self.sight = sight
        self.take(())

    def hold(self) -> None:
        """Keep back what comes until it is known again what may be seen."""
        self.sight = None

    def take(self, frames: Sequence[Addressed]) -> None:
        self._backlog.extend(frames)
        if len(self._backlog) > MAX_BACKLOG:
            self._backlog.clear()
            self._overrun()
        elif self._writing is None and self.sight is not None:
            self._begin()

    def _begin(self) -> None:
        """Write as far as the socket takes it now; a task of its own waits for the rest."""
        work = self._drain()
        try:
            awaited = work.send(None)
        except StopIteration:
            return
        self._writing = asyncio.ensure_future(_continued(work, awaited))
        self._writing.add_done_callback(self._written)

    async def _drain(self) -> None:
        while self._backlog and self.sight is not None:
            message, audience = self._backlog.popleft()
            if self.sight.reaches(audience):
                try:
                    await self._write(message)
                except Exception:
                    # The socket is gone; its consumer hears of that by itself.
                    self._backlog.clear()

    def _written(self, _: object) -> None:
        self._writing = None
        if self._backlog:
            self.take(())

    def close(self) -> None:
        self._backlog.clear()
        self.hold()
        if self._writing is not None:
            self._writing.cancel()


@coroutine
def _continued(work: Coroutine[Any, Any, None], awaited: Any) -> Generator[Any, Any, None]:
    """Go on with a coroutine that was begun by hand and waits for `awaited`."""
    while True:
        try:
            came = yield awaited
        except BaseException as error:  # a cancellation belongs to the work as well
            step: Callable[[], Any] = lambda error=error: work.throw(error)  # type: ignore[misc]  # noqa: E731 - bound now
        else:
            step = lambda came=came: work.send(came)  # type: ignore[misc]  # noqa: E731 - bound now
        try:
            awaited = step()
        except StopIteration:
            return


class Switchboard:
    """Listens to the groups of all tenants that have a socket in this event loop."""

    def __init__(self) -> None:
        self._outlets: dict[str, set[Outlet]] = {}
        self._layer: Any = get_channel_layer()
        self._channel = ""
        self._task: asyncio.Task[None] | None = None

    async def join(self, schema: str, outlet: Outlet) -> None:
        """Let the frames of a tenant reach `outlet`; they do once this returns."""
        self._outlets.setdefault(schema, set()).add(outlet)
        if not self._channel:
            self._channel = await self._layer.new_channel("switchboard.")
        if self._task is None:
            self._task = asyncio.ensure_future(self._listen())
        await self._layer.group_add(inbox_group(schema), self._channel)

    async def leave(self, schema: str, outlet: Outlet) -> None:
        outlet.close()
        there = self._outlets.get(schema, set())
        there.discard(outlet)
        if there:
            return
        self._outlets.pop(schema, None)
        await self._layer.group_discard(inbox_group(schema), self._channel)
        if schema in self._outlets:
            # Somebody came while it was left.
            await self._layer.group_add(inbox_group(schema), self._channel)
        if not self._outlets and self._task is not None:
            self._task.cancel()
            self._task, self._channel = None, ""

    async def _listen(self) -> None:
        while True:
            event = await self._layer.receive(self._channel)
            try:
                self._hand_out(event)
            except Exception:
                log.exception("frames were not handed out")

    def _hand_out(self, event: dict[str, Any]) -> None:
        outlets = self._outlets.get(event["schema"])
        if not outlets:
            return
        texts = event["texts"]
        audiences = event.get("audiences") or [None] * len(texts)
        frames = [
            ({"type": "websocket.send", "text": text}, unpacked(audience))
            for text, audience in zip(texts, audiences, strict=True)
        ]
        for outlet in tuple(outlets):
            outlet.take(frames)


_boards: "WeakKeyDictionary[Any, Switchboard]" = WeakKeyDictionary()


def switchboard() -> Switchboard:
    """Return the switchboard of the running event loop."""
    return _boards.setdefault(asyncio.get_running_loop(), Switchboard())
