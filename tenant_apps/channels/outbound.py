"""What we ask a channel to send, free of any vendor's wire format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

OutboundKind = Literal[
    "text",
    "image",
    "video",
    "audio",
    "document",
    "sticker",
    "buttons",
    "list",
    "template",
    "location",
    "location_request",
    "contacts",
    "reaction",
    "read",
    "typing",
]
SentBy = Literal["member", "agent", "system"]


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
    """A quick reply; with `url`, a link instead, which gives no answer."""

    id: str
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    id: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class ListSection:
    title: str
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class Location:
    """WGS 84 degrees."""

    latitude: float
    longitude: float
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class ContactCard:
    name: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A text the vendor has approved. `components` are as the vendor takes them, media links and all."""

    name: str
    language: str
    components: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Outbound:
    """One message of ours becomes one message of the vendor's.

    `recipient` holds (kind, value) identities, `text` is plain text or markdown (a caption beside media),
    `mark_read` is the vendor's id of the customer's message that "read" and "typing" refer to, `reply_to` that of
    the quoted one and, for "reaction", of the one that `emoji` goes to (empty: take it back).
    `client_ref` comes back in receipts where the vendor can carry it. `context` is the thread's newest
    `InboundMessage.context`. `is_extended` says that the free window is over and a person writes in the longer one.
    `more_media` are further files, where `Capabilities.max_attachments` allows any.
    """

    kind: OutboundKind
    recipient: tuple[tuple[str, str], ...] = ()
    text: str = ""
    media: OutboundMedia | None = None
    more_media: tuple[OutboundMedia, ...] = ()
    buttons: tuple[Button, ...] = ()
    list_button: str = ""
    sections: tuple[ListSection, ...] = ()
    location: Location | None = None
    contacts: tuple[ContactCard, ...] = ()
    template: Template | None = None
    emoji: str = ""
    reply_to: str | None = None
    mark_read: str | None = None
    client_ref: str = ""
    sent_by: SentBy = "member"
    is_extended: bool = False
    context: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SendResult:
    """The vendor's id of the accepted message; empty for "read" and "typing"."""

    external_id: str


@dataclass(frozen=True, slots=True)
class FetchedMedia:
    """A customer's file: its bytes, or the id of one that is kept in this workspace already."""

    content: bytes = field(default=b"", repr=False)
    mime: str = ""
    sha256: str = ""
    kept_as: UUID | None = None
