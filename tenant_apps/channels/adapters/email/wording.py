"""The words of sanitised HTML, laid out as plain mails are: paragraphs, lists, links, quotation marks."""

import re
from html import unescape

from .markup import Markup

_TOKEN = re.compile(r"<(/?)([a-z0-9]+)((?:\"[^\"]*\"|[^>\"])*)>|<!--.*?-->", re.DOTALL)
_HREF = re.compile(r"\shref=\"([^\"]*)\"")
_BLOCK_TAGS = """
    address article aside blockquote center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section summary table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre"})
_BLANK_LINES = re.compile(r"\n{3,}")
_START = re.compile(r"\sstart=\"(\d{1,6})\"")
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_SCHEME = re.compile(r"^(?:mailto:|tel:|https?://)")


def to_text(markup: Markup) -> str:
    """Return the words with their paragraphs, lists, links and quotation marks as plain mails write them."""
    writer, end = _Writer(), 0
    for found in _TOKEN.finditer(markup.html):
        writer.write(markup.html[end : found.start()])
        if found[2]:
            writer.tag(found[2], found[3], is_end=bool(found[1]))
        end = found.end()
    writer.write(markup.html[end:])
    return writer.text()


class _Writer:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line = ""
        self._quoted = self._literal = 0
        self._links: list[tuple[str, int]] = []
        # The next number of each list around; None for one without numbers.
        self._numbers: list[int | None] = []

    def write(self, piece: str) -> None:
        if not piece:
            return
        text = unescape(piece)
        if self._literal:
            *whole, rest = text.split("\n")
            for line in whole:
                self._line += line
                self._end_line()
            self._line += rest
            return
        text = _SPACES.sub(" ", text)
        self._line += text.lstrip() if not self._line or self._line.endswith(" ") else text

    def tag(self, name: str, attributes: str, *, is_end: bool) -> None:
        if name == "br":
            self._end_line()
        elif name == "a":
            self._link(attributes, is_end)
        elif name in ("td", "th") and is_end:
            self._line += " "
        elif name in _BLOCKS:
            self._block(name, attributes, is_end)

    def _block(self, name: str, attributes: str, is_end: bool) -> None:
        if self._line.strip() or name == "hr":
            self._end_line("---" if name == "hr" and not self._line.strip() else "")
        if name in _APART and self._lines and self._lines[-1].strip("> "):
            self._end_line()
        if name == "blockquote":
            self._quoted = max(0, self._quoted + (-1 if is_end else 1))
        elif name == "pre":
            self._literal = max(0, self._literal + (-1 if is_end else 1))
        elif name in ("ol", "ul"):
            self._list(name, attributes, is_end)
        elif name == "li" and not is_end:
            self._line = self._mark()

    def _list(self, name: str, attributes: str, is_end: bool) -> None:
        if not is_end:
            start = _START.search(attributes)
            self._numbers.append((int(start[1]) if start else 1) if name == "ol" else None)
        elif self._numbers:
            self._numbers.pop()

    def _mark(self) -> str:
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return "- "
        self._numbers[-1] = number + 1
        return f"{number}. "

    def _link(self, attributes: str, is_end: bool) -> None:
        if not is_end:
            found = _HREF.search(attributes)
            self._links.append((unescape(found[1]) if found else "", len(self._line)))
        elif self._links:
            address, start = self._links.pop()
            shown = self._line[start:].strip()
            bare = _SCHEME.sub("", address).rstrip("/")
            if address.startswith(("http", "mailto", "tel")) and shown and bare and bare not in shown:
                self._line += f" ({address})"

    def _end_line(self, text: str = "") -> None:
        marks = ">" * min(self._quoted, 5)
        line = text or self._line.rstrip() if not self._literal else self._line
        self._lines.append(f"{marks} {line}".rstrip() if marks else line)
        self._line = ""

    def text(self) -> str:
        if self._line.strip():
            self._end_line()
        while self._lines and not self._lines[-1].strip("> "):
            self._lines.pop()
        return _BLANK_LINES.sub("\n\n", "\n".join(self._lines)).strip("\n ")
