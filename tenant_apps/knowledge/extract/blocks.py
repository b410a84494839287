from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

# Called with (pages done, pages in all) while a file is being read.
Tell = Callable[[int, int], None]


def quietly(_done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document in reading order.

    `level` is a heading's depth from 1. `cells` are a row's (header, value) pairs, empty cells left out; `table`
    numbers the table a row belongs to; `row` and `page` count from 1 as a person would; `sheet` names a workbook's.
    """

    kind: Literal["heading", "text", "row"]
    text: str
    level: int = 0
    page: int | None = None
    row: int | None = None
    table: int = 0
    cells: tuple[tuple[str, str], ...] = ()
    sheet: str = ""


class FailureCode(StrEnum):
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    MISLABELLED = "mislabelled"
    MACROS = "macros"
    BOMB = "bomb"
    TOO_BIG = "too_big"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_SCANS = "too_many_scans"
    TOO_SLOW = "too_slow"
    BROKEN = "broken"
    OLD_FORMAT = "old_format"
    UNSUPPORTED = "unsupported"
    NOT_A_PHOTO = "not_a_photo"
    NO_TEXT = "no_text"
    NO_OCR = "no_ocr"


# Braces are filled from the failure's data; the web app has the same sentences in its languages.
REASONS = {
    FailureCode.EMPTY: "The file is empty. Upload one that has text in it.",
    FailureCode.ENCRYPTED: "The file is protected by a password. Save it without one and upload it again.",
    FailureCode.MISLABELLED: "The file is not what its name says. Save it in its real format and upload it again.",
    FailureCode.MACROS: (
        "The file carries macros, small programs that we do not open. Save it as .docx or .xlsx and upload that."
    ),
    FailureCode.BOMB: "The file unpacks to far more than it should. Save it again and upload the new copy.",
    FailureCode.TOO_BIG: "The file is too big to read. Split it into smaller ones.",
    FailureCode.TOO_LARGE: "The file is larger than {most_mb} MB. Split it into smaller ones.",
    FailureCode.TOO_MANY_PAGES: "The file has {pages} pages; {most} can be read. Split it into smaller ones.",
    FailureCode.TOO_MANY_SCANS: "The file has more than {most} scanned pages. Split it into smaller ones.",
    FailureCode.TOO_SLOW: "Reading this takes too long. Save it in another format or split it.",
    FailureCode.BROKEN: "The file is damaged and cannot be opened. Save it again and upload the new copy.",
    FailureCode.OLD_FORMAT: "This is a format of before 2007. Save it as .docx or .xlsx and upload that.",
    FailureCode.UNSUPPORTED: (
        "This kind of file cannot be read. Upload PDF, DOCX, XLSX, CSV, MD, HTML, TXT or a picture."
    ),
    FailureCode.NOT_A_PHOTO: "This is not a picture that can be shown. Upload JPEG, PNG, WebP or GIF.",
    FailureCode.NO_TEXT: "No text was found in the file. Upload a sharper scan or a file with text.",
    FailureCode.NO_OCR: "The file holds only pictures, and reading text from pictures is not set up on this server.",
}


class ExtractFailed(Exception):
    """A file cannot be read; `reason_for_people` says why and what to do, `data` fills its numbers."""

    def __init__(self, code: FailureCode, **data: int) -> None:
        self.code = code
        self.data = data
        self.reason_for_people = REASONS[code].format(**data)
        super().__init__(self.reason_for_people)


@dataclass(frozen=True, slots=True)
class PageReport:
    """How a page was read; with an `error` nothing of it was, and the other pages went on."""

    number: int
    is_scan: bool = False
    error: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a file says. `reports` has one entry per page of a file that has pages."""

    blocks: tuple[Block, ...]
    content_type: str
    pages: int | None = None
    was_scanned: bool = False
    reports: tuple[PageReport, ...] = field(default=())

    @property
    def page_errors(self) -> int:
        return sum(report.error is not None for report in self.reports)
