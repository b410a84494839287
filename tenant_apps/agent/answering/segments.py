"""Cut a passage into the pieces that can answer: a sentence, a list item or a table row, each with its heading."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tenant_apps.agent.answering.columns import EMPTY, Cell
from tenant_apps.agent.understanding.calendar import dates_in
from tenant_apps.agent.understanding.manipulation import before_orders, is_order
from tenant_apps.agent.understanding.words import stems
from tenant_apps.knowledge.language import terms_of

# "вул. Тиха", "Dr. Smith", "approx. 5": these full stops end no sentence.
_ABBREVIATIONS = (
    "вул", "просп", "пров", "бульв", "буд", "кв", "оф", "ім", "тел", "див", "напр", "грн", "хв", "год", "обл", "рис",
    "St", "Rd", "Ave", "Dr", "Mr", "Mrs", "Ms", "tel", "approx", "min", "max", "incl", "vs",
)  # fmt: skip
_SHORT = "".join(rf"(?<!\b{word}\.)" for word in _ABBREVIATIONS)
_SENTENCE = re.compile(rf"(?<=[.!?…]){_SHORT}[»\"”*]*\s+(?=[\"«“*(]?[A-ZА-ЯІЇЄҐ0-9])")
_RULE = re.compile(r"^[\s|:+-]+$")
_CODE = re.compile(r"[A-ZА-Я]{1,3}-?\d{1,4}")
_TITLE_END = re.compile(r" — |: | \(")
_HEADINGS = re.compile(r" [›·] ")
_NUMBERED = re.compile(r"^\d+[.)]\s*")
_EMPHASIS = re.compile(r"\*\*|__|`")
_BULLET = re.compile(r"^\s*(?:[-*•–]\s+|\d+[.)]\s+|\[[\d.:/\s-]+\]\s*)")
# "No. We sell parts only." is one answer; the first word alone would be taken for a heading.
_VERDICT = re.compile(r"^(?:так|ні|yes|no|yep|nope)[.!]?$", re.IGNORECASE)
_CAPITALS = 0.7
LONGEST_HEADING = 90
# So few words without a full stop or a figure say nothing by themselves.
FEW_WORDS = 3
MOST_LABEL_WORDS = 5


@dataclass(frozen=True)
class Source:
    """A passage as the kernel sees it.

    `heading` and `context` are what it stands under in its document, `rank` is its place in the search (0 the best),
    `score` how likely the search thinks it answers (0 to 1). `is_entry`: the team wrote it as the answer to `heading`.
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
    url: str = ""
    is_entry: bool = False


@dataclass(frozen=True)
class Segment:
    """A piece of a passage. `text` is what would be said, `context` the headings it stands under.

    Pieces of one `block` follow each other under one heading and read well together, those of one `line` even more.
    `title` are the words of a row's own name, `cells` the row with its columns, empty ones too.
    """

    text: str
    context: str
    source: Source
    is_row: bool
    block: str
    line: int
    title: frozenset[str]
    cells: tuple[Cell, ...]
    words: frozenset[str]
    context_words: frozenset[str]
    terms: frozenset[str]

    @property
    def label(self) -> str:
        """What a person must hear to know what the piece is about: the shop of its opening hours, say; often empty."""
        above = [part.strip() for part in _HEADINGS.split(self.context) if part.strip()]
        last = _NUMBERED.sub("", above[-1]) if len(above) > 1 else ""
        is_named = self.is_row and not any(word.startswith("day") for word in self.title)
        is_short = 0 < len(last.split()) <= MOST_LABEL_WORDS and not last.endswith("?")
        return last if is_short and not is_named and last.casefold() not in self.text.casefold() else ""

    @property
    def dates(self) -> set[str]:
        """The days and months it speaks of."""
        return dates_in(self.reading) | _days_of(self.cells)

    @property
    def reading(self) -> str:
        """The piece as something that can be understood alone."""
        return f"{self.context}: {self.text}" if self.context else self.text


