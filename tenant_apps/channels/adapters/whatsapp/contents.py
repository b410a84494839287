"""What a message holds, by its type. A reader returns None when the promised part is missing."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tenant_apps.channels.inbound import AttachmentKind, InboundAttachment, MessageKind

from .payloads import Choice, FlowReply, Media, Message


@dataclass(frozen=True, slots=True)
class Content:
    kind: MessageKind
    text: str = ""
    attachments: tuple[InboundAttachment, ...] = ()
    payload: dict[str, Any] = field(default_factory=dict)


def _text(message: Message) -> Content | None:
    return Content("text", message.text.body) if message.text else None


def _media(kind: AttachmentKind, media: Media | None) -> Content | None:
    if media is None:
        return None
    attachment = InboundAttachment(
        kind=kind,
        media_id=media.id,
        mime=media.mime_type or "",
        name=media.filename or "",
        sha256=media.sha256 or "",
        voice=bool(media.voice),
    )
    payload = {"animated": True} if media.animated else {}
    return Content(kind, media.caption or "", (attachment,), payload)


def _location(message: Message) -> Content | None:
    place = message.location
    if place is None:
        return None
    named = ", ".join(part for part in (place.name, place.address) if part)
    return Content(
        "location",
        named or f"{place.latitude}, {place.longitude}",
        payload={"location": _without_nulls(msgspec.structs.asdict(place))},
    )


def _contacts(message: Message) -> Content | None:
    if not message.contacts:
        return None
    shown = [_contact_line(contact) for contact in message.contacts]
    return Content("contacts", "\n".join(filter(None, shown)), payload={"contacts": message.contacts})


def _contact_line(contact: dict[str, Any]) -> str:
    name, phones = contact.get("name"), contact.get("phones")
    label = name.get("formatted_name") if isinstance(name, dict) else None
    listed = phones if isinstance(phones, list) else []
    numbers = [phone.get("phone") for phone in listed if isinstance(phone, dict)]
    return " ".join(str(part) for part in (label, *numbers) if part)


def _interactive(message: Message) -> Content | None:
    part = message.interactive
    if part is None:
        return None
    choice = part.button_reply or part.list_reply
    if choice:
        return Content("interactive_reply", choice.title, payload={"reply": _choice(part.type, choice)})
    if part.nfm_reply:
        return Content(
            "interactive_reply", part.nfm_reply.body or "", payload={"reply": _flow(part.nfm_reply)}
        )
    return None


def _choice(kind: str, choice: Choice) -> dict[str, Any]:
    return {"type": kind, **_without_nulls(msgspec.structs.asdict(choice))}


def _flow(reply: FlowReply) -> dict[str, Any]:
    """Keep a form's answers parsed; as the text they came in when that is not JSON."""
    answers: Any = reply.response_json
    with contextlib.suppress(msgspec.DecodeError, RecursionError):
        answers = msgspec.json.decode(reply.response_json or "null")
    return {"type": "nfm_reply", "name": reply.name or "", "answers": answers}


def _button(message: Message) -> Content | None:
    button = message.button
    if button is None:
        return None
    reply = {"type": "template_button", "id": button.payload, "title": button.text}
    return Content("button_reply", button.text, payload={"reply": reply})


def _order(message: Message) -> Content | None:
    order = message.order
    if order is None:
        return None
    return Content(
        "order", order.text or "", payload={"order": _without_nulls(msgspec.structs.asdict(order))}
    )


def _system(message: Message) -> Content | None:
    system = message.system
    if system is None:
        return None
    return Content("system", system.body, payload={"system": _without_nulls(msgspec.structs.asdict(system))})


def _welcome(message: Message) -> Content:
    """A customer opened the chat for the first time and has not written yet."""
    return Content("system", payload={"system": {"type": "request_welcome", "body": ""}})


def _without_nulls(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


READERS: dict[str, Callable[[Message], Content | None]] = {
    "text": _text,
    "image": lambda message: _media("image", message.image),
    "video": lambda message: _media("video", message.video),
    "audio": lambda message: _media("audio", message.audio),
    "document": lambda message: _media("document", message.document),
    "sticker": lambda message: _media("sticker", message.sticker),
    "location": _location,
    "contacts": _contacts,
    "interactive": _interactive,
    "button": _button,
    "order": _order,
    "system": _system,
    "request_welcome": _welcome,
}
