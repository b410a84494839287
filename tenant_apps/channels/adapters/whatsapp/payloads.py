"""The wire format of WhatsApp webhooks, Graph v26.0 with usernames (2026), as far as we read it.

Lists stay `Raw`, so that one malformed item never takes its neighbours along. Every key may be missing.
"""

from typing import Any

import msgspec

# Signed by Meta, but in a part that names nobody: kept for the console instead of being thrown away.
UNKNOWN_ACCOUNT = "unknown"


class Metadata(msgspec.Struct):
    phone_number_id: str = ""
    display_phone_number: str = ""


class Profile(msgspec.Struct):
    name: str | None = None
    username: str | None = None


class Person(msgspec.Struct):
    """One of `contacts[]`."""

    wa_id: str | None = None
    user_id: str | None = None
    parent_user_id: str | None = None
    profile: Profile | None = None


class Context(msgspec.Struct):
    id: str | None = None
    forwarded: bool | None = None
    frequently_forwarded: bool | None = None
    referred_product: dict[str, Any] | None = None


class Text(msgspec.Struct):
    body: str = ""


class Media(msgspec.Struct):
    id: str
    mime_type: str | None = None
    sha256: str | None = None
    caption: str | None = None
    filename: str | None = None
    voice: bool | None = None
    animated: bool | None = None


class Location(msgspec.Struct):
    latitude: float
    longitude: float
    name: str | None = None
    address: str | None = None
    url: str | None = None


class Choice(msgspec.Struct):
    """A tapped button or list row."""

    id: str = ""
    title: str = ""
    description: str | None = None


class FlowReply(msgspec.Struct):
    name: str | None = None
    body: str | None = None
    response_json: str | None = None


class Interactive(msgspec.Struct):
    type: str = ""
    button_reply: Choice | None = None
    list_reply: Choice | None = None
    nfm_reply: FlowReply | None = None


class TemplateButton(msgspec.Struct):
    text: str = ""
    payload: str = ""


class ReactionPart(msgspec.Struct):
    message_id: str
    emoji: str | None = None


class System(msgspec.Struct):
    body: str = ""
    type: str = ""
    wa_id: str | None = None
    user_id: str | None = None
    parent_user_id: str | None = None


class Revoke(msgspec.Struct):
    original_message_id: str


class EditPart(msgspec.Struct):
    original_message_id: str
    message: dict[str, Any]


class Order(msgspec.Struct):
    catalog_id: str | None = None
    text: str | None = None
    product_items: list[dict[str, Any]] = []


class Head(msgspec.Struct):
    """What every message has, read alone when the rest cannot be."""

    id: str
    type: str | None = None
    timestamp: str | int | None = None
    from_: str | None = msgspec.field(name="from", default=None)
    from_user_id: str | None = None
    from_parent_user_id: str | None = None
    to: str | None = None
    to_user_id: str | None = None
    to_parent_user_id: str | None = None


class Message(Head):
    """One of `messages[]` or `message_echoes[]`; `type` names the key that holds the content."""

    group_id: str | None = None
    context: Context | None = None
    referral: dict[str, Any] | None = None
    text: Text | None = None
    image: Media | None = None
    video: Media | None = None
    audio: Media | None = None
    document: Media | None = None
    sticker: Media | None = None
    location: Location | None = None
    contacts: list[dict[str, Any]] | None = None
    interactive: Interactive | None = None
    button: TemplateButton | None = None
    reaction: ReactionPart | None = None
    order: Order | None = None
    system: System | None = None
    edit: EditPart | None = None
    revoke: Revoke | None = None
    history_context: dict[str, Any] | None = None


class Call(Head):
    """One of `calls[]`."""

    event: str | None = None
    direction: str | None = None


class ErrorData(msgspec.Struct):
    details: str | None = None


class VendorError(msgspec.Struct):
    code: int | None = None
    title: str | None = None
    message: str | None = None
    error_data: ErrorData | None = None


class Status(msgspec.Struct):
    """One of `statuses[]`."""

    id: str
    status: str
    timestamp: str | int | None = None
    recipient_id: str | None = None
    recipient_user_id: str | None = None
    recipient_parent_user_id: str | None = None
    recipient_type: str | None = None
    biz_opaque_callback_data: str | None = None
    conversation: dict[str, Any] | None = None
    pricing: dict[str, Any] | None = None
    errors: list[VendorError] | None = None


class PastThread(msgspec.Struct):
    """A customer's thread in a chunk of history; `id` is the customer's number."""

    id: str | None = None
    messages: list[msgspec.Raw] = []


class PastChunk(msgspec.Struct):
    """One of `history[]`, which comes after a number of the WhatsApp Business app was connected."""

    threads: list[msgspec.Raw] = []
    errors: list[dict[str, Any]] = []


class Changed(msgspec.Struct):
    previous: str | None = None
    current: str | None = None


class UserIdUpdate(msgspec.Struct):
    """One of `user_id_update[]`: the customer's BSUID was replaced."""

    wa_id: str | None = None
    detail: str | None = None
    timestamp: str | int | None = None
    user_id: Changed | None = None
    parent_user_id: Changed | None = None


class SavedContact(msgspec.Struct):
    full_name: str | None = None
    first_name: str | None = None
    phone_number: str | None = None


class StateSync(msgspec.Struct):
    """One of `state_sync[]`: a contact of the business's phone was added, changed or removed."""

    contact: SavedContact
    action: str = "add"


class Value(msgspec.Struct):
    metadata: Metadata | None = None
    contacts: list[Person] = []
    messages: list[msgspec.Raw] = []
    message_echoes: list[msgspec.Raw] = []
    statuses: list[msgspec.Raw] = []
    user_id_update: list[msgspec.Raw] = []
    calls: list[msgspec.Raw] = []
    history: list[msgspec.Raw] = []
    state_sync: list[msgspec.Raw] = []
    errors: list[dict[str, Any]] = []


class Change(msgspec.Struct):
    value: msgspec.Raw
    field: str | None = None


class Entry(msgspec.Struct):
    changes: list[msgspec.Raw]
    id: str | int = ""
    time: str | int | None = None


class Envelope(msgspec.Struct):
    entry: list[msgspec.Raw]


def account_of(entry_id: str | int, phone_number_id: str) -> str:
    """Return the key under which an event finds its tenant."""
    if phone_number_id:
        return phone_number_id
    return f"waba:{entry_id}" if entry_id else UNKNOWN_ACCOUNT