def segments(source: Source) -> list[Segment]:
    """Return the pieces of a passage, without those that give the assistant orders."""
    found = []
    known = {_plain(part).casefold() for part in _HEADINGS.split(f"{source.heading} › {source.context}")}
    for line, above, text, cells in _pieces(before_orders(source.text), known):
        is_row = bool(cells)
        if not text or is_order(text):
            continue
        heading = " · ".join(dict.fromkeys(part for part in (source.heading, *above) if part))
        found.append(
            Segment(
                text=text,
                context=heading,
                source=source,
                is_row=is_row,
                block=f"{source.rank} {heading}",
                line=line,
                title=_title(text) if is_row else frozenset(),
                cells=cells,
                words=frozenset(stems(text) | dates_in(text) | _days_of(cells)),
                context_words=frozenset(
                    stems(f"{heading} {source.context} {source.name}") | dates_in(heading)
                ),
                terms=frozenset(terms_of(f"{text} {heading}")),
            )
        )
    return found


def _days_of(cells: Sequence[Cell]) -> set[str]:
    """A rota's row speaks of the days that are free in it, too."""
    return {day for name, _ in cells for day in dates_in(name)}


def _title(text: str) -> frozenset[str]:
    name = _TITLE_END.split(text)[0]
    return frozenset(dates_in(name) or stems(name))


def _pieces(text: str, known: set[str]) -> Iterator[tuple[int, tuple[str, str], str, tuple[Cell, ...]]]:
    """Yield (line number, headings, text, cells), no cells for prose.

    A question is the heading of what follows it, the first row of a table without "column: value" its header.
    `known` are headings by their text.
    """
    section, question = "", ""
    header: list[str] = []
    for number, line in enumerate(text.split("\n")):
        line = line.strip()
        if not line or _RULE.match(line):
            continue
        if _is_heading(line) or _plain(line).casefold() in known:
            section, question, header = _plain(line.lstrip("# ")), "", []
            continue
        cells = _cells(line)
        if len(cells) > 1:
            if not header and ": " not in line:
                header = cells
                continue
            row = _row(cells, header)
            yield number, (section, question), row_text(row), row
            continue
        verdict = ""
        for sentence in _SENTENCE.split(_BULLET.sub("", line)):
            said = _plain(sentence)
            if _VERDICT.match(said):
                verdict = f"{said} "
                continue
            said, verdict = f"{verdict}{said}", ""
            if said.endswith("?") or len(said.split()) == 1:
                question = said.rstrip(".:") if len(said.split()) == 1 else said
            elif said:
                yield number, (section, question), said, ()
        if verdict:
            yield number, (section, question), verdict.strip(), ()


def _is_heading(line: str) -> bool:
    if line.startswith("#"):
        return True
    if "|" in line or len(line) > LONGEST_HEADING or line.endswith((".", ";", ",")):
        return False
    if line.endswith(("?", ":")) or (line.startswith("[") and line.endswith("]")):
        return True
    if _says_nothing(line):
        return True
    letters = [char for char in line if char.isalpha()]
    return len(letters) >= 4 and sum(char.isupper() for char in letters) / len(letters) >= _CAPITALS


def _says_nothing(text: str) -> bool:
    return len(text.split()) <= FEW_WORDS and not any(char.isdigit() or char == "@" for char in text)


def _plain(text: str) -> str:
    return _EMPHASIS.sub("", text).strip(" \t|[]").strip()


def _cells(line: str) -> list[str]:
    """Return the cells of a row, one cell for prose."""
    return [_plain(cell) for cell in line.strip("|").split("|")] if "|" in line else [line]


def _row(cells: list[str], header: list[str]) -> tuple[Cell, ...]:
    """Return (column, value) of each cell but codes, beginning with the one that names the row."""
    has_names = len(header) == len(cells)
    named = [_named(cell, header[index] if has_names else "") for index, cell in enumerate(cells)]
    kept = [(name, value) for name, value in named if not _CODE.fullmatch(value)]
    first = next((at for at, (_, value) in enumerate(kept) if value not in EMPTY), len(kept))
    return tuple(kept[first:])


def row_text(cells: Sequence[Cell]) -> str:
    """Return a table row as people read it: the name, a dash, then "column: value" for the rest."""
    if not cells:
        return ""
    (_, title), *rest = cells
    said = ", ".join(f"{name}: {value}" if name else value for name, value in rest if value not in EMPTY)
    return f"{title} — {said}" if said else title


def _named(cell: str, column: str) -> tuple[str, str]:
    """Return (column, value); a cell may carry its column itself, as "Price: 690"."""
    name, colon, value = cell.partition(": ")
    if colon and value.strip() and len(name) <= 40:
        return name.strip(), value.strip()
    return column, cell.strip()
