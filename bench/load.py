"""A small HTTP load generator: the same bytes again and again over kept-alive connections.

Runs as a process of its own (`python -m bench.load`), so that the server under test has an event loop to itself.
Every server is measured by this same client, so its own cost is in all figures alike.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

import uvloop


@dataclass(frozen=True)
class Load:
    """`rate` in requests per second, percentiles in milliseconds, `failed` answers other than 200."""

    rate: float
    p50_ms: float
    p99_ms: float
    failed: int


class _Connection(asyncio.Protocol):
    """Sends the request, waits for the whole answer, sends it again."""

    def __init__(self, request: bytes, times: list[float], failed: list[int]) -> None:
        self.request, self.times, self.failed = request, times, failed
        self.transport: asyncio.Transport | None = None
        self.buffer = b""
        self.begun = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's by class.
        self.transport = cast(asyncio.Transport, transport)
        self._ask()

    def _ask(self) -> None:
        assert self.transport is not None
        self.buffer = b""
        self.begun = time.perf_counter()
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, separator, body = self.buffer.partition(b"\r\n\r\n")
        if not separator or len(body) < _content_length(head):
            return
        self.times.append(time.perf_counter() - self.begun)
        if not head.startswith(b"HTTP/1.1 200"):
            self.failed.append(1)
        self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        self.transport = None


def _content_length(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(b"content-length:")
    if at < 0:
        return 0
    return int(lower[at + 15 :].split(b"\r\n", 1)[0])


async def _run(port: int, request: bytes, connections: int, seconds: float) -> Load:
    loop = asyncio.get_running_loop()
    times: list[float] = []
    failed: list[int] = []
    made = [
        await loop.create_connection(lambda: _Connection(request, times, failed), "127.0.0.1", port)
        for _ in range(connections)
    ]
    # The first second warms caches and connections up and is not counted.
    await asyncio.sleep(1.0)
    times.clear()
    failed.clear()
    begun = time.perf_counter()
    await asyncio.sleep(seconds)
    took = time.perf_counter() - begun
    ordered = sorted(times)
    for transport, _ in made:
        transport.abort()
    return Load(
        rate=len(ordered) / took,
        p50_ms=ordered[len(ordered) // 2] * 1000,
        p99_ms=ordered[int(len(ordered) * 0.99)] * 1000,
        failed=len(failed),
    )


def measure(*, port: int, request: Path, connections: int, seconds: float) -> Load:
    """Load the server at `port` with the bytes in `request` for `seconds`."""
    argv = [sys.executable, "-m", "bench.load", str(port), str(request), str(connections), str(seconds)]
    answer = subprocess.run(argv, check=True, stdout=subprocess.PIPE, text=True).stdout
    return Load(**json.loads(answer))


def request_bytes(*, path: str, host: str, body: bytes, headers: dict[str, str]) -> bytes:
    """Return a POST as it goes over the wire."""
    lines = [f"POST {path} HTTP/1.1", f"Host: {host}", "Content-Type: application/json"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("request", type=Path)
    parser.add_argument("connections", type=int)
    parser.add_argument("seconds", type=float)
    given = parser.parse_args()
    result = uvloop.run(_run(given.port, given.request.read_bytes(), given.connections, given.seconds))
    print(json.dumps(asdict(result)))
