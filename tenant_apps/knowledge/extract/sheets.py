"""XLSX and CSV: every row a block with the headers above it, titles and sections as headings."""

import csv
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any

from tenant_apps.knowledge.extract.blocks import Block, ExtractFailed, FailureCode
from tenant_apps.knowledge.extract.tables import looks_like_header, row_block

# An honest workbook unpacks to a few times its size; a bomb to a thousand times.
MAX_UNPACKED_BYTES = 200_000_000
MAX_RATIO = 150
MIN_BOMB_BYTES = 20_000_000
# Visual Basic and the macro sheets of old Excel.
MACRO_PARTS = ("vbaproject.bin", "macrosheets/sheet1.xml")
MAX_ROWS = 50_000
MAX_COLUMNS = 200

Row = tuple[int, list[str]]


def check_archive(content: bytes) -> None:
    """Refuse an Office file that would unpack to more than it should; raises ExtractFailed."""
    try:
        infos = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ExtractFailed(FailureCode.BROKEN) from error
    if any(info.flag_bits & 0x1 for info in infos):
        raise ExtractFailed(FailureCode.ENCRYPTED)
    if any(info.filename.lower().endswith(MACRO_PARTS) for info in infos):
        raise ExtractFailed(FailureCode.MACROS)
    unpacked = sum(info.file_size for info in infos)
    is_bomb = unpacked > MIN_BOMB_BYTES and unpacked > MAX_RATIO * len(content)
    if unpacked > MAX_UNPACKED_BYTES or is_bomb:
        raise ExtractFailed(FailureCode.BOMB)


def read_workbook(content: bytes) -> tuple[Block, ...]:
    from openpyxl import load_workbook

    check_archive(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        blocks: list[Block] = []
        for number, sheet in enumerate(book.worksheets, 1):
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()  # the declared size may be a lie of a million rows
            values = ([_value(cell) for cell in row] for row in sheet.iter_rows(max_col=MAX_COLUMNS))
            found = [Block("heading", str(sheet.title), level=1)]
            found += _table_blocks(list(_numbered(values)), table=number * 1000)
            blocks += [replace(block, sheet=str(sheet.title)) for block in found]
        book.close()
    except ExtractFailed:
        raise
    # openpyxl lets whatever its XML and zip parsers raise come through.
    except Exception as error:
        raise ExtractFailed(FailureCode.BROKEN) from error
    return tuple(blocks)


def _value(cell: Any) -> Any:
    """Return a cell's value as a person sees it: a tenth in a column of percentages is ten per cent."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (cell.number_format or ""):
        return f"{value * 100:.10g}%"
    return value


def read_csv(text: str) -> tuple[Block, ...]:
    sample = text[:8192]
    delimiter = max(";,\t|", key=lambda mark: _evenness(sample, mark))
    rows = csv.reader(StringIO(text), delimiter=delimiter)
    try:
        return tuple(_table_blocks(list(_numbered(rows)), table=1))
    except csv.Error as error:
        raise ExtractFailed(FailureCode.BROKEN) from error


def _evenness(sample: str, mark: str) -> tuple[int, int]:
    counts = [line.count(mark) for line in sample.split("\n") if line.strip()]
    common = max(set(counts), key=counts.count) if counts else 0
    return (counts.count(common) if common else 0, common)


def _numbered(rows: Iterable[Sequence[Any]]) -> Iterator[Row]:
    for number, values in enumerate(rows, 1):
        if number > MAX_ROWS:
            raise ExtractFailed(FailureCode.TOO_BIG)
        cells = [_cell(value) for value in values]
        if any(cells):
            yield number, cells


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        shown = value.strftime("%d.%m.%Y")
        return shown if value.time() == time() else f"{shown} {value:%H:%M}"
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float):
        return f"{value:.10g}"
    return " ".join(str(value).split())


def _table_blocks(rows: Sequence[Row], *, table: int) -> Iterator[Block]:
    """Tell titles, headers and rows apart; a line of one cell is a title of what follows."""
    header: list[str] = []
    is_fresh = True
    for at, (number, cells) in enumerate(rows):
        below = rows[at + 1][1] if at + 1 < len(rows) else []
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and (is_fresh or _is_section(cells, below)):
            yield Block("heading" if header else "text", filled[0], level=2, row=number)
            is_fresh = True
        elif is_fresh and looks_like_header(cells, below):
            header, table, is_fresh = cells, table + 1, False
        else:
            is_fresh = False
            yield row_block(header, cells, row=number, table=table)


def _is_section(cells: Sequence[str], below: Sequence[str]) -> bool:
    return bool(cells[0]) and len([cell for cell in below if cell]) > 1
