"""The only way to an address that a user typed.

The name is resolved once and the connection goes to that very address, so a name cannot change its mind
between check and use; private, loopback, link-local and reserved ranges are refused, every redirect is
checked again, size and time are capped: an answer that drips byte by byte ends with its time, too.
"""

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from django.conf import settings

MAX_REDIRECTS = 3
USER_AGENT = "Parlor/1.0"
_READ_BYTES = 64 * 1024
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class EgressRefused(Exception):
    """The address may not be asked, or its answer was too large or too slow."""


class EgressNotPublic(EgressRefused):
    """The address belongs to a private network or to this machine."""


class EgressTooLarge(EgressRefused):
    """The answer is larger than the caller wants to hold."""


class EgressTooSlow(EgressRefused):
    """The answer did not end in time."""


@dataclass(frozen=True)
class Response:
    """The answer of a stranger: `status`, `content_type` as claimed, `body` up to the cap, final `url`.

    `headers` have lower-case names.
    """

    status: int
    content_type: str
    body: bytes
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


def resolve(host: str, port: int) -> str:
    """Return one public address of `host`; raises EgressRefused when any of its addresses is not public.

    `settings.EGRESS_ALLOWED_ADDRESSES` lets others through: addresses, or `address:port` for one port of them.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        # ValueError: a label that is too long, or a NUL.
        raise EgressRefused(f"The address {host} cannot be found. Check its spelling.") from error
    addresses = [str(info[4][0]) for info in found]
    for address in addresses:
        if not is_public(address) and not is_allowed(address, port):
            raise EgressNotPublic(f"The address {host} is not on the public internet, so it is not asked.")
    return addresses[0]


def is_public(address: str) -> bool:
    """Tell whether an address belongs to one machine on the public internet, whatever it is wrapped in."""
    given = ipaddress.ip_address(address)
    if not given.is_global or given.is_multicast:
        return False
    if isinstance(given, ipaddress.IPv4Address):
        return True
    # Gateways take the IPv4 address out again: 6to4 (RFC 3056), Teredo (RFC 4380), NAT64 (RFC 6052).
    inside = [given.sixtofour, *(given.teredo or ())]
    if given in _NAT64:
        inside.append(ipaddress.IPv4Address(int(given) & 0xFFFF_FFFF))
    return all(each.is_global for each in inside if each is not None)


def is_allowed(address: str, port: int) -> bool:
    """Tell whether the settings name this address as one of ours, the sandbox for example."""
    allowed = settings.EGRESS_ALLOWED_ADDRESSES
    return address in allowed or f"{address}:{port}" in allowed


def connect(host: str, port: int, *, timeout_s: float) -> socket.socket:
    """Open a connection to the very address that was checked, for protocols other than HTTP.

    TLS on top of it is the caller's, with `host` as the name to hold the certificate to. Raises EgressRefused,
    OSError when nobody answers.
    """
    return socket.create_connection((resolve(host, port), port), timeout=timeout_s)


def fetch(url: str, *, max_bytes: int, timeout_s: float) -> Response:
    """Get `url`, following at most three redirects; raises EgressRefused."""
    for _ in range(MAX_REDIRECTS + 1):
        response = get(url, max_bytes=max_bytes, timeout_s=timeout_s)
        location = response.headers.get("location")
        if not (300 <= response.status < 400 and location):
            return response
        try:
            url = urljoin(url, location)
        except ValueError as error:
            raise EgressRefused("The address redirects to what is none.") from error
    raise EgressRefused("The address redirects too often.")


def get(url: str, *, max_bytes: int, timeout_s: float, headers: Mapping[str, str] | None = None) -> Response:
    """Get `url` without following where it redirects to: the caller looks at `location` first.

    Raises EgressRefused; EgressTooLarge above `max_bytes`, EgressTooSlow when it has not ended after `timeout_s`.
    """
    parts, port = _parts(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {"Host": parts.netloc, "User-Agent": USER_AGENT, **(headers or {})}
    ends_at = time.monotonic() + timeout_s
    with (
        _pool(parts.scheme, resolve(str(parts.hostname), port), port, str(parts.hostname), timeout_s) as pool,
        _ended_after(pool, timeout_s),
    ):
        try:
            answer = pool.urlopen(
                "GET", target, headers=sent, redirect=False, retries=False, preload_content=False
            )
            is_redirect = 300 <= answer.status < 400 and "Location" in answer.headers
            body = b"" if is_redirect else _body(answer, max_bytes=max_bytes, ends_at=ends_at)
        except urllib3.exceptions.HTTPError as error:
            if time.monotonic() >= ends_at or isinstance(error, urllib3.exceptions.TimeoutError):
                raise EgressTooSlow(f"{parts.hostname} did not answer in time.") from error
            raise EgressRefused(f"{parts.hostname} did not answer properly.") from error
    told = {name.lower(): value for name, value in answer.headers.items()}
    return Response(answer.status, told.get("content-type", ""), body, url, told)


def _parts(url: str) -> tuple[SplitResult, int]:
    """Return the address in its parts and its port; raises EgressRefused for what is not asked."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise EgressRefused("This is not a web address.") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise EgressRefused("Only http and https addresses without a user name are asked.")
    return parts, port


