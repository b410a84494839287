"""Tells every open page what has just changed, over server-sent events."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec

# A page that has not read this many events is asleep; it refetches when it wakes.
BACKLOG = 200
HEARTBEAT_S = 20.0


class Hub:
    """A fan-out of small events; a slow page loses its stream, never slows the sandbox."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[bytes | None]] = set()

    def tell(self, kind: str, **data: Any) -> None:
        """Send one event to all open pages."""
        if not self._queues:
            return
        frame = b"data: " + msgspec.json.encode({"type": kind, **data}) + b"\n\n"
        for queue in list(self._queues):
            try:
                queue.put_nowait(frame)
            except asyncio.QueueFull:
                self._end(queue)

    def close(self) -> None:
        """End every stream, so that the server can stop at once."""
        for queue in list(self._queues):
            self._end(queue)

    async def stream(self) -> AsyncIterator[bytes]:
        """Yield SSE frames until the page leaves or the sandbox stops."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(BACKLOG)
        self._queues.add(queue)
        try:
            yield b"retry: 1000\n\n"
            while True:
                try:
                    frame = await asyncio.wait_for(queue.get(), HEARTBEAT_S)
                except TimeoutError:
                    frame = b": still here\n\n"
                if frame is None:
                    return
                yield frame
        finally:
            self._queues.discard(queue)

    def _end(self, queue: asyncio.Queue[bytes | None]) -> None:
        self._queues.discard(queue)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)
