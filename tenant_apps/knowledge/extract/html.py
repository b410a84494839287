"""HTML as its reader sees it: headings, paragraphs, lists, tables as rows; no scripts, menus or hidden parts."""

import re
from collections.abc import Iterator
from typing import Any

from tenant_apps.knowledge.extract.blocks import Block, ExtractFailed, FailureCode
from tenant_apps.knowledge.extract.tables import looks_like_header, row_block

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SILENT = frozenset({
    "script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "head",
    "nav", "footer", "aside", "form", "button", "select", "input", "textarea", "dialog", "audio",
    "video", "map",
})  # fmt: skip
_BLOCKS = frozenset({
    "p", "li", "dt", "dd", "blockquote", "pre", "figcaption", "div", "section", "article", "main",
    "header", "ul", "ol", "dl", "figure", "address", "summary", "details", "caption", "tr", "td", "th",
    "body", "html", "center", "hgroup", "search", "legend", "fieldset",
})  # fmt: skip
_UNSEEN_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog", "alertdialog"}
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Deeper trees are made to break parsers; a page has some dozens.
MAX_DEPTH = 400


def read_html(content: bytes) -> tuple[Block, ...]:
    """Return the visible blocks of a page in reading order; raises ExtractFailed.

    The encoding is the byte order mark's, the page's own `<meta>`, or guessed.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    from tenant_apps.files.decoding import decode

    declared = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", content[:4096], re.IGNORECASE)
    try:
        text = content.decode(declared.group(1).decode()) if declared else decode(content)
    except (LookupError, UnicodeDecodeError):
        text = decode(content)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    if not text.strip():
        raise ExtractFailed(FailureCode.EMPTY)
    try:
        page = document_fromstring(
            text, parser=HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
        )
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise ExtractFailed(FailureCode.BROKEN) from error
    reader = _Reader()
    title = " ".join((page.findtext("head/title") or "").split())
    blocks = list(reader.read(page.find("body") if page.find("body") is not None else page))
    if title and not any(block.kind == "heading" and block.level == 1 for block in blocks[:3]):
        blocks.insert(0, Block("heading", title, level=1))
    return tuple(blocks)


class _Reader:
    """Walks a page once; words of inline elements are joined until a block ends."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._tables = 0

    def read(self, element: Any, depth: int = 0) -> Iterator[Block]:
        if depth > MAX_DEPTH or not isinstance(element.tag, str) or _is_unseen(element):
            return
        tag = element.tag.lower()
        if tag in _HEADINGS:
            yield from self._end()
            yield from _block("heading", _text(element), level=_HEADINGS[tag])
        elif tag == "table" and _is_table(element):
            yield from self._end()
            self._tables += 1
            yield from _rows(element, self._tables)
        else:
            yield from self._inside(element, tag, depth)

    def _inside(self, element: Any, tag: str, depth: int) -> Iterator[Block]:
        is_block = tag in _BLOCKS or tag in {"table", "tbody", "thead", "tfoot"}
        if is_block or tag in {"br", "hr"}:
            yield from self._end()
        if tag == "img":
            self._say(element.get("alt"))
        self._say(("• " if tag == "li" else "") + (element.text or ""))
        for child in element:
            yield from self.read(child, depth + 1)
            self._say(child.tail)
        if is_block:
            yield from self._end()

    def _say(self, text: str | None) -> None:
        if text:
            self._words.append(text)

    def _end(self) -> Iterator[Block]:
        text = " ".join("".join(self._words).split())
        self._words.clear()
        yield from _block("text", text)


def _block(kind: Any, text: str, level: int = 0) -> Iterator[Block]:
    if any(char.isalnum() for char in text):
        yield Block(kind, text, level=level)


def _is_unseen(element: Any) -> bool:
    return (
        element.tag.lower() in _SILENT
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or (element.get("role") or "").lower() in _UNSEEN_ROLES
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _text(element: Any) -> str:
    return " ".join(" ".join(part for part in element.itertext()).split())


def _is_table(element: Any) -> bool:
    """Tell a table of data from one that only lays a page out."""
    if element.get("role") == "presentation" or element.find(".//table") is not None:
        return False
    return any(len(row.findall("td") + row.findall("th")) > 1 for row in element.iter("tr"))


def _rows(table: Any, number: int) -> Iterator[Block]:
    rows = [[_text(cell) for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    rows = [cells for cells in rows if any(cells)]
    caption = table.find("caption")
    if caption is not None:
        yield from _block("heading", _text(caption), level=3)
    first = next(iter(table.iter("tr")))
    is_named = bool(first.findall("th")) and not first.findall("td")
    has_header = len(rows) > 1 and (is_named or looks_like_header(rows[0], rows[1]))
    for at, cells in enumerate(rows[1:] if has_header else rows, 1):
        yield row_block(rows[0] if has_header else [], cells, row=at, table=number)
