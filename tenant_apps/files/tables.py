"""Tables that people import: found columns by their headings in both languages, whatever the encoding and the mark."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import StringIO

from shared_apps.core.errors import AppError
from tenant_apps.files.decoding import decode

MAX_BYTES = 5_000_000
MAX_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts from 1 with the headings, as a person sees it; `cells` are the known columns."""

    number: int
    cells: Mapping[str, str]


class BadTable(AppError):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message, fields={"file": [message]})


def read_rows(content: bytes, columns: Mapping[str, Sequence[str]], *, needed: Sequence[str]) -> list[Row]:
    """Return the rows that are not empty. `columns` has the headings of each column in lower case.

    Raises BadTable: too large, no CSV, or a needed column is missing.
    """
    if len(content) > MAX_BYTES:
        raise BadTable("table_too_large", f"The table is larger than {MAX_BYTES // 1_000_000} MB. Split it.")
    text = decode(content)
    if "\x00" in text or not text.strip():
        raise BadTable("table_empty", "The table has no rows. Save it as CSV and try again.")
    try:
        rows = list(csv.reader(StringIO(text), delimiter=_mark(text)))
    except csv.Error as error:
        raise BadTable("table_broken", "This is not a CSV table. Save it as CSV and try again.") from error
    if len(rows) > MAX_ROWS + 1:
        raise BadTable("table_too_large", f"The table has more than {MAX_ROWS} rows. Split it.")
    known = {heading: column for column, headings in columns.items() for heading in (column, *headings)}
    places = {
        column: at for at, heading in enumerate(rows[0]) if (column := known.get(_plain(heading))) is not None
    }
    missing = [columns[column][0] for column in needed if column not in places]
    if missing:
        first = ", ".join(f"“{name}”" for name in missing)
        raise BadTable(
            "column_missing", f"The first row has no column {first}. Name the columns in the first row."
        )
    found = [
        Row(number, {column: cells[at].strip() for column, at in places.items() if at < len(cells)})
        for number, cells in enumerate(rows[1:], 2)
    ]
    return [row for row in found if any(row.cells.values())]


def amount(text: str) -> Decimal | None:
    """Return a price, None for an empty cell; "1 200,50 грн" is one, too. Raises ValueError."""
    bare = "".join(char for char in text if char.isdigit() or char in ",.-")
    if not text:
        return None
    if "," in bare and "." not in bare:
        bare = bare.replace(",", ".") if len(bare.rpartition(",")[2]) <= 2 else bare.replace(",", "")
    try:
        amount = Decimal(bare.replace(",", "").strip(".")).quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise ValueError(f"“{text[:40]}” is not a price.") from error
    if not 0 <= amount < Decimal(10) ** 10:
        raise ValueError(f"“{text[:40]}” is not a price.")
    return amount


def _plain(heading: str) -> str:
    return " ".join(heading.lower().replace("_", " ").split())


def _mark(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)
