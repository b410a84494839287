"""Word documents: headings by style or by look, paragraphs, tables as rows."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from tenant_apps.knowledge.extract.blocks import Block, ExtractFailed, FailureCode
from tenant_apps.knowledge.extract.sheets import check_archive
from tenant_apps.knowledge.extract.tables import looks_like_header, row_block
from tenant_apps.knowledge.extract.texts import MAX_HEADING_CHARS


def read(content: bytes) -> tuple[Block, ...]:
    from docx import Document

    check_archive(content)
    try:
        return tuple(_blocks(Document(BytesIO(content))))
    except ExtractFailed:
        raise
    # python-docx lets whatever its XML and zip parsers raise come through.
    except Exception as error:
        raise ExtractFailed(FailureCode.BROKEN) from error


def _blocks(document: Any) -> Iterator[Block]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    tables = 0
    for child in _parts(document.element.body):
        if child.tag.endswith("}p"):
            block = _paragraph(Paragraph(child, document))
            if block:
                yield block
        elif child.tag.endswith("}tbl"):
            tables += 1
            yield from _rows(Table(child, document), tables)


def _parts(parent: Any) -> Iterator[Any]:
    """Yield paragraphs and tables, those within content controls (cover pages, forms), too."""
    for child in parent.iterchildren():
        if child.tag.endswith(("}sdt", "}sdtContent")):
            yield from _parts(child)
        else:
            yield child


def _paragraph(paragraph: Any) -> Block | None:
    text = " ".join(paragraph.text.split())
    if not text:
        return None
    style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
    if style == "title":
        return Block("heading", text, level=1)
    if style.startswith("heading"):
        depth = style.removeprefix("heading").strip()
        return Block("heading", text, level=int(depth) if depth.isdigit() else 2)
    runs = [run for run in paragraph.runs if run.text.strip()]
    if runs and len(text) <= MAX_HEADING_CHARS and not text.endswith(".") and all(run.bold for run in runs):
        return Block("heading", text, level=3)
    return Block("text", text)


def _rows(table: Any, number: int) -> Iterator[Block]:
    rows = [_cells(row) for row in table.rows]
    rows = [cells for cells in rows if any(cells)]
    has_header = len(rows) > 1 and looks_like_header(rows[0], rows[1])
    header = rows[0] if has_header else []
    for at, cells in enumerate(rows[1:] if has_header else rows, 1):
        yield row_block(header, cells, row=at, table=number)


def _cells(row: Any) -> list[str]:
    """Return the cells' texts; a merged cell is given once per column by the library, kept once here."""
    found: list[str] = []
    seen: set[int] = set()
    for cell in row.cells:
        is_again = id(cell._tc) in seen
        seen.add(id(cell._tc))
        found.append("" if is_again else " ".join(cell.text.split()))
    return found
