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


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "fd00::1", "fe80::1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::",
    ],
)  # fmt: skip
def test_it_knows_private_addresses_in_every_wrapping(address: str) -> None:
    assert not egress.is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101", "2002:101:101::"])
def test_it_knows_public_addresses(address: str) -> None:
    assert egress.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://[", "http://a:99999/", "http://" + "a" * 70 + ".example/", "http://a\x00b/", "ftp://example.com/",
        "http://user:word@example.com/", "file:///etc/passwd", "//example.com/", "",
    ],
)  # fmt: skip
def test_it_refuses_what_is_no_address(url: str) -> None:
    with pytest.raises(egress.EgressRefused):
        egress.fetch(url, max_bytes=1, timeout_s=1)
    with pytest.raises(egress.EgressRefused):
        egress.post(url, body=b"", headers={}, timeout_s=1)


def test_it_refuses_to_be_led_to_what_is_no_address(served: Served) -> None:
    with pytest.raises(egress.EgressRefused):
        egress.fetch(
            served(b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n"),
            max_bytes=1000,
            timeout_s=1,
        )
