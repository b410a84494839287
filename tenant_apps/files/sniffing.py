"""Tell a file's type from its bytes. Pure.

Names and declared types come from strangers: they only choose between types that the bytes allow.
"""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

BINARY = "application/octet-stream"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OLE = "application/x-ole-storage"

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
    (b"#!AMR", "audio/amr"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_OFFICE = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
_TEXT_BY_SUFFIX = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".md": "text/markdown"}
_MARKUP = re.compile(rb"<\s*(!doctype\s+html|html|head|body|script|iframe|svg|\?xml|!--)", re.IGNORECASE)
# Markup in the first kilobyte is what browsers look at when they guess.
_MARKUP_WINDOW = 1024


def sniff(content: bytes, *, name: str = "", declared: str = "") -> str:
    """Return the MIME type of `content`; `application/octet-stream` when the bytes tell nothing."""
    declared = declared.split(";")[0].strip().lower()
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return "video/ogg" if kind == "audio/ogg" and declared == "video/ogg" else kind
    return _container(content, declared) or _text(content, PurePath(name).suffix.lower()) or BINARY


def _container(content: bytes, declared: str) -> str | None:
    if content[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(content[8:12])
    if content[4:8] == b"ftyp":
        return _iso_media(content[8:12], declared)
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return "audio/webm" if declared.startswith("audio/") else "video/webm"
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    return None


def _iso_media(brand: bytes, declared: str) -> str:
    if brand in {b"heic", b"heix", b"mif1"}:
        return "image/heic"
    if brand == b"avif":
        return "image/avif"
    if brand == b"M4A " or declared.startswith("audio/"):
        return "audio/mp4"
    if brand.startswith(b"3gp"):
        return "video/3gpp"
    return "video/quicktime" if brand == b"qt  " else "video/mp4"


def _zipped(content: bytes) -> str:
    try:
        names = zipfile.ZipFile(BytesIO(content)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return "application/zip"
    for folder, kind in _OFFICE:
        if "[Content_Types].xml" in names and any(name.startswith(folder) for name in names):
            return kind
    return "application/zip"


def _text(content: bytes, suffix: str) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _TEXT_BY_SUFFIX.get(suffix, "text/plain")
    if b"\x00" in content[:65536]:
        return None
    # Control characters other than tab, line ends, form feed and escape do not occur in texts.
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in content[:4096])
    if controls:
        return None
    markup = _MARKUP.match(content[:_MARKUP_WINDOW].lstrip(b"\xef\xbb\xbf \t\r\n"))
    if markup:
        inner = markup.group(1).lower()
        return {b"svg": "image/svg+xml", b"?xml": "text/xml"}.get(inner, "text/html")
    return _TEXT_BY_SUFFIX.get(suffix, "text/plain")
