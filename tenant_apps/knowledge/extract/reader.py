from pathlib import PurePath

from tenant_apps.files.decoding import decode
from tenant_apps.files.sniffing import BINARY, DOCX, OLE, XLSX, sniff
from tenant_apps.knowledge.extract import docx, ocr, pdf, sheets, texts
from tenant_apps.knowledge.extract.blocks import (
    Block,
    Extracted,
    ExtractFailed,
    FailureCode,
    PageReport,
    Tell,
    quietly,
)
from tenant_apps.knowledge.extract.html import read_html

# 50 million characters of blocks would be a library; a price list has thousands.
MAX_CHARS = 8_000_000
MAX_BLOCKS = 60_000
_EXPECTED = {
    ".pdf": ("application/pdf",),
    ".docx": (DOCX,),
    ".xlsx": (XLSX,),
    ".xlsm": (XLSX,),
    ".docm": (DOCX,),
    ".csv": ("text/",),
    ".tsv": ("text/",),
    ".md": ("text/",),
    ".txt": ("text/",),
    ".html": ("text/",),
    ".htm": ("text/",),
    ".png": ("image/",),
    ".jpg": ("image/",),
    ".jpeg": ("image/",),
    ".webp": ("image/",),
    ".tiff": ("image/",),
    ".tif": ("image/",),
}
_OFFICE = frozenset({".docx", ".docm", ".xlsx", ".xlsm"})
_PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/tiff"})


def extract(content: bytes, *, name: str, tell: Tell = quietly) -> Extracted:
    """Return the blocks of a file in reading order; raises ExtractFailed. For strangers' files: extract_safely."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ExtractFailed(FailureCode.EMPTY)
    suffix = PurePath(name).suffix.lower()
    kind = sniff(content, name=name)
    _check_label(suffix, kind, content)
    found = _read(content, suffix, kind, tell)
    if not any(any(char.isalnum() for char in block.text) for block in found.blocks):
        raise ExtractFailed(FailureCode.NO_TEXT if found.was_scanned else FailureCode.EMPTY)
    if len(found.blocks) > MAX_BLOCKS or sum(len(block.text) for block in found.blocks) > MAX_CHARS:
        raise ExtractFailed(FailureCode.TOO_BIG)
    return found


def _check_label(suffix: str, kind: str, content: bytes) -> None:
    expected = _EXPECTED.get(suffix)
    if kind == OLE:
        raise ExtractFailed(_old_office(suffix, content))
    if expected is None or kind.startswith(expected):
        return
    if suffix in _OFFICE and kind in {"application/zip", BINARY}:
        raise ExtractFailed(FailureCode.BROKEN)
    if suffix == ".pdf" and kind == BINARY:
        raise ExtractFailed(FailureCode.BROKEN)
    raise ExtractFailed(FailureCode.MISLABELLED)


def _old_office(suffix: str, content: bytes) -> FailureCode:
    """Tell what an OLE container is: the wrapper of a protected document, or Word and Excel of before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return FailureCode.ENCRYPTED
    return FailureCode.MISLABELLED if suffix in _EXPECTED else FailureCode.OLD_FORMAT


def _read(content: bytes, suffix: str, kind: str, tell: Tell) -> Extracted:
    if kind == "application/pdf":
        return pdf.read(content, tell)
    if kind == DOCX:
        return Extracted(docx.read(content), kind)
    if kind == XLSX:
        return Extracted(sheets.read_workbook(content), kind)
    if kind in _PICTURES:
        report = PageReport(1, is_scan=True)
        return Extracted(_ocr_picture(content), kind, pages=1, was_scanned=True, reports=(report,))
    if kind in {"text/csv", "text/tab-separated-values"}:
        return Extracted(sheets.read_csv(decode(content)), kind)
    if kind == "text/html" or (suffix in {".html", ".htm"} and kind.startswith("text/")):
        return Extracted(read_html(content), "text/html")
    if suffix == ".md":
        return Extracted(texts.read_markdown(decode(content)), "text/markdown")
    if kind == "text/plain":
        return Extracted(texts.read_plain(decode(content)), kind)
    raise ExtractFailed(FailureCode.UNSUPPORTED)


def _ocr_picture(content: bytes) -> tuple[Block, ...]:
    lines = ocr.read_picture(content)
    return texts.lines_to_blocks(lines, page=1)
