"""Mail that arrived, parsed for people and scripts."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import msgspec

from sandbox.live import Hub
from sandbox.store import Store, iso, now

KEPT_MAILS = 500


class Mailbox:
    """Every mail to whomever, newest first."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self._store, self._hub = store, hub

    def put(self, sender: str, recipients: list[str], raw: bytes) -> None:
        """Store one mail as it came over SMTP."""
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
