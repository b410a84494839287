"""Answers of strangers: what never ends, lies about its length or unpacks to more than is wanted ends at the cap."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import pytest
from pytest_django import Settings

from shared_apps.core import egress

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
Served = Callable[..., str]


@pytest.fixture
def served(settings: Settings) -> Iterator[Served]:
    """`served(*parts, gap_s=…)` answers one request with these bytes, in pieces; return its address."""
    settings.EGRESS_ALLOWED_ADDRESSES = ["127.0.0.1"]
    doors: list[socket.socket] = []

    def serve(*parts: bytes, gap_s: float = 0.0) -> str:
        door = socket.create_server(("127.0.0.1", 0))
        doors.append(door)
        threading.Thread(target=_answer, args=(door, parts, gap_s), daemon=True).start()
        return f"http://127.0.0.1:{door.getsockname()[1]}/"

    yield serve
    for door in doors:
        door.close()


def _answer(door: socket.socket, parts: Sequence[bytes], gap_s: float) -> None:
    try:
        guest, _ = door.accept()
        with guest:
            guest.recv(65536)
            for part in parts:
                guest.sendall(part)
                time.sleep(gap_s)
    except OSError:
        """The guest has gone, or nobody came."""


def get(url: str) -> egress.Response:
    return egress.get(url, max_bytes=1_000_000, timeout_s=0.3)


def test_it_tells_the_answers_headers_and_follows_nothing(served: Served) -> None:
    found = get(served(b"HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n"))

    assert (found.status, found.headers["location"], found.body) == (302, "/there", b"")


@pytest.mark.parametrize("parts", [[HEAD + b"\r\n"] + [b"x"] * 400, [b"H"] * 400], ids=["body", "head"])
def test_it_cuts_an_answer_that_drips(served: Served, parts: list[bytes]) -> None:
    with pytest.raises(egress.EgressTooSlow):
        get(served(*parts, gap_s=0.02))


def test_it_refuses_an_answer_that_promised_more(served: Served) -> None:
    with pytest.raises(egress.EgressRefused, match="did not answer properly"):
        get(served(HEAD + b"Content-Length: 100\r\n\r\nshort"))


def test_it_reads_no_further_than_promised(served: Served) -> None:
    assert get(served(HEAD + b"Content-Length: 2\r\n\r\nlonger")).body == b"lo"


def test_it_stops_unpacking_at_the_cap(served: Served) -> None:
    packed = gzip.compress(b"a" * 50_000_000)

    with pytest.raises(egress.EgressTooLarge):
        get(served(HEAD + b"Content-Encoding: gzip\r\n\r\n" + packed))


def test_it_refuses_what_is_not_public(served: Served, settings: Settings) -> None:
    address = served(HEAD + b"\r\nsecret")
    settings.EGRESS_ALLOWED_ADDRESSES = []

    with pytest.raises(egress.EgressRefused, match="not on the public internet"):
        get(address)
