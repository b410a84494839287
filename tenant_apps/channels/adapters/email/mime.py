"""Read a MIME message into parts: linear in its size, bounded in depth, and nothing raises.

Sources: RFC 2045, 2046, 2231. Written by hand because the standard library's reader takes a line at a time.
"""

import binascii
import codecs
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

MAX_DEPTH = 20
MAX_PARTS = 1000
MAX_HEADER_BYTES = 512 * 1024

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n|\r\r")
_FOLD = re.compile(r"(?:\r\n|\n|\r)[ \t]+")
_LINE_END = re.compile(r"\r\n|\n|\r")
_TYPE = re.compile(r"\s*([\w.+*!#$&^-]+/[\w.+*!#$&^-]+)")
_PARAM = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s]*)')
_SECTION = re.compile(r"([^*]+)\*(\d{1,3})?(\*)?")
_SAFE_CHARSET = re.compile(
    r"(utf|iso|cp|koi8|gb|big5|euc|shift|mac|ascii|tis|johab|ptcp|hz|latin|viscii|hp-roman)"
)
_ALIASES = {
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    # What is declared as Latin 1 is Windows 1252 as a rule; WHATWG reads it so as well.
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "x-mac-cyrillic": "mac-cyrillic",
    "win-1251": "cp1251",
    "cp-850": "cp850",
    "macintosh": "mac-roman",
}


