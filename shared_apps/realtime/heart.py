"""Keep the sockets of this process alive in Valkey: one round trip per beat, however many there are."""

import asyncio
import logging
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from shared_apps.realtime import presence

log = logging.getLogger(__name__)


class Beating(Protocol):
    """A socket, as far as a heart needs one."""

    @property
    def pulse(self) -> tuple[str, str, str]: ...
    async def renew_view(self) -> None:
        """Stay where one looks; close when nobody has spoken for too long."""


class Heart:
    """Beats for all sockets of one event loop while there are any."""

    def __init__(self) -> None:
        self._sockets: set[Beating] = set()
        self._task: asyncio.Task[None] | None = None

    def add(self, socket: Beating) -> None:
        self._sockets.add(socket)
        if self._task is None:
            self._task = asyncio.create_task(self._beat())

    def discard(self, socket: Beating) -> None:
        self._sockets.discard(socket)
        if not self._sockets and self._task is not None:
            self._task.cancel()
            self._task = None

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(presence.BEAT_EVERY_S)
            sockets = list(self._sockets)
            try:
                await asyncio.to_thread(presence.beat, [socket.pulse for socket in sockets])
                for socket in sockets:
                    await socket.renew_view()
            except Exception:
                # Valkey is away for a moment: sockets stay here for TTL_S, which is three beats.
                log.exception("a beat of %s sockets was lost", len(sockets))


_hearts: "WeakKeyDictionary[Any, Heart]" = WeakKeyDictionary()


def heart() -> Heart:
    """Return the heart of the running event loop."""
    return _hearts.setdefault(asyncio.get_running_loop(), Heart())


_farewells: set[asyncio.Task[None]] = set()


def later(work: Any) -> None:
    """Run the coroutine `work` beside everything else; the set keeps it from being collected."""
    task = asyncio.create_task(work)
    _farewells.add(task)
    task.add_done_callback(_farewells.discard)
