"""Mail that arrived, parsed for people and scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import msgspec

from sandbox.live import Hub
from sandbox.store import Store, iso, now

KEPT_MAILS = 500


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A mail as an IMAP client reads it; `id` is its UID."""

    id: int
    at: float
    raw: bytes

    def header(self, name: str) -> str:
        return str(message_from_bytes(self.raw, policy=policy.compat32).get(name, ""))


class Mailbox:
    """Every mail to whomever, newest first."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self._store, self._hub = store, hub
        # Another number tells IMAP clients that all UIDs are new ones.
        self.uid_validity = 1
        self._flags: dict[tuple[str, int], set[str]] = {}

    def put(self, sender: str, recipients: list[str], raw: bytes) -> int:
        """Store one mail as it came over SMTP; return its number."""
        mail = message_from_bytes(raw, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        headers = [[name, str(value)] for name, value in mail.items()]
        row_id = self._store.insert(
            "mail",
            at=now(),
            sender=sender,
            recipients=msgspec.json.encode(recipients).decode(),
            subject=str(mail.get("subject", "")),
            text=_part(mail, "plain"),
            html=_part(mail, "html"),
            headers=msgspec.json.encode(headers).decode(),
            raw=raw,
        )
        self._store.run("DELETE FROM mail WHERE id <= ?", row_id - KEPT_MAILS)
        self._hub.tell("mail", id=row_id)
        return row_id

    def list(self, to: str = "", limit: int = 100) -> list[dict[str, Any]]:
        """Return mails to an address (all when empty), newest first."""
        found = [
            _shown(row) for row in self._store.rows("SELECT * FROM mail ORDER BY id DESC LIMIT ?", KEPT_MAILS)
        ]
        wanted = to.strip().lower()
        return [m for m in found if not wanted or wanted in [a.lower() for a in m["to"]]][:limit]

    def html(self, mail_id: int) -> str | None:
        row = self._store.row("SELECT html FROM mail WHERE id = ?", mail_id)
        return str(row["html"]) if row else None

    def clear(self, to: str = "") -> int:
        """Delete mails to an address (all when empty); returns how many."""
        if not to:
            return self._store.run("DELETE FROM mail")
        return sum(
            self._store.run("DELETE FROM mail WHERE id = ?", mail["id"]) for mail in self.list(to, KEPT_MAILS)
        )

    def mails_of(self, address: str, folder: str) -> Sequence[StoredMail]:
        """Return the mails to an address ("inbox") or from it ("sent"), oldest first."""
        sql = "SELECT id, at, raw FROM mail WHERE lower(sender) = ? ORDER BY id"
        if folder == "inbox":
            sql = (
                "SELECT id, at, raw FROM mail WHERE EXISTS (SELECT 1 FROM json_each(recipients) r"
                " WHERE lower(r.value) = ?) ORDER BY id"
            )
        return [
            StoredMail(row["id"], row["at"], row["raw"]) for row in self._store.rows(sql, address.lower())
        ]

    def next_id(self) -> int:
        row = self._store.row("SELECT seq FROM sqlite_sequence WHERE name = 'mail'")
        return int(row["seq"]) + 1 if row else 1

    def flags(self, address: str, mail_id: int) -> set[str]:
        return self._flags.get((address, mail_id), set())

    def flag(self, address: str, mail_id: int, flags: set[str], how: str) -> set[str]:
        """Add (+), take away (-) or set (=) flags; return what there is now."""
        before = self.flags(address, mail_id)
        after = {"+": before | flags, "-": before - flags, "=": flags}[how]
        self._flags[address, mail_id] = after
        return after

    def delete(self, mail_id: int) -> None:
        self._store.run("DELETE FROM mail WHERE id = ?", mail_id)


def _part(mail: EmailMessage, subtype: str) -> str:
    try:
        body = mail.get_body((subtype,))
        return str(body.get_content()).replace("\r\n", "\n") if body is not None else ""
    except (LookupError, ValueError):
        # An unknown charset or a broken part: the raw mail stays readable in the store.
        return ""


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "at": iso(row["at"]),
        "from": row["sender"],
        "to": msgspec.json.decode(row["recipients"]),
        "subject": row["subject"],
        "text": row["text"],
        "html": row["html"],
        "headers": dict(msgspec.json.decode(row["headers"])),
    }
