"""What we ask a channel to send, free of any vendor's wire format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

OutboundKind = Literal["text", "image", "video", "audio", "document", "buttons", "read", "typing"]


@dataclass(frozen=True, slots=True)
class AccountCredentials:
    """An account as its adapter needs it: the vendor's id, the secrets and the public settings."""

    external_id: str
    secrets: Mapping[str, str] = field(repr=False)
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutboundMedia:
    """A file: either its bytes, or the id of an earlier upload, or a public address."""

    name: str = ""
    mime: str = ""
    content: bytes | None = field(default=None, repr=False)
    media_id: str = ""
    link: str = ""
    voice: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Outbound:
    """One message of ours becomes one message of the vendor's.

    `recipient` holds (kind, value) identities, `text` is plain text or markdown (a caption beside media),
    `mark_read` is the vendor's id of the customer's message that "read" and "typing" refer to,
    `client_ref` comes back in receipts where the vendor can carry it.
    """

    kind: OutboundKind
    recipient: tuple[tuple[str, str], ...] = ()
    text: str = ""
    media: OutboundMedia | None = None
    buttons: tuple[Button, ...] = ()
    reply_to: str | None = None
    mark_read: str | None = None
    client_ref: str = ""


@dataclass(frozen=True, slots=True)
class SendResult:
    """The vendor's id of the accepted message; empty for "read" and "typing"."""

    external_id: str


@dataclass(frozen=True, slots=True)
class FetchedMedia:
    content: bytes = field(repr=False)
    mime: str = ""
    sha256: str = ""
