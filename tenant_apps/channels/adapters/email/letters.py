"""One form for every mail, however it came: what was written, in both forms, and the files with it."""

import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .headers import words
from .markup import Markup
from .mime import Head, Part, read_head
from .wording import to_text

MAX_FILES = 100

_SOFT_BREAK = re.compile(r"(?<!--) \r?\n(?![>\s])")
_KINDS = {"image": "image", "audio": "audio", "video": "video"}
_DRAWN = {"image/svg+xml", "image/tiff", "image/vnd.adobe.photoshop", "image/x-icon"}
_EXTENSIONS = {"message/rfc822": ".eml", "application/ms-tnef": ".dat", "text/calendar": ".ics"}


@dataclass(frozen=True, slots=True)
class LetterFile:
    """`cid` is the content id that the HTML may show it by."""

    name: str
    mime: str
    content: bytes = field(repr=False)
    cid: str = ""

    @property
    def kind(self) -> str:
        return "document" if self.mime in _DRAWN else _KINDS.get(self.mime.partition("/")[0], "document")


@dataclass(slots=True)
class Report:
    """A report of RFC 3464 or 8098: its fields, and the head of the mail that it is about."""

    fields: str = ""
    original: Head = field(default_factory=Head)


@dataclass(frozen=True, slots=True)
class Letter:
    head: Head
    text: str
    markup: Markup | None = None
    files: tuple[LetterFile, ...] = ()
    report: Report | None = None


@dataclass(slots=True)
class _Block:
    """A piece of the body: written as text, as HTML, or as both."""

    text: str = ""
    html: str = ""


@dataclass(slots=True)
class _Desk:
    blocks: list[_Block] = field(default_factory=list)
    files: list[LetterFile] = field(default_factory=list)
    report: Report | None = None


def of_mime(message: Part) -> Letter:
    desk = _Desk()
    _sort(message, desk, is_top=True)
    if message.mime == "multipart/report" and desk.report is None:
        desk.report = Report()
    return of_blocks(message.head, desk.blocks, desk.files, desk.report)


def of_bodies(head: Head, text: str, html: str, files: list[LetterFile]) -> Letter:
    return of_blocks(head, [_Block(text, html)], files)


def of_blocks(
    head: Head, blocks: list[_Block], files: list[LetterFile], report: Report | None = None
) -> Letter:
    texts, htmls = [], []
    for block in blocks:
        markup = Markup.of(block.html) if block.html.strip() else None
        texts.append(block.text if block.text.strip() else to_text(markup) if markup else "")
        htmls.append(markup or Markup.plain(block.text))
    has_markup = any(block.html.strip() for block in blocks)
    text = "\n\n".join(piece.strip("\r\n") for piece in texts if piece.strip())
    return Letter(head, text, Markup.joined(htmls) if has_markup else None, tuple(files[:MAX_FILES]), report)


def _sort(part: Part, desk: _Desk, *, is_top: bool = False) -> None:
    if part.parts:
        if part.mime == "multipart/alternative":
            _choose(part, desk)
        else:
            for child in part.parts:
                _sort(child, desk)
    elif part.mime in ("message/delivery-status", "message/disposition-notification"):
        desk.report = desk.report or Report()
        desk.report.fields += part.text() + "\n\n"
    elif part.mime in ("text/rfc822-headers", "message/rfc822") and desk.report is not None:
        desk.report.original = read_head(part.content().lstrip()[:65536].split(b"\r\n\r\n")[0])
    elif _is_written(part, is_top):
        block = _Block(html=part.text()) if part.mime == "text/html" else _Block(_unflowed(part))
        desk.blocks.append(block)
    else:
        desk.files.append(_file(part))


def _choose(part: Part, desk: _Desk) -> None:
    """The alternatives say the same: one block with both forms, the rest are files."""
    inner = _Desk(report=desk.report)
    for child in part.parts:
        _sort(child, inner)
    desk.blocks.append(
        _Block(
            "\n".join(filter(None, (block.text for block in inner.blocks))),
            "\n".join(filter(None, (block.html for block in inner.blocks))),
        )
    )
    desk.files += inner.files


def _is_written(part: Part, is_top: bool) -> bool:
    if part.mime not in ("text/plain", "text/html", "text/enriched", "text"):
        return False
    return is_top or (part.disposition != "attachment" and not part.name)


def _unflowed(part: Part) -> str:
    """Join the soft line breaks of RFC 3676."""
    text = part.text()
    if part.params.get("format", "").lower() != "flowed":
        return text
    return _SOFT_BREAK.sub("" if part.params.get("delsp", "").lower() == "yes" else " ", text)


def _file(part: Part) -> LetterFile:
    name = words(part.name)
    mime = part.mime
    if mime == "application/octet-stream" and name:
        mime = mimetypes.guess_type(name)[0] or mime
    if not name:
        subject = words(read_head(part.body[:8192]).get("subject")) if mime == "message/rfc822" else ""
        name = (subject[:80] or mime.partition("/")[0]) + _extension(mime)
    return LetterFile(name, mime, part.content(), part.content_id)


def _extension(mime: str) -> str:
    return _EXTENSIONS.get(mime) or mimetypes.guess_extension(mime) or ""


def placed(files: tuple[LetterFile, ...]) -> Iterator[tuple[str, LetterFile]]:
    """Yield the files with the ids that they have within their mail."""
    for number, file in enumerate(files):
        yield f"part:{number}", file
