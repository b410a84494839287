"""One visit to an address: redirects looked at before they are followed, everything capped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from shared_apps.core import egress
from tenant_apps.knowledge.sources.reasons import Reason
from tenant_apps.knowledge.sources.web.addresses import canonical, site_of

MAX_BYTES = 10_000_000
TIMEOUT_S = 20.0
MAX_HOPS = 5


class Unread(Exception):
    """A page was not read; `reason` says why. `is_skip`: nothing is wrong with it, it only holds nothing for us."""

    def __init__(self, reason: Reason, *, status: int | None = None, is_skip: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.status, self.is_skip = reason, status, is_skip


@dataclass(frozen=True, slots=True)
class Visit:
    """What an address said. `url` is where it really stands; an unchanged page has no body."""

    url: str
    status: int
    content_type: str = ""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_unchanged(self) -> bool:
        return self.status == 304


def visit(url: str, *, headers: Mapping[str, str] | None = None, max_bytes: int | None = None) -> Visit:
    """Ask for a page, following redirects within its website; raises Unread."""
    site, seen = site_of(url), {url}
    for _ in range(MAX_HOPS + 1):
        answer = _asked(url, headers, max_bytes or MAX_BYTES)
        location = answer.headers.get("location", "")
        if answer.status not in {301, 302, 303, 307, 308} or not location:
            _check(answer.status)
            return Visit(url, answer.status, answer.content_type, answer.body, answer.headers)
        url = canonical(location, base=url)
        if not url or site_of(url) != site:
            # A private address is asked in no case, but "it leads elsewhere" would be only half of the truth.
            raise Unread(_away(url), status=answer.status)
        if url in seen:
            break
        seen.add(url)
    raise Unread(Reason.REDIRECTS)


def _asked(url: str, headers: Mapping[str, str] | None, max_bytes: int) -> egress.Response:
    try:
        return egress.get(url, max_bytes=max_bytes, timeout_s=TIMEOUT_S, headers=headers)
    except egress.EgressTooLarge as error:
        raise Unread(Reason.TOO_LARGE) from error
    except egress.EgressTooSlow as error:
        raise Unread(Reason.TOO_SLOW) from error
    except egress.EgressNotPublic as error:
        raise Unread(Reason.NOT_PUBLIC) from error
    except (egress.EgressRefused, ValueError) as error:
        raise Unread(Reason.UNREACHABLE) from error


def _check(status: int) -> None:
    if status in {404, 410}:
        raise Unread(Reason.GONE, status=status)
    if status in {429, 503}:
        raise Unread(Reason.BUSY, status=status)
    if status in {401, 402, 403, 451}:
        raise Unread(Reason.REFUSED, status=status)
    if status != 304 and not 200 <= status < 300:
        raise Unread(Reason.UNREACHABLE, status=status)


def _away(url: str) -> Reason:
    host = urlsplit(url).hostname
    if not host:
        return Reason.UNREACHABLE
    try:
        egress.resolve(host, urlsplit(url).port or 443)
    except egress.EgressNotPublic:
        return Reason.NOT_PUBLIC
    except egress.EgressRefused:
        return Reason.UNREACHABLE
    return Reason.MOVED_AWAY
