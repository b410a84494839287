"""What polling needs of an IMAP server, in the words of RFC 9051."""

import imaplib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tenant_apps.channels.adapters.email.envelope import Folder

# A larger mail is shown by its head; its owner reads it where it lies.
MAX_MAIL_BYTES = 25_000_000

_SENT = re.compile(rb"\(([^)]*\\Sent\b[^)]*)\)\s+(?:\"[^\"]*\"|NIL)\s+(.+)$", re.IGNORECASE)
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Selected:
    """An open folder: the epoch of its UIDs and the UID that the next mail will get."""

    uid_validity: int
    next_uid: int


@dataclass(frozen=True, slots=True)
class FoundMail:
    """`raw` is the whole mail, or its head alone where `size` is above MAX_MAIL_BYTES. `at`: when it came in."""

    uid: int
    raw: bytes = field(repr=False)
    at: datetime
    size: int

    @property
    def is_cut(self) -> bool:
        return self.size > MAX_MAIL_BYTES


def open_folder(connection: imaplib.IMAP4, role: Folder) -> Selected | None:
    """Open a folder for reading only, so that nothing is marked as read; None when there is none."""
    name = '"INBOX"' if role == "inbox" else _sent_folder(connection)
    if name is None:
        return None
    status, _ = connection.select(name, readonly=True)
    validity, next_uid = _number(connection, "UIDVALIDITY"), _number(connection, "UIDNEXT")
    if status != "OK" or validity is None:
        return None
    if next_uid is None:
        # Old servers do not tell it (RFC 2060): the newest mail does.
        next_uid = max(_uids(connection, "UID", "*"), default=0) + 1
    return Selected(validity, next_uid)


def _sent_folder(connection: imaplib.IMAP4) -> str | None:
    """Return the folder that the server marks as the one for sent mails (RFC 6154), as it names it."""
    _, lines = connection.list()
    for line in lines or []:
        found = _SENT.search(line) if isinstance(line, bytes) else None
        if found:
            name = found[2].strip().decode("ascii", "replace")
            return name if name.startswith('"') else f'"{name}"'
    return None


def _number(connection: imaplib.IMAP4, name: str) -> int | None:
    _, values = connection.response(name)
    value = values[-1] if values else None
    return int(value) if isinstance(value, bytes) and value.isdigit() else None


def uids_after(connection: imaplib.IMAP4, uid: int) -> list[int]:
    """Return the UIDs above `uid`, in order. A server answers `n:*` with its last mail even when that is below n."""
    return [found for found in _uids(connection, "UID", f"{uid + 1}:*") if found > uid]


def uids_since(connection: imaplib.IMAP4, day: datetime) -> list[int]:
    """Return the UIDs of mails that came in on this day or later, in order."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return _uids(connection, "SINCE", f"{day.day:02d}-{months[day.month - 1]}-{day.year}")


def _uids(connection: imaplib.IMAP4, *criteria: str) -> list[int]:
    _, lines = connection.uid("SEARCH", *criteria)
    return sorted(
        int(word) for line in lines if isinstance(line, bytes) for word in line.split() if word.isdigit()
    )


def mails(connection: imaplib.IMAP4, uids: list[int]) -> Iterator[tuple[int, FoundMail | None]]:
    """Yield each mail, None for one that is gone by now."""
    for uid in uids:
        yield uid, _mail(connection, uid)


def _mail(connection: imaplib.IMAP4, uid: int) -> FoundMail | None:
    _, about = connection.uid("FETCH", str(uid), "(UID INTERNALDATE RFC822.SIZE)")
    line = b" ".join(part for part in about if isinstance(part, bytes))
    size = _SIZE.search(line)
    if size is None:
        return None
    wanted = "BODY.PEEK[HEADER]" if int(size[1]) > MAX_MAIL_BYTES else "BODY.PEEK[]"
    _, parts = connection.uid("FETCH", str(uid), f"(UID {wanted})")
    raw = next((part[1] for part in parts if isinstance(part, tuple)), None)
    return FoundMail(uid, raw, _time(line), int(size[1])) if raw else None


def _time(line: bytes) -> datetime:
    told = imaplib.Internaldate2tuple(line)
    return datetime.fromtimestamp(time.mktime(told), UTC) if told else datetime.now(UTC)