def _body(answer: urllib3.BaseHTTPResponse, *, max_bytes: int, ends_at: float) -> bytes:
    body = bytearray()
    while part := answer.read1(_READ_BYTES, decode_content=True):
        body += part
        if len(body) > max_bytes:
            raise EgressTooLarge(f"The file is larger than {max_bytes // 1_000_000} MB.")
        if time.monotonic() > ends_at:
            break
    # A connection that was cut looks like one that has ended.
    if time.monotonic() >= ends_at:
        raise EgressTooSlow("The answer did not end in time.")
    return bytes(body)


@contextlib.contextmanager
def _ended_after(pool: urllib3.HTTPConnectionPool, timeout_s: float) -> Iterator[None]:
    """Cut the pool's connection when its time is over.

    A socket's own timeout begins anew with every byte, so that a stranger who drips would hold a worker for ever.
    """
    opened: list[socket.socket] = []

    kind: Any = pool.ConnectionCls

    def watched(*given: Any, **named: Any) -> Any:
        connection = kind(*given, **named)
        plain = connection._new_conn

        def connect() -> socket.socket:
            connected: socket.socket = plain()
            # A second handle on the same connection: TLS takes the first one away.
            opened.append(connected.dup())
            return connected

        connection._new_conn = connect
        return connection

    def cut() -> None:
        for handle in opened:
            with contextlib.suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)

    pool.ConnectionCls = watched  # type: ignore[assignment]  # it is only ever called
    timer = threading.Timer(timeout_s, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        for handle in opened:
            handle.close()


def post(url: str, *, body: bytes, headers: Mapping[str, str], timeout_s: float) -> int:
    """Post `body` and return the status; redirects are not followed. Raises EgressRefused."""
    parts, port = _parts(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {"Host": parts.netloc, "User-Agent": USER_AGENT, **headers}
    with _pool(
        parts.scheme, resolve(str(parts.hostname), port), port, str(parts.hostname), timeout_s
    ) as pool:
        try:
            answer = pool.urlopen(
                "POST", target, body=body, headers=sent, redirect=False, retries=False, preload_content=False
            )
            answer.drain_conn()
        except urllib3.exceptions.HTTPError as error:
            raise EgressRefused(f"{parts.hostname} did not answer properly.") from error
    return answer.status


def _pool(scheme: str, address: str, port: int, host: str, timeout_s: float) -> urllib3.HTTPConnectionPool:
    timeout = urllib3.Timeout(total=timeout_s)
    if scheme == "https":
        return urllib3.HTTPSConnectionPool(
            address, port, timeout=timeout, server_hostname=host, assert_hostname=host
        )
    return urllib3.HTTPConnectionPool(address, port, timeout=timeout)
