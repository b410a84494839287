"""PDF: paragraphs out of lines, headings by size or weight, ruled tables as rows, scans by OCR."""

import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from tenant_apps.knowledge.extract import ocr
from tenant_apps.knowledge.extract.blocks import (
    Block,
    Extracted,
    ExtractFailed,
    FailureCode,
    PageReport,
    Tell,
    quietly,
)
from tenant_apps.knowledge.extract.tables import looks_like_header, row_block
from tenant_apps.knowledge.extract.texts import MAX_HEADING_CHARS, continues, join, lines_to_blocks

MAX_PAGES = 1000
# A page with fewer letters than this is taken for a picture of a page.
MIN_PAGE_CHARS = 12
HEADING_RATIO = 1.12
# Lines further apart than this many of their heights start a new paragraph.
PARAGRAPH_GAP = 0.9
MIN_RULES = 4


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    top: float
    bottom: float
    size: float
    is_bold: bool
    page: int
    row: Block | None = None


def read(content: bytes, tell: Tell = quietly) -> Extracted:
    """Return what a PDF says; a page that cannot be read is reported and left out. Raises ExtractFailed."""
    lines, reports = _all_lines(content, tell)
    scanned = [
        report.number
        for found, report in zip(lines, reports, strict=True)
        if report.error is None and sum(len(line.text) for line in found) < MIN_PAGE_CHARS
    ]
    if all(report.error for report in reports):
        raise ExtractFailed(FailureCode.BROKEN)
    is_scan = len(scanned) == len(reports)
    blocks = _blocks(_without_running_heads(lines))
    if scanned and (is_scan or ocr.is_available()):
        blocks, reports = _with_scans(blocks, reports, content, scanned, tell)
    return Extracted(tuple(blocks), "application/pdf", len(reports), is_scan, tuple(reports))


def _all_lines(content: bytes, tell: Tell) -> tuple[list[list[Line]], list[PageReport]]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfpage import PDFPage
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        # Not closed, which would parse every page again: it holds nothing but our bytes.
        document = pdfplumber.open(BytesIO(content))
        pages = list(PDFPage.create_pages(document.doc))
        if len(pages) > MAX_PAGES:
            raise ExtractFailed(FailureCode.TOO_MANY_PAGES, pages=len(pages), most=MAX_PAGES)
        if not pages:
            raise ExtractFailed(FailureCode.BROKEN)
        found = []
        for number, page in enumerate(pages, 1):
            found.append(_one_page(document, page, number))
            tell(number, len(pages))
    except ExtractFailed:
        raise
    except (PDFPasswordIncorrect, PdfminerException) as error:
        is_locked = isinstance(error, PDFPasswordIncorrect) or "PasswordIncorrect" in repr(error)
        raise ExtractFailed(FailureCode.ENCRYPTED if is_locked else FailureCode.BROKEN) from error
    # pdfminer raises KeyError, TypeError, struct.error and more on damaged files.
    except Exception as error:
        raise ExtractFailed(FailureCode.BROKEN) from error
    return [lines for lines, _ in found], [report for _, report in found]


def _one_page(document: Any, raw: Any, number: int) -> tuple[list[Line], PageReport]:
    from pdfplumber.page import Page

    try:
        return _page_lines(Page(document, raw, number), number), PageReport(number)
    except MemoryError:
        raise
    # One damaged page of many must not cost the others; pdfminer raises whatever its parsers raise.
    except Exception:
        return [], PageReport(number, error=FailureCode.BROKEN)


def _page_lines(page: Any, number: int) -> list[Line]:
    tables = page.find_tables() if len(page.rects) + len(page.lines) >= MIN_RULES else []
    # A frame around a paragraph is found as a table of one column; that is text.
    tables = [table for table in tables if table.rows and max(len(row.cells) for row in table.rows) > 1]
    rest = page
    for table in tables:
        rest = rest.outside_bbox(table.bbox, strict=False)
    lines = [_line(raw, number) for raw in rest.extract_text_lines(return_chars=True) if raw["text"].strip()]
    for at, table in enumerate(tables):
        lines += _table_lines(table, number, at)
    page.close()  # drops the page's parsed objects; a long document would keep them all
    return sorted(lines, key=lambda line: line.top)


def _line(raw: dict[str, Any], page: int) -> Line:
    letters = [char for char in raw["chars"] if char["text"].strip()]
    size = statistics.median(char["size"] for char in letters) if letters else 0.0
    bold = sum("bold" in char["fontname"].lower() for char in letters)
    return Line(raw["text"].strip(), raw["top"], raw["bottom"], size, bold * 2 > len(letters), page)


def _table_lines(table: Any, page: int, at: int) -> Iterator[Line]:
    rows = [[" ".join((cell or "").split()) for cell in row] for row in table.extract()]
    tops = [row.bbox[1] for row in table.rows]
    has_header = len(rows) > 1 and looks_like_header(rows[0], rows[1])
    for number, cells in enumerate(rows):
        if any(cells) and not (has_header and number == 0):
            block = row_block(
                rows[0] if has_header else [], cells, row=number, table=page * 100 + at, page=page
            )
            yield Line(block.text, tops[number], tops[number], 0.0, False, page, block)


def _without_running_heads(pages: list[list[Line]]) -> list[Line]:
    """Drop what stands at the edge of every page with only its digits changed."""
    edges = Counter(
        key
        for lines in pages
        for key in {re.sub(r"\d+", "#", line.text) for line in [*lines[:1], *lines[-2:]]}
    )
    running = {key for key, count in edges.items() if len(pages) > 1 and count >= max(2, len(pages) - 1)}
    return [line for lines in pages for line in lines if re.sub(r"\d+", "#", line.text) not in running]


def _blocks(lines: list[Line]) -> list[Block]:
    sizes = Counter(round(line.size, 1) for line in lines if not line.row for _ in line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    blocks: list[Block] = []
    before: Line | None = None
    for line in lines:
        if line.row:
            blocks.append(line.row)
        elif _is_heading(line, body):
            level = 1 if line.size >= body * 1.35 else 2
            blocks.append(Block("heading", line.text, level=level, page=line.page))
        elif before and blocks and blocks[-1].kind == "text" and _goes_on(before, line, blocks[-1].text):
            blocks[-1] = replace(blocks[-1], text=join(blocks[-1].text, line.text))
        else:
            blocks.append(Block("text", line.text, page=line.page))
        before = line
    return blocks


def _is_heading(line: Line, body: float) -> bool:
    if len(line.text) > MAX_HEADING_CHARS or not any(char.isalpha() for char in line.text):
        return False
    return line.size >= body * HEADING_RATIO or (line.is_bold and not line.text.endswith((".", ",", ";")))


def _goes_on(before: Line, line: Line, text: str) -> bool:
    if line.text[:1] in "•◦▪●" or before.row:
        return False
    if line.page != before.page:
        return continues(text, line.text)
    gap = line.top - before.bottom
    return gap < PARAGRAPH_GAP * max(line.bottom - line.top, 1.0)


def _with_scans(
    blocks: list[Block], reports: list[PageReport], content: bytes, scanned: list[int], tell: Tell
) -> tuple[list[Block], list[PageReport]]:
    reports = list(reports)
    for at, (number, lines, error) in enumerate(ocr.read_pages(content, scanned), 1):
        blocks += lines_to_blocks(lines, page=number)
        reports[number - 1] = PageReport(number, is_scan=True, error=error)
        tell(at, len(scanned))
    return sorted(blocks, key=lambda block: block.page or 0), reports
