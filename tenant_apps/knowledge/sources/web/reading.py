"""A web page → what it says: title, blocks with headings and table rows, links. Pure."""

from dataclasses import dataclass
from typing import Any

from tenant_apps.knowledge.extract import Block, Extracted, ExtractFailed
from tenant_apps.knowledge.extract.html import tree_of
from tenant_apps.knowledge.extract.layout import blocks_of
from tenant_apps.knowledge.sources.reasons import Reason
from tenant_apps.knowledge.sources.web.addresses import canonical
from tenant_apps.knowledge.sources.web.fetching import Unread

MAX_LINKS = 2000
MAX_TITLE_CHARS = 200
# A page whose scripts still have to bring the text holds a greeting at most.
FEW_LETTERS = 80


@dataclass(frozen=True, slots=True)
class PageRead:
    """`preferred` is the address that the page itself wants to be known by, "" when it does not say."""

    title: str
    extracted: Extracted
    links: tuple[str, ...]
    preferred: str


def read_page(body: bytes, *, url: str, content_type: str, with_footer: bool) -> PageRead:
    """Return what an HTML page says; raises Unread when it says nothing, with the reason."""
    try:
        tree = tree_of(body, content_type=content_type)
    except ExtractFailed as failure:
        raise Unread(Reason.EMPTY, is_skip=True) from failure
    base = _address(tree, "//base/@href", url) or url
    title = _title(tree)
    links = _links(tree, base)
    preferred = _address(tree, "//link[@rel='canonical']/@href", base)
    has_scripts = bool(tree.xpath("//script[@src or string-length(normalize-space()) > 0]"))
    blocks = blocks_of(tree, with_footer=with_footer)
    letters = sum(char.isalnum() for block in blocks for char in block.text)
    if letters < FEW_LETTERS and has_scripts and not links:
        raise Unread(Reason.NEEDS_JAVASCRIPT)
    if not letters:
        raise Unread(Reason.EMPTY, is_skip=True)
    if title and blocks[0].kind != "heading":
        blocks = (Block("heading", title, level=1), *blocks)
    return PageRead(title or url, Extracted(blocks, "text/html"), links, preferred)


def _address(tree: Any, path: str, base: str) -> str:
    found = next((str(given) for given in tree.xpath(path) if given.strip()), "")
    return canonical(found, base=base) if found else ""


def _title(tree: Any) -> str:
    found = [
        *tree.xpath("//meta[@property='og:title']/@content"),
        *(node.text_content() for node in tree.xpath("//head/title | //h1")),
    ]
    return next((" ".join(text.split())[:MAX_TITLE_CHARS] for text in found if text.strip()), "")


def _links(tree: Any, base: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for link in tree.iter("a", "area"):
        if "nofollow" in (link.get("rel") or "").lower() or not link.get("href"):
            continue
        if url := canonical(link.get("href"), base=base):
            found[url] = None
        if len(found) >= MAX_LINKS:
            break
    return tuple(found)
