"""The folders of a mailbox, in the words of RFC 9051: which there are, and how far each has come."""

import imaplib
import re
from dataclasses import dataclass
from typing import Self

from .envelope import Folder

ROLES: tuple[Folder, ...] = ("inbox", "sent")

_SENT = re.compile(rb"\(([^)]*\\Sent\b[^)]*)\)\s+(?:\"[^\"]*\"|NIL)\s+(.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Selected:
    """An open folder: the epoch of its UIDs and the UID that the next mail will get."""

    uid_validity: int
    next_uid: int

    def __str__(self) -> str:
        return f"{self.uid_validity} {self.next_uid}"

    @classmethod
    def read(cls, written: object) -> Self | None:
        """Return what `str` wrote, None for anything else."""
        numbers = written.split() if isinstance(written, str) else []
        return cls(int(numbers[0]), int(numbers[1])) if len(numbers) == 2 else None


def setting_of(role: Folder) -> str:
    """Return the name under which an account keeps how far this folder had come when it was connected."""
    return f"begins_{role}"


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
        next_uid = max(search(connection, "UID", "*"), default=0) + 1
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


def search(connection: imaplib.IMAP4, *criteria: str) -> list[int]:
    """Return the UIDs of the open folder's mails that fit, in order."""
    _, lines = connection.uid("SEARCH", *criteria)
    return sorted(
        int(word) for line in lines if isinstance(line, bytes) for word in line.split() if word.isdigit()
    )
