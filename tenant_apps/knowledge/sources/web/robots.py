"""What a website asks of programs: robots.txt (RFC 9309), remembered for an hour."""

from functools import lru_cache

from django.core.cache import cache
from protego import Protego

from shared_apps.core.egress import USER_AGENT
from tenant_apps.knowledge.sources.reasons import Reason
from tenant_apps.knowledge.sources.web.addresses import origin_of
from tenant_apps.knowledge.sources.web.fetching import Unread, visit

KEEP_S = 3600
# Half a megabyte is what RFC 9309 asks a program to read at least.
MAX_BYTES = 512_000
# A site that asks for minutes between two pages would never be read.
MAX_DELAY_S = 30.0
_FORBIDDEN = "User-agent: *\nDisallow: /"


class Robots:
    """The wishes of one origin."""

    def __init__(self, text: str) -> None:
        self._rules = _parsed(text)

    def allows(self, url: str) -> bool:
        return bool(self._rules.can_fetch(url, USER_AGENT))

    @property
    def delay_s(self) -> float:
        return min(float(self._rules.crawl_delay(USER_AGENT) or 0.0), MAX_DELAY_S)

    @property
    def sitemaps(self) -> list[str]:
        return list(self._rules.sitemaps)


@lru_cache(maxsize=64)
def _parsed(text: str) -> Protego:
    return Protego.parse(text)


def robots_of(url: str) -> Robots:
    """Return the wishes of the website behind `url`; one that cannot be asked forbids everything (RFC 9309 §2.3.1)."""
    origin = origin_of(url)
    key = f"robots:{origin}"
    text = cache.get(key)
    if text is None:
        text = _asked(f"{origin}/robots.txt")
        cache.set(key, text, KEEP_S)
    return Robots(text)


def forget(url: str) -> None:
    """Ask the website anew: somebody wants it read now."""
    cache.delete(f"robots:{origin_of(url)}")


def _asked(url: str) -> str:
    """Return robots.txt; raises Unread when the website itself does not answer."""
    try:
        found = visit(url, max_bytes=MAX_BYTES)
    except Unread as failure:
        if failure.status is not None and failure.status < 500 and failure.status != 429:
            return ""
        if failure.reason == Reason.TOO_LARGE:
            return _FORBIDDEN
        if failure.reason in {Reason.MOVED_AWAY, Reason.REDIRECTS}:
            return ""
        if failure.status is not None:
            return _FORBIDDEN
        raise
    return found.body.decode("utf-8", "replace")