@dataclass(frozen=True, slots=True)
class Head:
    """Header fields in order, names in lower case, unfolded, not yet decoded."""

    fields: tuple[tuple[str, str], ...] = ()
    _first: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Frozen for everyone else; of equals the topmost counts, as the last server on the way wrote it.
        object.__setattr__(self, "_first", dict(reversed(self.fields)))

    def get(self, name: str) -> str:
        return self._first.get(name, "")

    def has(self, names: Set[str]) -> bool:
        return not names.isdisjoint(self._first)


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf has `body`, still transfer-encoded; a container has `parts`."""

    head: Head
    mime: str
    params: dict[str, str]
    body: bytes = field(repr=False, default=b"")
    parts: tuple["Part", ...] = ()

    @property
    def disposition(self) -> str:
        return self.head.get("content-disposition").partition(";")[0].strip().lower()

    @property
    def name(self) -> str:
        """The file name as written, not yet decoded."""
        given = params_of(self.head.get("content-disposition"))
        return given.get("filename") or self.params.get("name", "")

    @property
    def content_id(self) -> str:
        return self.head.get("content-id").strip().strip("<>")

    def content(self) -> bytes:
        return decoded(self.body, self.head.get("content-transfer-encoding"))

    def text(self) -> str:
        return decode_text(self.content(), self.params.get("charset", ""))

    def leaves(self) -> Iterator["Part"]:
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


def read(raw: bytes) -> Part:
    """Return the message; what cannot be understood stays a leaf with its bytes."""
    return _read(raw, 0, [MAX_PARTS], "text/plain")


def _read(raw: bytes, depth: int, budget: list[int], default: str) -> Part:
    budget[0] -= 1
    head, body = split_head(raw)
    declared = head.get("content-type")
    mime, params = type_of(declared, default)
    if mime.startswith("multipart/") and params.get("boundary") and depth < MAX_DEPTH:
        inner = "message/rfc822" if mime == "multipart/digest" else "text/plain"
        found = pieces(body, params["boundary"])
        parts = tuple(_read(piece, depth + 1, budget, inner) for piece in found if budget[0] > 0)
        if parts:
            return Part(head, mime, params, parts=parts)
    return Part(head, mime if not mime.startswith("multipart/") else "text/plain", params, body)


def split_head(raw: bytes) -> tuple[Head, bytes]:
    """Cut a message at its first empty line and read the fields before it."""
    if raw[:1] in (b"\r", b"\n"):
        return Head(), raw.lstrip(b"\r\n") if raw[:2] in (b"\r\n",) else raw[1:]
    end = _END_OF_HEAD.search(raw)
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    return read_head(head), body


def read_head(raw: bytes) -> Head:
    """Read header fields; a line that is none is left out, as the next field must not be lost for it."""
    raw = raw[:MAX_HEADER_BYTES]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    found = []
    for line in _LINE_END.split(_FOLD.sub(" ", text)):
        name, colon, value = line.partition(":")
        name = name.strip().lower()
        if colon and name and " " not in name:
            found.append((name, value.strip().replace("\0", "")))
    return Head(tuple(found))


def pieces(body: bytes, boundary: str) -> list[bytes]:
    """Return what stands between the boundary lines; a missing last line ends with the body."""
    mark = b"--" + boundary.encode("utf-8", "replace").rstrip()
    found, start, at = [], -1, body.find(mark)
    while at != -1:
        after = at + len(mark)
        is_line_start = at == 0 or body[at - 1 : at] in (b"\n", b"\r")
        is_last = body[after : after + 2] == b"--"
        line_end = body.find(b"\n", after, after + 200)
        rest = body[after : line_end if line_end != -1 else after + 200].strip(b" \t\r")
        if is_line_start and (not rest or is_last):
            if start != -1:
                found.append(body[start : max(start, _without_line_end(body, at))])
            start = (line_end if line_end != -1 else len(body)) + 1
            if is_last or len(found) >= MAX_PARTS:
                return found
        at = body.find(mark, after)
    if start != -1:
        found.append(body[start:])
    return found


def _without_line_end(body: bytes, at: int) -> int:
    """The line end in front of a boundary belongs to the boundary."""
    if body[at - 2 : at] == b"\r\n":
        return at - 2
    return at - 1 if at else at


def type_of(value: str, default: str = "text/plain") -> tuple[str, dict[str, str]]:
    """Return the type in lower case and its parameters of a Content-Type."""
    if not value:
        return default, {}
    found = _TYPE.match(value)
    if found is None:
        return default, params_of(value)
    return found[1].lower(), params_of(value[found.end() :])


def params_of(value: str) -> dict[str, str]:
    """Return the parameters, with the pieces and charsets of RFC 2231 put together."""
    if ";" not in value:
        return {}
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for found in _PARAM.finditer(value):
        name, text = found[1].lower(), found[2]
        if text[:1] == '"':
            text = re.sub(r"\\(.)", r"\1", text[1:-1])
        section = _SECTION.fullmatch(name)
        if section is None:
            plain.setdefault(name, text)
        else:
            is_extended = bool(section[3]) or section[2] is None
            pieces.setdefault(section[1], []).append((int(section[2] or 0), is_extended, text))
    for name, found_pieces in pieces.items():
        plain[name] = _joined(sorted(found_pieces, key=lambda piece: piece[0]))
    return plain


def _joined(pieces: list[tuple[int, bool, str]]) -> str:
    charset, raw = "", b""
    for number, is_extended, text in pieces:
        if is_extended and number == 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        raw += unquote_to_bytes(text) if is_extended else text.encode("utf-8", "replace")
    return decode_text(raw, charset)


def decoded(body: bytes, encoding: str) -> bytes:
    """Undo a transfer encoding as far as it can be undone."""
    encoding = encoding.strip().strip("\"'").lower()
    if encoding == "base64":
        return decode_base64(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    return body


def decode_base64(body: bytes) -> bytes:
    """Decode base64 with anything else strewn in and its end missing."""
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        whole = letters[: len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def decode_text(raw: bytes, charset: str) -> str:
    """Decode by the declared charset, by UTF-8 where that is what the bytes are, else as well as it goes."""
    name = charset.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    if name not in ("utf-8", "utf8"):
        try:
            codec = codecs.lookup(name).name
            if _SAFE_CHARSET.match(codec) and codec != "utf-7":
                return raw.decode(codec, "strict").replace("\0", "")
        except (LookupError, UnicodeError, ValueError):
            # Unknown, or declared wrongly: the bytes decide.
            pass
    try:
        return raw.decode("utf-8").replace("\0", "")
    except UnicodeDecodeError:
        fallback = name if _is_usable(name) and name not in ("utf-8", "utf8") else _guess(raw)
        return raw.decode(fallback, "replace").replace("\0", "")


def _is_usable(name: str) -> bool:
    try:
        return bool(_SAFE_CHARSET.match(codecs.lookup(name).name))
    except (LookupError, ValueError):
        return False


def _guess(raw: bytes) -> str:
    """Mostly valid UTF-8 with a broken end is UTF-8; else Western, the most common of the unnamed."""
    broken = raw.decode("utf-8", "replace").count("\ufffd")
    return "utf-8" if broken * 20 < len(raw) else "cp1252"
