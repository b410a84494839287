"""What every channel's webhook becomes: one union of frozen structs, free of any vendor's wire format.

Times are aware UTC. Strings are NUL-free and unlimited in length. `external_id` is the vendor's message id,
`provider_seq` the position inside one webhook body, so that equal seconds keep the vendor's order.
"""

from datetime import datetime
from typing import Any, Literal

import msgspec

MessageKind = Literal[
    "text",
    "image",
    "audio",
    "video",
    "document",
    "sticker",
    "location",
    "contacts",
    "interactive_reply",
    "button_reply",
    "order",
    "poll",
    "comment",
    "email",
    "system",
    "unsupported",
    "reaction",
]
AttachmentKind = Literal["image", "audio", "video", "document", "sticker"]
Direction = Literal["in", "out"]
ReceiptStatus = Literal["sent", "delivered", "read", "failed"]
Severity = Literal["info", "warning", "critical"]


class Sender(msgspec.Struct, frozen=True):
    """The customer. Identities are (kind, value) pairs, strongest first; a phone is never required."""

    identities: tuple[tuple[str, str], ...]
    name: str = ""
    username: str | None = None


class InboundAttachment(msgspec.Struct, frozen=True):
    """A customer's file. `media_id` is whatever the adapter's `fetch_media` needs: an id, or an address.

    `content` is the file itself where the event carries it, as a mail does; nothing is left to be fetched then.
    """

    kind: AttachmentKind
    media_id: str
    mime: str = ""
    name: str = ""
    sha256: str = ""
    size: int | None = None
    voice: bool = False
    content: bytes | None = None


class InboundMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One message. Direction "out" is an echo: the business wrote from another app; sender is the customer.

    `payload` keeps what the columns do not: button and list ids, location, contacts, referral, the raw
    part of an unsupported message. `window_hours` is how long this message lets us answer freely: None leaves it
    to the channel's rule, 0 opens nothing. `context` is what an answer must carry along (a business connection,
    an e-mail's references); the newest one of a thread is handed back in `Outbound.context`. `client_ref` is our
    own id in an echo of what we sent, where the vendor can carry it.
    """

    account_id: str
    external_id: str
    sender: Sender
    provider_at: datetime
    kind: MessageKind
    provider_seq: int = 0
    text: str = ""
    attachments: tuple[InboundAttachment, ...] = ()
    reply_to: str | None = None
    payload: dict[str, Any] = {}
    direction: Direction = "in"
    window_hours: int | None = None
    context: dict[str, str] = {}
    client_ref: str = ""


class DeliveryReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """The fate of a message that we sent. `error_reason` is English and meant for people.

    `client_ref` is our own id as given in `Outbound`: it settles a send whose answer was lost.
    """

    account_id: str
    external_id: str
    status: ReceiptStatus
    at: datetime
    error_code: str | None = None
    error_reason: str | None = None
    client_ref: str = ""
    recipient: tuple[tuple[str, str], ...] = ()
    payload: dict[str, Any] = {}


class Watermark(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that we sent to `sender` up to `at` has come this far."""

    account_id: str
    sender: Sender
    status: Literal["delivered", "read"]
    at: datetime


class ReactionEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A reaction to the message `external_id`; an empty emoji takes the reaction back."""

    account_id: str
    sender: Sender
    external_id: str
    emoji: str
    at: datetime
    direction: Direction = "in"


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """The author replaced the text of the message `external_id`."""

    account_id: str
    sender: Sender
    external_id: str
    text: str
    at: datetime
    payload: dict[str, Any] = {}
    direction: Direction = "in"


class Deletion(msgspec.Struct, frozen=True, kw_only=True):
    """The author took the message `external_id` back."""

    account_id: str
    sender: Sender
    external_id: str
    at: datetime
    direction: Direction = "in"


class IdentityChange(msgspec.Struct, frozen=True, kw_only=True):
    """One person got a new identity: both sides name the same contact."""

    account_id: str
    previous: tuple[tuple[str, str], ...]
    current: tuple[tuple[str, str], ...]
    at: datetime


class PersonNamed(msgspec.Struct, frozen=True, kw_only=True):
    """The business keeps this person in the vendor's own address book, under `sender.name`."""

    account_id: str
    sender: Sender


class AccountNotice(msgspec.Struct, frozen=True, kw_only=True):
    """Something about the account itself. `text` is English and meant for people; `code` names it for translation.

    `confirm` is what `protocol.Confirms` answers a vendor with that asks whether it may send here.
    """

    account_id: str
    kind: str
    severity: Severity
    text: str
    payload: dict[str, Any] = {}
    code: str = ""
    confirm: str = ""


class LeadSubmitted(msgspec.Struct, frozen=True, kw_only=True):
    account_id: str
    lead_id: str
    form_id: str
    at: datetime
    payload: dict[str, Any] = {}


class Ignored(msgspec.Struct, frozen=True, kw_only=True):
    """Understood to be of no use here. Kept with its reason, never dropped in silence."""

    reason: str
    payload: dict[str, Any] = {}


Inbound = (
    InboundMessage
    | DeliveryReceipt
    | Watermark
    | ReactionEvent
    | Edit
    | Deletion
    | IdentityChange
    | PersonNamed
    | AccountNotice
    | LeadSubmitted
    | Ignored
)
