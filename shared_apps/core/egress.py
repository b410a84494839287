"""The only way to an address that a user typed.

The name is resolved once and the connection goes to that very address, so a name cannot change its mind
between check and use; private, loopback, link-local and reserved ranges are refused, every redirect is
checked again, size and time are capped.
"""

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import urllib3
from django.conf import settings

MAX_REDIRECTS = 3


class EgressRefused(Exception):
    """The address may not be asked, or its answer was too large or too slow."""


class EgressTooLarge(EgressRefused):
    """The answer is larger than the caller wants to hold."""


@dataclass(frozen=True)
class Response:
    """The answer of a stranger: `status`, `content_type` as claimed, `body` up to the cap, final `url`."""

    status: int
    content_type: str
    body: bytes
    url: str


def resolve(host: str, port: int) -> str:
    """Return one public address of `host`; raises EgressRefused when any of its addresses is not public.

    `settings.EGRESS_ALLOWED_ADDRESSES` lets others through: addresses, or `address:port` for one port of them.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise EgressRefused(f"The address {host} cannot be found. Check its spelling.") from error
    addresses = [str(info[4][0]) for info in found]
    for address in addresses:
        if not ipaddress.ip_address(address).is_global and not is_allowed(address, port):
            raise EgressRefused(f"The address {host} is not on the public internet, so it is not asked.")
    return addresses[0]


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
        response = _get(url, max_bytes=max_bytes, timeout_s=timeout_s)
        if isinstance(response, Response):
            return response
        url = urljoin(url, response)
    raise EgressRefused("The address redirects too often.")


def _get(url: str, *, max_bytes: int, timeout_s: float) -> Response | str:
    """Return the answer, or the location that it redirects to."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise EgressRefused("Only http and https addresses without a user name are asked.")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = resolve(parts.hostname, port)
    target = parts.path or "/"
    if parts.query:
        target += "?" + parts.query
    with _pool(parts.scheme, address, port, parts.hostname, timeout_s) as pool:
        try:
            answer = pool.urlopen(
                "GET",
                target,
                headers={"Host": parts.netloc, "User-Agent": "Parlor/1.0"},
                redirect=False,
                retries=False,
                preload_content=False,
            )
            location = answer.headers.get("Location")
            if 300 <= answer.status < 400 and location:
                return location
            body = answer.read(max_bytes + 1)
        except urllib3.exceptions.HTTPError as error:
            raise EgressRefused(f"{parts.hostname} did not answer properly.") from error
    if len(body) > max_bytes:
        raise EgressTooLarge(f"The file is larger than {max_bytes // 1_000_000} MB.")
    return Response(answer.status, answer.headers.get("Content-Type", ""), body, url)


def post(url: str, *, body: bytes, headers: Mapping[str, str], timeout_s: float) -> int:
    """Post `body` and return the status; redirects are not followed. Raises EgressRefused."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise EgressRefused("Only http and https addresses without a user name are asked.")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {"Host": parts.netloc, "User-Agent": "Parlor/1.0", **headers}
    with _pool(parts.scheme, resolve(parts.hostname, port), port, parts.hostname, timeout_s) as pool:
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
