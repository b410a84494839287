"""What a message holds, by its kind. A reader returns None when the message does not hold its kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tenant_apps.channels.inbound import AttachmentKind, InboundAttachment, MessageKind

from .payloads import Entity, File, Message, Place


@dataclass(frozen=True, slots=True)
class Content:
    kind: MessageKind
    text: str = ""
    attachments: tuple[InboundAttachment, ...] = ()
    payload: dict[str, Any] = field(default_factory=dict)


# What a private chat tells about itself; everything else that is new becomes a placeholder.
SERVICE = {
    "pinned_message": "Pinned a message.",
    "message_auto_delete_timer_changed": "Changed when messages disappear.",
    "write_access_allowed": "Allowed the bot to write.",
    "chat_background_set": "Changed the background of the chat.",
}


def content_of(message: Message) -> Content | None:
    """Return what the message holds, None for a kind that we do not know."""
    if message.text is not None:
        return Content("text", _linked(message.text, message.entities), payload=_start(message.text))
    for reader in _READERS:
        content = reader(message)
        if content is not None:
            return content
    return None


def service_of(raw: dict[str, Any]) -> Content | None:
    """Return what a service message says, None when it is no such message."""
    for kind, text in SERVICE.items():
        if kind in raw:
            return Content("system", text, payload={"system": {"type": kind, kind: raw[kind]}})
    return None


def _start(text: str) -> dict[str, Any]:
    """Read the parameter of a deep link: t.me/<bot>?start=<parameter> comes as a command."""
    command, _, parameter = text.partition(" ")
    if command != "/start" or not parameter.strip():
        return {}
    return {"referral": {"type": "start", "ref": parameter.strip()}}


def _linked(text: str, entities: Sequence[Entity]) -> str:
    """Write the address behind a word beside it; all other formatting is looks only."""
    links = [entity for entity in entities if entity.type == "text_link" and entity.url]
    if not links:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    for entity in sorted(links, key=lambda entity: -entity.offset):
        end = 2 * max(0, entity.offset + entity.length)
        units = units[:end] + f" ({entity.url})".encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le", "replace")


def _media(
    kind: AttachmentKind, message: Message, file: File, *, mime: str = "", name: str = "", voice: bool = False
) -> Content:
    attachment = InboundAttachment(
        kind=kind,
        media_id=file.file_id,
        mime=file.mime_type or mime,
        name=file.file_name or name,
        size=file.file_size,
        voice=voice,
    )
    return Content(kind, _linked(message.caption or "", message.caption_entities), (attachment,))


def _photo(message: Message) -> Content | None:
    # Sizes come in ascending order; the last is the largest.
    return _media("image", message, message.photo[-1], mime="image/jpeg") if message.photo else None


def _animation(message: Message) -> Content | None:
    if message.animation is None:
        return None
    content = _media("video", message, message.animation, mime="video/mp4")
    return _with(content, {"animated": True})


def _video(message: Message) -> Content | None:
    return _media("video", message, message.video, mime="video/mp4") if message.video else None


def _video_note(message: Message) -> Content | None:
    if message.video_note is None:
        return None
    content = _media("video", message, message.video_note, mime="video/mp4")
    return _with(content, {"video_note": True})


def _voice(message: Message) -> Content | None:
    return _media("audio", message, message.voice, mime="audio/ogg", voice=True) if message.voice else None


def _audio(message: Message) -> Content | None:
    audio = message.audio
    if audio is None:
        return None
    title = " – ".join(part for part in (audio.performer, audio.title) if part)
    return _media("audio", message, audio, mime="audio/mpeg", name=title)


def _document(message: Message) -> Content | None:
    return _media("document", message, message.document) if message.document else None


def _sticker(message: Message) -> Content | None:
    sticker = message.sticker
    if sticker is None:
        return None
    mime = "application/x-tgsticker" if sticker.is_animated else "image/webp"
    attachment = InboundAttachment(
        kind="sticker",
        media_id=sticker.file_id,
        mime="video/webm" if sticker.is_video else mime,
        size=sticker.file_size,
    )
    about = {name: value for name, value in (("emoji", sticker.emoji), ("set", sticker.set_name)) if value}
    payload: dict[str, Any] = {"sticker": about} if about else {}
    if sticker.is_animated or sticker.is_video:
        payload["animated"] = True
    return Content("sticker", "", (attachment,), payload)


def _place(message: Message) -> Content | None:
    venue, place = message.venue, message.location
    if venue is not None:
        named = {"name": venue.title, "address": venue.address}
        shown = ", ".join(filter(None, named.values()))
        location = {**_point(venue.location), **{k: v for k, v in named.items() if v}}
        return Content("location", shown or _degrees(venue.location), payload={"location": location})
    if place is not None:
        return Content("location", _degrees(place), payload={"location": _point(place)})
    return None


def _point(place: Place) -> dict[str, Any]:
    return {name: value for name, value in msgspec.structs.asdict(place).items() if value is not None}


def _degrees(place: Place) -> str:
    return f"{place.latitude}, {place.longitude}"


def _contact(message: Message) -> Content | None:
    card = message.contact
    if card is None:
        return None
    name = " ".join(filter(None, (card.first_name, card.last_name)))
    person: dict[str, Any] = {
        "name": {"formatted_name": name, "first_name": card.first_name, "last_name": card.last_name or ""},
        "phones": [{"phone": card.phone_number}] if card.phone_number else [],
    }
    if card.user_id is not None:
        person["user_id"] = str(card.user_id)
    if card.vcard:
        person["vcard"] = card.vcard
    shown = " ".join(filter(None, (name, card.phone_number)))
    return Content("contacts", shown, payload={"contacts": [person]})


def _poll(message: Message) -> Content | None:
    poll = message.poll
    if poll is None:
        return None
    lines = [poll.question, *(f"- {option.text}" for option in poll.options)]
    options = [option.text for option in poll.options]
    return Content(
        "poll", "\n".join(lines), payload={"poll": {"question": poll.question, "options": options}}
    )


def _dice(message: Message) -> Content | None:
    dice = message.dice
    if dice is None:
        return None
    about = {"emoji": dice.emoji, "value": dice.value}
    return Content("text", f"{dice.emoji} {dice.value}", payload={"dice": about})


def _checklist(message: Message) -> Content | None:
    listed = message.checklist
    if listed is None:
        return None
    tasks = [{"text": task.text, "is_done": bool(task.completion_date)} for task in listed.tasks]
    lines = [listed.title, *(f"{'☑' if task['is_done'] else '☐'} {task['text']}" for task in tasks)]
    about = {"title": listed.title, "tasks": tasks}
    return Content("text", "\n".join(filter(None, lines)), payload={"checklist": about})


def _with(content: Content, payload: dict[str, Any]) -> Content:
    return Content(content.kind, content.text, content.attachments, payload)


# An animation also fills `document`, a venue also `location`: the richer one is asked first.
_READERS: tuple[Callable[[Message], Content | None], ...] = (
    _photo,
    _voice,
    _animation,
    _video,
    _video_note,
    _audio,
    _sticker,
    _document,
    _place,
    _contact,
    _poll,
    _dice,
    _checklist,
)
