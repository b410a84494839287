"""Take the bombs out of HTML before a tree is built of it, in one pass over the text.

A browser's rules for broken HTML let a small mail become a huge tree: formatting that is never closed is repeated in
every paragraph, nesting and attributes cost the square of their number. What is left after this pass is bounded; what
is harmless is not judged here.
"""

import re
from html import escape

MAX_DEPTH = 150
MAX_ATTRIBUTES = 40
MAX_ATTRIBUTE_CHARS = 300_000
# What formatting may grow to by being repeated.
MAX_REPEATED_CHARS = 500_000

_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})(?=[\s/>]|$)")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]*)))?")
_FORMATTING_TAGS = "a b big code em font i nobr s small strike strong tt u"
_FORMATTING = frozenset(_FORMATTING_TAGS.split())
_VOID = frozenset(["br", "hr", "img", "wbr", "col"])
# They end by themselves where the next one begins, so they nest only along with others.
_SELF_ENDING = frozenset(
    ["p", "li", "dd", "dt", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "caption"]
)
_RAW_TAGS = "script style title template noscript iframe object svg math textarea select noembed noframes xmp plaintext"
_RAW = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in _RAW_TAGS.split()}


def defused(html: str, allowed: frozenset[str]) -> str:
    """Return the HTML with its `allowed` tags only, each closed tag opened before, and all of it bounded."""
    return _Pass(html, allowed).run()


class _Pass:
    def __init__(self, html: str, allowed: frozenset[str]) -> None:
        self._html, self._allowed = html, allowed
        self._out: list[str] = []
        self._open: dict[str, int] = {}
        self._depth = 0
        # What each open formatting tag would cost to repeat, and what has been repeated so far.
        self._sizes: dict[str, list[int]] = {}
        self._repeated = 0

    def run(self) -> str:
        at = 0
        while True:
            start = self._html.find("<", at)
            if start == -1:
                self._out.append(self._html[at:])
                return "".join(self._out)
            self._out.append(self._html[at:start])
            at = self._markup(start)

    def _markup(self, start: int) -> int:
        """Copy or drop what begins at the sign “<”; return where it ends."""
        html = self._html
        if html.startswith("<!--", start):
            return self._after("-->", start + 4)
        if html[start + 1 : start + 2] in ("!", "?"):
            return self._after(">", start + 2)
        found = _NAME.match(html, start)
        if found is None:
            self._out.append("&lt;")
            return start + 1
        name = found[2].lower()
        end, attributes = self._attributes(found.end())
        if name in _RAW:
            return self._skip_raw(name, end) if not found[1] else end
        if name in self._allowed:
            if found[1]:
                self._close(name)
            else:
                self._begin(name, attributes)
        return end

    def _after(self, mark: str, at: int) -> int:
        end = self._html.find(mark, at)
        return len(self._html) if end == -1 else end + len(mark)

    def _skip_raw(self, name: str, at: int) -> int:
        found = _RAW[name].search(self._html, at)
        return self._after(">", found.end()) if found else len(self._html)

    def _attributes(self, at: int) -> tuple[int, str]:
        """Return where the tag ends and its attributes, written anew."""
        found, html = [], self._html
        for _ in range(MAX_ATTRIBUTES):
            match = _ATTRIBUTE.match(html, at)
            if match is None:
                break
            at = match.end()
            value = match[2] or match[3] or match[4] or ""
            if len(value) <= MAX_ATTRIBUTE_CHARS:
                found.append(f' {match[1]}="{escape_quotes(value)}"')
        return self._after(">", at), "".join(found)

    def _begin(self, name: str, attributes: str) -> None:
        if name in _VOID or name in _SELF_ENDING:
            self._repeat()
        elif self._depth >= MAX_DEPTH or (name in _FORMATTING and self._repeated > MAX_REPEATED_CHARS):
            return
        else:
            self._depth += 1
            self._open[name] = self._open.get(name, 0) + 1
            if name in _FORMATTING:
                self._sizes.setdefault(name, []).append(len(name) + len(attributes))
            else:
                self._repeat()
        self._out.append(f"<{name}{attributes}>")

    def _close(self, name: str) -> None:
        if name in _VOID:
            return
        if name in _SELF_ENDING:
            self._repeat()
        elif not self._open.get(name):
            return
        else:
            self._depth -= 1
            self._open[name] -= 1
            if name in _FORMATTING:
                self._sizes[name].pop()
            else:
                self._repeat()
        self._out.append(f"</{name}>")

    def _repeat(self) -> None:
        """Count what a block makes the browser write again; above the bound all formatting ends here."""
        self._repeated += sum(sum(sizes) for sizes in self._sizes.values())
        if self._repeated > MAX_REPEATED_CHARS:
            for name, sizes in self._sizes.items():
                self._out.append(f"</{name}>" * len(sizes))
                self._depth -= len(sizes)
                self._open[name] = 0
            self._sizes.clear()


def escape_quotes(value: str) -> str:
    """Make a value safe between double quotes without touching its entities."""
    return value if '"' not in value else escape(value, quote=True).replace("&amp;", "&")
