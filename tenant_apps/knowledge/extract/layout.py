"""An HTML tree → blocks in reading order, without what stands on every page. Pure.

A library that looks for "the article" (trafilatura, readability) drops the headings of short pages and glues their
price cards together, and short pages with price cards are what small businesses have; see docs/decisions.
"""

import re
from collections.abc import Iterator
from typing import Any

from tenant_apps.knowledge.extract.blocks import Block
from tenant_apps.knowledge.extract.tables import looks_like_header, row_block

_SILENT_WORDS = """
    script style noscript template svg canvas iframe object embed video audio picture map nav button select
    option input textarea datalist dialog head
""".split()  # noqa: SIM905 - a list this long reads better as text
_SILENT = frozenset(_SILENT_WORDS)
_ROLES = frozenset({"navigation", "search", "dialog", "alertdialog", "menu", "menubar", "tablist"})
_BANNER = re.compile(
    r"cookie|consent|gdpr|breadcrumb|newsletter|popup|modal|skip-link|sr-only|visually-hidden", re.I
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": 6}
_INLINE_WORDS = """
    a abbr b bdi bdo big br cite code data del dfn em font i img ins kbd label mark q s samp small span
    strong sub sup time tt u var wbr
""".split()  # noqa: SIM905 - a list this long reads better as text
_INLINE = frozenset(_INLINE_WORDS)
# A card of a price list: a few short texts side by side.
CARD_TEXTS = range(2, 5)
CARD_CHARS = 160
# From here on a text is a menu: nearly all of it leads somewhere else.
LINKED_SHARE = 0.8


def blocks_of(tree: Any, *, with_footer: bool) -> tuple[Block, ...]:
    """Return what a page says. The footer, the same on every page, is read where `with_footer` asks for it."""
    for node in list(tree.iter()):
        if _is_silent(node):
            node.drop_tree()
    main = next(iter(tree.xpath("//main | //*[@role='main']")), None)
    root = main if main is not None and _said(main) else tree
    footers = tree.xpath("//footer | //*[@role='contentinfo']")
    blocks = [*_Walker().walk(root)]
    if with_footer:
        blocks += [block for footer in footers for block in _Walker().walk(footer, is_asked=True)]
    return tuple(blocks)


def _is_silent(node: Any) -> bool:
    if not isinstance(node.tag, str):
        return True
    if node.getparent() is None or node.tag in {"html", "body", "main"}:
        return False
    if node.tag in _SILENT or node.get("role") in _ROLES or node.get("hidden") is not None:
        return True
    if node.get("aria-hidden") == "true" or _HIDDEN.search(node.get("style") or ""):
        return True
    return bool(_BANNER.search(f"{node.get('class') or ''} {node.get('id') or ''}"))


class _Walker:
    """Walks down a tree; counts its tables."""

    def __init__(self) -> None:
        self._tables = 0

    def walk(self, node: Any, *, is_asked: bool = False) -> Iterator[Block]:
        tag = node.tag
        if not is_asked and (tag == "footer" or node.get("role") in {"contentinfo", "banner"}):
            return
        if tag == "header" and not is_asked and node.xpath("not(ancestor::main or ancestor::article)"):
            # The site's own head; a page's title may stand in it.
            yield from (block for block in self._inside(node) if block.kind == "heading")
        elif tag in _HEADINGS:
            if said := _said(node):
                yield Block("heading", said, level=_HEADINGS[tag])
        elif tag == "table" and not _only_lays_out(node):
            yield from self._rows(node)
        elif tag == "dl":
            yield from _terms(node)
        elif _is_leaf(node) or _is_card(node):
            yield from _text(node, is_card=_is_card(node))
        else:
            yield from self._inside(node)

    def _inside(self, node: Any) -> Iterator[Block]:
        """Blocks one after the other; what stands loose between them is a text of its own."""
        loose = [node.text or ""]
        for child in node:
            if child.tag in _INLINE and _is_leaf(child):
                loose += [" ", _said(child), " ", child.tail or ""]
                continue
            yield from _loose(loose)
            loose = [child.tail or ""]
            yield from self.walk(child)
        yield from _loose(loose)

    def _rows(self, node: Any) -> Iterator[Block]:
        self._tables += 1
        caption = node.find("caption")
        if caption is not None and (named := _said(caption)):
            yield Block("heading", named, level=6)
        found = [[_said(cell) for cell in row.iter("td", "th")] for row in node.iter("tr")]
        rows = [cells for cells in found if any(cells)]
        heads = next((row for row in node.iter("tr")), None)
        is_marked = heads is not None and len(rows) > 1 and all(cell.tag == "th" for cell in heads)
        has_header = is_marked or (len(rows) > 1 and looks_like_header(rows[0], rows[1]))
        header = rows[0] if has_header else []
        for at, cells in enumerate(rows[1:] if has_header else rows, 1):
            yield row_block(header, cells, row=at, table=self._tables)


def _only_lays_out(table: Any) -> bool:
    """Tell a table that arranges a page from one of data."""
    return table.get("role") == "presentation" or bool(
        table.xpath(".//table | .//h1 | .//h2 | .//h3 | .//ul")
    )


def _terms(node: Any) -> Iterator[Block]:
    name = ""
    for entry in node.iter("dt", "dd"):
        said = _said(entry)
        if entry.tag == "dt":
            name = said
        elif said:
            yield Block("text", f"{name} — {said}" if name else said)


def _text(node: Any, *, is_card: bool) -> Iterator[Block]:
    if _is_menu(node):
        return
    if is_card:
        yield Block("text", " — ".join(filter(None, (_said(child) for child in node))))
        return
    mark = "• " if node.tag == "li" else ""
    for line in _lines(node):
        yield Block("text", mark + line)


def _loose(texts: list[str]) -> Iterator[Block]:
    if said := " ".join("".join(texts).split()):
        yield Block("text", said)


def _is_leaf(node: Any) -> bool:
    return all(child.tag in _INLINE for child in node.iterdescendants())


def _is_card(node: Any) -> bool:
    """Tell whether a name and its price stand side by side, as "Haircut" and "700" in two boxes."""
    if (
        node.tag not in {"div", "li", "a", "article"}
        or len(node) not in CARD_TEXTS
        or (node.text or "").strip()
    ):
        return False
    if any(
        child.tag not in {"div", "span"} or not _is_leaf(child) or (child.tail or "").strip()
        for child in node
    ):
        return False
    return all(_said(child) for child in node) and len(_said(node)) <= CARD_CHARS


def _is_menu(node: Any) -> bool:
    links = list(node.iter("a"))
    whole = len(_said(node))
    linked = sum(len(_said(link)) for link in links)
    is_item = node.tag == "li" and len(links) == 1 and whole == linked and whole < 40
    return bool(links) and linked >= LINKED_SHARE * whole and (len(links) > 2 or is_item)


def _lines(node: Any) -> list[str]:
    return [line for part in _spoken(node).split("\v") if (line := " ".join(part.split()))]


def _said(node: Any) -> str:
    return " ".join(_spoken(node).split())


def _spoken(node: Any) -> str:
    """Return the text as it is seen: boxes are words apart, `br` ends a line."""
    parts = [node.text or ""]
    for child in node:
        if isinstance(child.tag, str):
            apart = (
                " "
                if child.tag not in _INLINE or (child.tag in {"span", "a"} and child.getnext() is not None)
                else ""
            )
            parts += ["\v" if child.tag == "br" else "", apart, _spoken(child), apart]
        parts.append(child.tail or "")
    return re.sub(r" +(?=[.,;:!?)])", "", "".join(parts))
