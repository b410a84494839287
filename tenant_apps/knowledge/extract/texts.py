"""Plain text and Markdown, and the joining of lines that PDF and OCR break."""

import re
from collections.abc import Iterable, Sequence

from tenant_apps.knowledge.extract.blocks import Block
from tenant_apps.knowledge.extract.tables import row_block

_BULLET = re.compile(r"^\s*(?:[•◦▪●–—*\-+]|\d{1,2}[.)])\s+")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+\S")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_SENTENCE_END = re.compile(r"[.!?…:;»”\")\]]$")
_DATED = re.compile(
    r"^\s*[\[(]?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}\s+[A-Za-zА-Яа-яІіЇїЄєҐґ]{3,12}\b)[\])]?"
)
MAX_HEADING_CHARS = 80
# Shorter lines end where their author ended them; longer ones end at the margin.
MARGIN_CHARS = 48
MIN_DATED_LINES = 3


def read_plain(text: str) -> tuple[Block, ...]:
    return lines_to_blocks(text.split("\n"))


def lines_to_blocks(lines: Sequence[str], *, page: int | None = None) -> tuple[Block, ...]:
    """Join broken lines into paragraphs and tell headings from text."""
    dated = sum(bool(_DATED.match(line)) and len(line) > MARGIN_CHARS for line in lines) >= MIN_DATED_LINES
    blocks: list[Block] = []
    for paragraph in _paragraphs(lines, dated=dated):
        first = not blocks
        if _is_heading(paragraph, first=first):
            blocks.append(Block("heading", paragraph.strip(" :"), level=1 if first else 2, page=page))
        else:
            blocks.append(Block("text", paragraph, page=page))
    return tuple(blocks)


def _paragraphs(lines: Iterable[str], *, dated: bool) -> list[str]:
    found: list[str] = []
    is_open = False
    for raw in lines:
        line = raw.strip()
        if not line:
            is_open = False
            continue
        if is_open and continues(found[-1], line) and not (dated and _DATED.match(line)):
            found[-1] = join(found[-1], line)
        else:
            found.append(line)
        is_open = True
    return found


def continues(before: str, line: str) -> bool:
    """Tell whether `line` goes on with the sentence of the line before it."""
    if _BULLET.match(line) or _SENTENCE_END.search(before):
        return False
    last = before.rsplit("\n", 1)[-1]
    return line[:1].islower() or (
        len(last) >= MARGIN_CHARS and not _NUMBERED.match(line) and not last.isupper()
    )


def join(before: str, line: str) -> str:
    if before.endswith("-") and before[-2:-1].isalpha() and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}"


def _is_heading(line: str, *, first: bool) -> bool:
    if len(line) > MAX_HEADING_CHARS or not any(char.isalpha() for char in line):
        return False
    bare = line.rstrip(": ")
    if line.endswith((".", ",", ";", "!")) or (_BULLET.match(line) and not _NUMBERED.match(line)):
        return False
    return first or (bare.isupper() and len(bare) > 3 and not any(char.isdigit() for char in bare))


def read_markdown(text: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    header: list[str] = []
    table = rows = 0
    lines = text.split("\n")
    is_open = False
    for at, raw in enumerate(lines):
        line = raw.strip()
        if "|" in line and (header or _TABLE_RULE.match(_after(lines, at))):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not header:
                header, table, rows = cells, table + 1, 0
            elif not _TABLE_RULE.match(line):
                rows += 1
                blocks.append(row_block(header, [_plain(cell) for cell in cells], row=rows, table=table))
            is_open = False
            continue
        header = []
        heading = _HEADING.match(line)
        if heading:
            blocks.append(Block("heading", _plain(heading.group(2)), level=len(heading.group(1))))
        elif line and not line.startswith(("```", "---", "***")):
            if (
                is_open
                and blocks
                and blocks[-1].kind == "text"
                and not _BULLET.match(line)
                and line[:1].islower()
            ):
                blocks[-1] = Block("text", join(blocks[-1].text, _plain(line)))
            else:
                blocks.append(Block("text", _plain(line)))
        is_open = bool(line) and not heading
    return tuple(blocks)


def _after(lines: Sequence[str], at: int) -> str:
    return lines[at + 1] if at + 1 < len(lines) and "-" in lines[at + 1] and "|" in lines[at + 1] else "."


def _plain(text: str) -> str:
    """Drop Markdown's marks and keep what a reader sees."""
    text = re.sub(r"!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)", r"\1 (\2)", text)
    return re.sub(r"(\*\*|__|`)(.+?)\1", r"\2", text)
