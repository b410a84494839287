"""Sitemaps: lists of pages and lists of lists (sitemaps.org), plain or packed, never more of them than is wanted."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from tenant_apps.knowledge.sources.web.addresses import canonical
from tenant_apps.knowledge.sources.web.fetching import Unread, Visit

MAX_FILES = 20
MAX_NESTING = 3
# Unpacked; the standard allows fifty, which would be half a million pages.
MAX_XML_BYTES = 10_000_000
_GZIP = b"\x1f\x8b"


class NotASitemap(Exception):
    """What stands there is no list of pages."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What one file lists: pages, or further files."""

    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def pages_of(starts: list[str], ask: Callable[[str], Visit], *, most: int) -> list[str]:
    """Return up to `most` pages that the sitemaps at `starts` list, in their order; unreadable files are passed over.

    `ask` gets an address and raises Unread.
    """
    found: dict[str, None] = {}
    waiting, seen = [(url, 0) for url in starts], set(starts)
    asked = 0
    while waiting and asked < MAX_FILES and len(found) < most:
        url, nesting = waiting.pop(0)
        asked += 1
        try:
            listed = read(ask(url).body, url=url)
        except (Unread, NotASitemap):
            continue
        found.update(dict.fromkeys(listed.pages))
        if nesting < MAX_NESTING:
            fresh = [name for name in listed.files if name not in seen]
            seen.update(fresh)
            waiting += [(name, nesting + 1) for name in fresh]
    return list(found)[:most]


def read(body: bytes, *, url: str) -> Listed:
    """Return what a sitemap lists; a plain list of addresses is one, too. Raises NotASitemap."""
    content = _unpacked(body)
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if head != b"<":
        lines = [canonical(line) for line in content.decode("utf-8", "replace").splitlines()[:50_000]]
        if not any(lines):
            raise NotASitemap
        return Listed(pages=tuple(line for line in lines if line))
    pages: list[str] = []
    files: list[str] = []
    for parent, address in _locations(content):
        (files if parent == "sitemap" else pages).append(canonical(address, base=url))
    if not pages and not files:
        raise NotASitemap
    return Listed(tuple(filter(None, pages)), tuple(filter(None, files)))


def _locations(content: bytes) -> Iterator[tuple[str, str]]:
    # No entities, no network, no giant texts: the file is a stranger's.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotASitemap from error
    if root is None:
        raise NotASitemap
    for entry in root.iter("{*}url", "{*}sitemap"):
        location = entry.find("{*}loc")
        if location is not None and location.text:
            yield etree.QName(entry).localname, location.text.strip()


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body[:MAX_XML_BYTES]
    try:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        content = unpacker.decompress(body, MAX_XML_BYTES)
    except zlib.error as error:
        raise NotASitemap from error
    if unpacker.unconsumed_tail:
        raise NotASitemap
    return content
