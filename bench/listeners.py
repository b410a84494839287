"""Many open sockets in one process: a reader so small that it is not what is measured."""

import asyncio
import base64
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Heard = Callable[[bytes, float], None]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a socket is opened: the port, the host it names, the path, and headers such as the token."""

    port: int
    host: str
    path: str
    headers: Mapping[str, str]


class Listener(asyncio.Protocol):
    """One socket: says hello, answers pings, hands on every text with the moment it came."""

    def __init__(self, address: Address, heard: Heard) -> None:
        self.address, self.heard = address, heard
        self.is_open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.unread = b""
        self.is_greeted = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.WriteTransport = transport  # type: ignore[assignment]  # TCP can be written to
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {self.address.path} HTTP/1.1",
            f"Host: {self.address.host}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}",
            *(f"{name}: {value}" for name, value in self.address.headers.items()),
        ]
        self.transport.write("\r\n".join([*lines, "", ""]).encode())

    def data_received(self, data: bytes) -> None:
        at = time.perf_counter()
        self.unread += data
        if not self.is_greeted:
            head, end, rest = self.unread.partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head:
                self._fail(head.decode()[:200])
                return
            self.is_greeted, self.unread = True, rest
        while (frame := self._frame()) is not None:
            self._take(*frame, at)

    def _frame(self) -> tuple[int, bytes] | None:
        """Return the next whole frame, as a server sends it: never masked."""
        data = self.unread
        if len(data) < 2:
            return None
        size, begin = data[1] & 127, 2
        if size >= 126:
            begin = 4 if size == 126 else 10
            size = int.from_bytes(data[2:begin])
        if len(data) < begin + size:
            return None
        self.unread = data[begin + size :]
        return data[0] & 15, data[begin : begin + size]

    def _take(self, opcode: int, payload: bytes, at: float) -> None:
        if opcode == 1:
            # The first text is the greeting: from then on frames come.
            if self.is_open.done():
                self.heard(payload, at)
            else:
                self.is_open.set_result(None)
        elif opcode == 9:
            self.transport.write(bytes([0x8A, 0x80 | len(payload), 0, 0, 0, 0]) + payload)
        elif opcode == 8:
            self._fail(f"closed: {payload!r}")

    def _fail(self, why: str) -> None:
        if not self.is_open.done():
            self.is_open.set_exception(ConnectionError(why))

    def connection_lost(self, error: Exception | None) -> None:
        self._fail(str(error))


async def listen(addresses: Sequence[Address], heard: Heard) -> list[Listener]:
    """Open all sockets, some at a time, and return them once the last one was greeted."""
    loop, gate = asyncio.get_running_loop(), asyncio.Semaphore(20)

    async def one(address: Address) -> Listener:
        async with gate:
            _, listener = await loop.create_connection(
                lambda: Listener(address, heard), "127.0.0.1", address.port
            )
            await asyncio.wait_for(listener.is_open, 120)
        return listener

    return list(await asyncio.gather(*map(one, addresses)))
