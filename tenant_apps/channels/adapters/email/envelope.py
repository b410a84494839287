"""The line in front of every body in the ledger: whose mailbox, which form, and what IMAP knows of the mail."""

from typing import Literal

import msgspec

from tenant_apps.channels.errors import BadPayload

Form = Literal["mime", "postmark", "sns", "mailgun", "sendgrid", "multipart", "urlencoded"]
Folder = Literal["inbox", "sent"]


class Envelope(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`at` is when the mailbox got the mail (Unix seconds), `size` its bytes where only its head was fetched."""

    mailbox: str
    form: Form
    folder: Folder = "inbox"
    at: float | None = None
    size: int = 0
    is_history: bool = False


def wrap(envelope: Envelope, body: bytes) -> bytes:
    """Return the body as the ledger keeps it."""
    return msgspec.json.encode(envelope) + b"\n" + body


def unwrap(kept: bytes) -> tuple[Envelope, bytes]:
    """Return the envelope and what came; raises BadPayload."""
    line, newline, body = kept.partition(b"\n")
    if not newline:
        raise BadPayload("A mail without its envelope.")
    try:
        return _read(line), body
    except msgspec.DecodeError as error:
        raise BadPayload(f"A mail with an unreadable envelope: {error}.") from error


_read = msgspec.json.Decoder(Envelope).decode
