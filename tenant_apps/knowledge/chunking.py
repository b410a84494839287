"""Blocks → passages: sections stay together, rows stand alone, every passage knows what it stands under. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from tenant_apps.knowledge.dates import effective_date, find_date, is_superseded
from tenant_apps.knowledge.extract.blocks import Block, Extracted

TARGET_CHARS = 420
MAX_CHARS = 800
# A table of so few and so short rows reads better whole.
SMALL_TABLE_ROWS = 8
SMALL_TABLE_CHARS = 500
MIN_DATED_BLOCKS = 3
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\s])")
_DATED = re.compile(
    r"^\s*[\[(]?(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}\s+[A-Za-zА-Яа-яІіЇїЄєҐґ]{3,12}\b)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is found and cited. `title` is a row's own name, `heading` its section, `context` the document's title."""

    ord: int
    kind: str
    text: str
    title: str
    heading: str
    context: str
    page: int | None
    row: int | None
    effective_on: date | None
    is_superseded: bool
    document_effective_on: date | None

    @property
    def embedding_text(self) -> str:
        return embedding_text(self.context, self.heading, self.text)


def embedding_text(context: str, heading: str, text: str) -> str:
    """Return what a passage's vector is made of: its words under what they stand under."""
    above = " › ".join(part for part in (context, heading) if part)
    return f"{above}\n{text}" if above else text


@dataclass(slots=True)
class _Section:
    path: tuple[str, ...]
    blocks: list[Block] = field(default_factory=list)


def chunk(document: Extracted, *, name: str) -> list[Passage]:
    """Return the passages of a document in reading order."""
    head = [block.text for block in document.blocks[:5] if block.kind != "row"]
    title = _title(document.blocks, name)
    effective, is_gone = effective_date(name, head), is_superseded(name, head)
    passages: list[Passage] = []
    for section in _sections(document.blocks):
        preamble = _preamble(section)
        for blocks in _groups(section.blocks):
            first = blocks[0]
            own = _own_date(blocks)
            passages.append(
                Passage(
                    ord=len(passages),
                    kind=first.kind,
                    text="\n".join(_shown(section, blocks)),
                    title=" ".join(_row_title(block) for block in blocks if block.kind == "row"),
                    heading=" › ".join(section.path),
                    context=" · ".join(dict.fromkeys(part for part in (title, preamble) if part))
                    if first.kind == "row" or title not in section.path
                    else "",
                    page=first.page,
                    row=first.row,
                    effective_on=own or effective,
                    is_superseded=is_gone,
                    document_effective_on=effective,
                )
            )
    return passages


def _title(blocks: Sequence[Block], name: str) -> str:
    spoken = PurePath(name).stem.replace("_", " ").replace("-", " ")
    first = blocks[0].text if blocks and blocks[0].kind != "row" else ""
    is_sheet = any(block.kind == "row" and block.row for block in blocks) and not any(
        block.kind == "text" and block.row is None for block in blocks
    )
    return spoken if is_sheet or not first else first[:120]


def _sections(blocks: Sequence[Block]) -> Iterator[_Section]:
    path: list[tuple[int, str]] = []
    section = _Section(())
    for block in blocks:
        if block.kind != "heading":
            section.blocks.append(block)
            continue
        if section.blocks:
            yield section
        path = [(level, text) for level, text in path if level < block.level]
        path.append((block.level, block.text))
        section = _Section(tuple(text for _, text in path))
    if section.blocks:
        yield section


def _preamble(section: _Section) -> str:
    """Return what a sheet says above its header row; it holds for every row."""
    lines: list[str] = []
    for block in section.blocks:
        if block.kind != "text" or block.row is None:
            break
        lines.append(block.text)
    return " ".join(lines)[:200]


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Rows alone (small tables whole), dated entries alone, paragraphs together up to the target size."""
    dated = sum(bool(_DATED.match(block.text)) for block in blocks if block.kind == "text")
    apart = dated >= MIN_DATED_BLOCKS and dated * 2 > len(blocks) and _are_long(blocks)
    small = _small_tables(blocks)
    group: list[Block] = []
    for block in blocks:
        for piece in _split(block):
            if group and piece.kind == "row" == group[-1].kind and piece.table == group[-1].table in small:
                group.append(piece)
                continue
            if group and not _fits(group, piece, apart=apart):
                yield group
                group = []
            group.append(piece)
    if group:
        yield group


def _small_tables(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the numbers of the tables that make one passage."""
    rows: dict[int, list[Block]] = {}
    for block in blocks:
        if block.kind == "row":
            rows.setdefault(block.table, []).append(block)
    return frozenset(
        table
        for table, found in rows.items()
        if 1 < len(found) <= SMALL_TABLE_ROWS and sum(len(block.text) for block in found) <= SMALL_TABLE_CHARS
    )


def _are_long(blocks: Sequence[Block]) -> bool:
    return sum(len(block.text) for block in blocks) > 48 * len(blocks)


def _fits(group: Sequence[Block], block: Block, *, apart: bool) -> bool:
    last = group[-1]
    if apart or block.kind != last.kind or block.kind == "row":
        return False
    size = sum(len(one.text) for one in group)
    return size + len(block.text) <= TARGET_CHARS


def _split(block: Block) -> Iterator[Block]:
    """Cut a paragraph that is too long at the ends of its sentences."""
    if len(block.text) <= MAX_CHARS or block.kind == "row":
        yield block
        return
    part = ""
    for sentence in _pieces(block.text):
        if part and len(part) + len(sentence) > TARGET_CHARS:
            yield Block(block.kind, part, page=block.page, row=block.row)
            part = ""
        part = f"{part} {sentence}".strip()
    if part:
        yield Block(block.kind, part, page=block.page, row=block.row)


def _pieces(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        # A "sentence" without an end is a list or an export; words are cut at the limit.
        for at in range(0, len(sentence), MAX_CHARS):
            yield sentence[at : at + MAX_CHARS]


def _shown(section: _Section, blocks: Sequence[Block]) -> Iterator[str]:
    if section.path and blocks[0].kind == "text":
        yield section.path[-1]
    if len(blocks) > 1 and blocks[0].kind == "row":
        yield from _grid(blocks)
        return
    for block in blocks:
        yield block.text


def _grid(blocks: Sequence[Block]) -> Iterator[str]:
    """Show a small table as it stands: its headers once, a dash for an empty cell."""
    names = list(dict.fromkeys(name for block in blocks for name, _ in block.cells))
    if "" in names:
        yield from (block.text for block in blocks)
        return
    yield " | ".join(names)
    for block in blocks:
        values = dict(block.cells)
        yield " | ".join(values.get(name, "–") for name in names)


def _own_date(blocks: Sequence[Block]) -> date | None:
    return (
        find_date(blocks[0].text[:24]) if blocks[0].kind == "text" and _DATED.match(blocks[0].text) else None
    )


def _row_title(block: Block) -> str:
    """Return the cell that names the row: the first that is neither a code nor a number."""
    for _, value in block.cells:
        letters = sum(char.isalpha() for char in value)
        if letters >= 4 and letters * 2 > len(value.replace(" ", "")):
            return value
    return ""
