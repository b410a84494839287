from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document in reading order.

    `level` is a heading's depth from 1. `cells` are a row's (header, value) pairs, empty cells left out; `table`
    numbers the table a row belongs to; `row` and `page` count from 1 as a person would.
    """

    kind: Literal["heading", "text", "row"]
    text: str
    level: int = 0
    page: int | None = None
    row: int | None = None
    table: int = 0
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Extracted:
    blocks: tuple[Block, ...]
    content_type: str
    pages: int | None = None
    was_scanned: bool = False


class FailureCode(StrEnum):
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    MISLABELLED = "mislabelled"
    TOO_BIG = "too_big"
    BROKEN = "broken"
    UNSUPPORTED = "unsupported"
    NO_TEXT = "no_text"
    NO_OCR = "no_ocr"


REASONS = {
    FailureCode.EMPTY: "The file is empty. Upload one that has text in it.",
    FailureCode.ENCRYPTED: "The file is protected by a password. Save it without one and upload it again.",
    FailureCode.MISLABELLED: "The file is not what its name says. Save it in its real format and upload it again.",
    FailureCode.TOO_BIG: "The file is too big to read. Split it into smaller ones.",
    FailureCode.BROKEN: "The file is damaged and cannot be opened. Save it again and upload the new copy.",
    FailureCode.UNSUPPORTED: "This kind of file cannot be read. Upload PDF, DOCX, XLSX, CSV, MD, TXT or a picture.",
    FailureCode.NO_TEXT: "No text was found in the file. Upload a sharper scan or a file with text.",
    FailureCode.NO_OCR: "The file holds only pictures, and reading text from pictures is not set up on this server.",
}


class ExtractFailed(Exception):
    """A file cannot be read; `reason_for_people` says why and what to do."""

    def __init__(self, code: FailureCode, reason_for_people: str = "") -> None:
        self.code = code
        self.reason_for_people = reason_for_people or REASONS[code]
        super().__init__(self.reason_for_people)
