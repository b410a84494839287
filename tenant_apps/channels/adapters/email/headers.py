"""Header values as people and programs need them: decoded words, addresses, ids, times."""

import binascii
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from .mime import decode_base64, decode_text

_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)[ \t\r\n]+(=\?[^?\s]{1,60}\?[bBqQ]\?)")
_SPACES = re.compile(r"\s+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(r"[^\s\"<>@,;:()\[\]\\]{1,250}@[^\s\"<>@,;:()\[\]\\]{1,250}")
_ANGLED = re.compile(r"<\s*([^<>]*)\s*>")
_COMMENT = re.compile(r"\(([^()]*)\)")
_ID = re.compile(r"<([^<>\s]{1,900})>")
# Mail servers try for up to five days; what claims to be older has a wrong clock, or wants to hide in the past.
_PAST, _FUTURE = timedelta(days=7), timedelta(hours=1)


class Address(NamedTuple):
    """`email` is in lower case; `name` is as its owner writes it, or empty."""

    email: str
    name: str = ""


def words(value: str) -> str:
    """Decode encoded words (RFC 2047); broken ones stay as they are."""
    if "=?" not in value:
        return tidy(value)
    value = _BETWEEN.sub(r"\1\2", value)
    # One letter may be torn apart between two words of one charset, so neighbours are decoded together.
    out: list[str] = []
    pending, charset, end = b"", "", 0
    for found in _WORD.finditer(value):
        if found.start() != end or found[1].lower() != charset:
            out += [decode_text(pending, charset), value[end : found.start()]]
            pending, charset = b"", found[1].lower()
        pending += _word_bytes(found[2], found[3])
        end = found.end()
    return tidy("".join([*out, decode_text(pending, charset), value[end:]]))


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("ascii", "replace")
    try:
        return (
            decode_base64(raw) if encoding in "bB" else binascii.a2b_qp(raw.replace(b"_", b" "), header=True)
        )
    except binascii.Error:
        return raw


def tidy(value: str) -> str:
    """One line without control characters or marks that turn the writing direction."""
    return _SPACES.sub(" ", _CONTROLS.sub("", value)).strip()


def addresses(value: str) -> list[Address]:
    """Return the addresses of a From, To or Cc, at most 200; what is none is left out."""
    if not value:
        return []
    found = []
    for piece in _list_items(value[:50_000]):
        address = _address(piece)
        if address is not None:
            found.append(address)
        if len(found) == 200:
            break
    return found


def address(value: str) -> Address | None:
    """Return the first address of a header, None when it has none."""
    return next(iter(addresses(value)), None)


def _address(piece: str) -> Address | None:
    angled = _ANGLED.search(piece)
    if angled:
        found = _ADDRESS.search(angled[1])
        shown = piece[: angled.start()]
    else:
        found = _ADDRESS.search(_COMMENT.sub("", piece))
        comment = _COMMENT.search(piece)
        shown = comment[1] if comment else ""
    if found is None:
        return None
    email = found[0].strip(".'").lower()
    name = words(shown.strip().strip("\"'").replace('\\"', '"'))
    return Address(email, "" if name.lower() == email else name[:200])


def _list_items(value: str) -> list[str]:
    """Cut at commas and semicolons that are outside of quotes, comments and angle brackets."""
    if "," not in value and ";" not in value:
        return [value]
    items, start, quoted, depth = [], 0, False, 0
    for at, char in enumerate(value):
        if char == '"' and value[at - 1 : at] != "\\":
            quoted = not quoted
        elif quoted:
            continue
        elif char in "(<":
            depth += 1
        elif char in ")>":
            depth = max(0, depth - 1)
        elif char in ",;" and not depth:
            items.append(value[start:at])
            start = at + 1
    return [*items, value[start:]]


def message_id(value: str) -> str:
    """Return the first id without its brackets, empty when there is none."""
    found = _ID.search(value)
    if found:
        return found[1]
    bare = value.strip().strip("<>")
    return bare if 0 < len(bare) <= 900 and " " not in bare else ""


def message_ids(value: str, limit: int = 50) -> list[str]:
    """Return the ids of a References header, the first and the newest where there are too many."""
    found = list(dict.fromkeys(_ID.findall(value[:100_000])))
    return found if len(found) <= limit else [found[0], *found[1 - limit :]]


def time_of(value: str, received_at: datetime) -> datetime:
    """Return the time of a Date header; the time of arrival where it is none or cannot be."""
    try:
        at = parsedate_to_datetime(value)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return received_at
    return at if received_at - _PAST < at < received_at + _FUTURE else received_at
