"""Which pages may use a widget. Pure."""

from collections.abc import Iterable
from urllib.parse import urlsplit


def is_allowed(origin: str, allowed: Iterable[str], *, host: str) -> bool:
    """Tell whether a page at `origin` may talk to the widget; without a list every website may.

    `host` is the one that was asked: our own pages always may. No origin means no browser of another site. An entry
    is an origin (`https://shop.example`), a bare host, or `*.shop.example` for all hosts below.
    """
    if not origin:
        return True
    try:
        parts = urlsplit(origin.strip().lower())
    except ValueError:
        return False
    if parts.netloc and parts.netloc == host.strip().lower():
        return True
    entries = list(allowed)
    return not entries or any(_fits(parts.scheme, parts.netloc, entry) for entry in entries)


def _fits(scheme: str, netloc: str, entry: str) -> bool:
    entry = entry.strip().lower().rstrip("/")
    wanted, separator, host = entry.rpartition("://")
    if separator and wanted != scheme:
        return False
    bare = netloc if ":" in host else netloc.partition(":")[0]
    if host.startswith("*."):
        return bare.endswith(host[1:]) and len(bare) > len(host) - 1
    return bool(host) and bare == host
