"""Cut a passage into the pieces that can answer: a sentence, a list item or a table row, each with its heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tenant_apps.agent.understanding.calendar import dates_in
from tenant_apps.agent.understanding.manipulation import is_order
from tenant_apps.agent.understanding.words import stems

_SENTENCE = re.compile(r"(?<=[.!?…])[»\"”*]*\s+(?=[\"«“*(]?[A-ZА-ЯІЇЄҐ0-9])")
_RULE = re.compile(r"^[\s|:+-]+$")
_CODE = re.compile(r"[A-ZА-Я]{1,3}-?\d{1,4}")
_EMPHASIS = re.compile(r"\*\*|__|`")
_BULLET = re.compile(r"^\s*(?:[-*•–]\s+|\d+[.)]\s+|\[[\d.:/\s-]+\]\s*)")
_CAPITALS = 0.7
LONGEST_HEADING = 90
# So few words without a full stop or a figure say nothing by themselves.
FEW_WORDS = 3


@dataclass(frozen=True)
class Source:
    """A passage as the kernel sees it.

    `heading` and `context` are what it stands under in its document, `rank` is its place in the search (0 the best),
    `score` how likely the search thinks it answers (0 to 1).
    """

    text: str
    document: str
    name: str
    page: int | None
    row: int | None
    rank: int
    score: float
    heading: str = ""
    context: str = ""
    effective_on: date | None = None
    is_superseded: bool = False


@dataclass(frozen=True)
class Segment:
    """A piece of a passage. `text` is what would be said, `context` the headings it stands under.

    Pieces of one `block` follow each other under one heading and read well together.
    """

    text: str
    context: str
    source: Source
    is_row: bool
    block: tuple[str, str]
    words: frozenset[str]
    context_words: frozenset[str]

    @property
    def reading(self) -> str:
        """The piece as something that can be understood alone."""
        return f"{self.context}: {self.text}" if self.context else self.text


def segments(source: Source) -> list[Segment]:
    """Return the pieces of a passage, without those that give the assistant orders."""
    found = []
    for above, text, is_row in _pieces(source.text):
        if not text or is_order(text):
            continue
        heading = " · ".join(dict.fromkeys(part for part in (source.heading, *above) if part))
        found.append(
            Segment(
                text=text,
                context=heading,
                source=source,
                is_row=is_row,
                block=(source.document, f"{source.rank} {heading}"),
                words=frozenset(stems(text) | dates_in(text)),
                context_words=frozenset(
                    stems(f"{heading} {source.context} {source.name}") | dates_in(heading)
                ),
            )
        )
    return found


def _pieces(text: str) -> Iterator[tuple[tuple[str, str], str, bool]]:
    """Yield (headings, text, is a row); a question is the heading of what follows it."""
    section, question = "", ""
    header: list[str] = []
    for line in text.split("\n"):
        line = line.strip()
        if not line or _RULE.match(line):
            continue
        if _is_heading(line):
            section, question, header = _plain(line.lstrip("# ")), "", []
            continue
        cells = _cells(line)
        if len(cells) > 1:
            if (
                not header
                and not any(any(char.isdigit() for char in cell) for cell in cells)
                and ": " not in line
            ):
                header = cells
                continue
            yield (section, question), row_text(cells, header), True
            continue
        for sentence in _SENTENCE.split(_BULLET.sub("", line)):
            said = _plain(sentence)
            if said.endswith("?"):
                question = said
            elif said:
                yield (section, question), said, False


def _is_heading(line: str) -> bool:
    if line.startswith("#"):
        return True
    if "|" in line or len(line) > LONGEST_HEADING or line.endswith((".", ";", ",")):
        return False
    if line.endswith(("?", ":")) or (line.startswith("[") and line.endswith("]")):
        return True
    if len(line.split()) <= FEW_WORDS and not any(char.isdigit() for char in line):
        return True
    letters = [char for char in line if char.isalpha()]
    return len(letters) >= 4 and sum(char.isupper() for char in letters) / len(letters) >= _CAPITALS


def _plain(text: str) -> str:
    return _EMPHASIS.sub("", text).strip(" \t|[]").strip()


def _cells(line: str) -> list[str]:
    """Return the cells of a row, one cell for prose."""
    return [_plain(cell) for cell in line.strip("|").split("|")] if "|" in line else [line]


def row_text(cells: list[str], header: list[str]) -> str:
    """Return a table row as people read it: the name, a dash, then "column: value" for the rest."""
    has_names = len(header) == len(cells)
    named = [_named(cell, header[index] if has_names else "") for index, cell in enumerate(cells)]
    kept = [
        (name, value)
        for name, value in named
        if value and value not in {"-", "—"} and not _CODE.fullmatch(value)
    ]
    if not kept:
        return ""
    (_, title), rest = kept[0], kept[1:]
    if not rest:
        return title
    told = ", ".join(f"{name}: {value}" if name else value for name, value in rest)
    return f"{title} — {told}"


def _named(cell: str, column: str) -> tuple[str, str]:
    """Return (column, value); a cell may carry its column itself, as "Price: 690"."""
    name, colon, value = cell.partition(": ")
    if colon and value.strip() and len(name) <= 40:
        return name.strip(), value.strip()
    return column, cell.strip()
