"""Read what a provider posts as a form: multipart or urlencoded, without the headers of the request."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from . import mime
from .headers import words

MAX_FIELDS = 1000

_FIRST_LINE = re.compile(rb"\s*--([^\r\n]{1,250}?)[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class PostedFile:
    name: str
    mime: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Posted:
    """Fields by name, the first of equals, as bytes; files by the name of their field."""

    fields: dict[str, bytes]
    files: dict[str, PostedFile]

    def text(self, name: str, charset: str = "utf-8") -> str:
        return mime.decode_text(self.fields.get(name, b""), charset)


def multipart(body: bytes) -> Posted:
    """Read multipart/form-data (RFC 7578); its boundary is the first line."""
    found = _FIRST_LINE.match(body)
    posted = Posted({}, {})
    if found is None:
        return posted
    for piece in mime.pieces(body, found[1].decode("latin-1"))[:MAX_FIELDS]:
        head, content = mime.split_head(piece)
        params = mime.params_of(head.get("content-disposition"))
        name = params.get("name", "")
        if "filename" in params:
            kind, _ = mime.type_of(head.get("content-type"), "application/octet-stream")
            posted.files.setdefault(name, PostedFile(words(params["filename"]), kind, content))
        else:
            posted.fields.setdefault(name, content)
    return posted


def urlencoded(body: bytes) -> Posted:
    posted = Posted({}, {})
    for pair in body.split(b"&", MAX_FIELDS)[:MAX_FIELDS]:
        name, _, value = pair.replace(b"+", b" ").partition(b"=")
        posted.fields.setdefault(unquote_to_bytes(name).decode("utf-8", "replace"), unquote_to_bytes(value))
    return posted
