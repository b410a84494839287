"""What polling needs of an IMAP server, in the words of RFC 9051."""

import imaplib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tenant_apps.channels.adapters.email.folders import search

# A larger mail is shown by its head; its owner reads it where it lies.
MAX_MAIL_BYTES = 25_000_000

_SIZE = re.compile(rb"RFC822\.SIZE (\d+)", re.IGNORECASE)


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


def uids_after(connection: imaplib.IMAP4, uid: int) -> list[int]:
    """Return the UIDs above `uid`, in order. A server answers `n:*` with its last mail even when that is below n."""
    return [found for found in search(connection, "UID", f"{uid + 1}:*") if found > uid]


def uids_since(connection: imaplib.IMAP4, day: datetime) -> list[int]:
    """Return the UIDs of mails that came in on this day or later, in order."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return search(connection, "SINCE", f"{day.day:02d}-{months[day.month - 1]}-{day.year}")


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
