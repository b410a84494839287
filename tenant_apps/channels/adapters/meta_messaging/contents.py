"""What a message holds: files, shared posts, places, offers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from tenant_apps.channels.inbound import AttachmentKind, InboundAttachment, MessageKind

from .files import media_id
from .payloads import Attachment, Message

_FILES: dict[str, AttachmentKind] = {
    "image": "image",
    "video": "video",
    "audio": "audio",
    "file": "document",
}
# Something that somebody published. Most come with the picture or film itself, some only with a page's address.
_SHARED: dict[str, AttachmentKind] = {
    "share": "image",
    "post": "image",
    "ig_post": "image",
    "media": "image",
    "story": "image",
    "ig_story": "image",
    "story_mention": "image",
    "reel": "video",
    "ig_reel": "video",
}
_PAGE_HOSTS = ("facebook.com", "instagram.com", "fb.watch", "fb.me", "m.me", "ig.me")


@dataclass(slots=True)
class Content:
    kind: MessageKind = "unsupported"
    text: str = ""
    files: list[InboundAttachment] = field(default_factory=list)
    payload: dict[str, Any] = field(default_factory=dict)
    # What we could not read, by type.
    unknown: list[str] = field(default_factory=list)
    # Words that stand for what has none of its own.
    words: list[str] = field(default_factory=list)


def content_of(message: Message) -> Content:
    """Read the text and all attachments; the kind is `unsupported` when nothing can be shown."""
    content = Content(text=message.text or "")
    for index, attachment in enumerate(message.attachments or ()):
        _add(content, attachment, message.mid or "", index)
    if not content.text:
        content.text = "\n".join(dict.fromkeys(filter(None, content.words)))
    if content.files:
        content.kind = content.files[0].kind
    elif "location" in content.payload:
        content.kind = "location"
    elif content.text or "shared" in content.payload:
        content.kind = "text"
    return content


def _add(content: Content, attachment: Attachment, mid: str, index: int) -> None:
    kind, part = attachment.type or "", attachment.payload or {}
    address = _text(part, "url")
    if kind in _FILES and address:
        content.files.append(_file(_FILES[kind], address, part, media_id(address, mid, index)))
        if "sticker_id" in part:
            content.payload["sticker_id"] = str(part["sticker_id"])
    elif kind in _SHARED and (address or part):
        _share(content, attachment, kind, address)
        if address and not _is_page(address):
            content.files.append(_file(_SHARED[kind], address, part, media_id(address, mid, index)))
        elif address:
            content.words.append(" ".join(filter(None, [_text(part, "title"), address])))
    elif kind not in _OTHERS or not _OTHERS[kind](content, attachment):
        content.unknown.append(kind or "unknown")


def _file(kind: AttachmentKind, address: str, part: dict[str, Any], reference: str) -> InboundAttachment:
    if kind == "image" and "sticker_id" in part:
        kind = "sticker"
    # Both apps send sound only as voice notes.
    return InboundAttachment(kind=kind, media_id=reference, name=_name(address, kind), voice=kind == "audio")


def _name(address: str, kind: AttachmentKind) -> str:
    """Return the file name that a document's address ends with, if it does."""
    if kind != "document":
        return ""
    try:
        last = urlsplit(address).path.rpartition("/")[2]
    except ValueError:
        return ""
    return unquote(last) if "." in last else ""


def _share(content: Content, attachment: Attachment, kind: str, address: str) -> None:
    described = {"type": kind, **(attachment.payload or {})}
    title = described.get("title") or attachment.title
    content.payload.setdefault("shared", []).append(
        {**described, **({"title": title} if title else {}), **({"url": address} if address else {})}
    )


def _link(content: Content, attachment: Attachment) -> bool:
    """A preview of a link in the text; now and then without one, or quite empty."""
    part = attachment.payload or {}
    address = _text(part, "url") or attachment.url or ""
    title = _text(part, "title") or attachment.title or ""
    if not address and not title:
        return bool(content.text)
    _share(content, attachment, "link", address)
    content.words += [title, address]
    return True


def _place(content: Content, attachment: Attachment) -> bool:
    part = attachment.payload or {}
    point = part.get("coordinates")
    point = point if isinstance(point, dict) else {}
    latitude, longitude = point.get("lat"), point.get("long")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return False
    place: dict[str, Any] = {"latitude": latitude, "longitude": longitude}
    if attachment.title:
        place["name"] = attachment.title
    if attachment.url:
        place["url"] = attachment.url
    content.payload["location"] = place
    content.words.append(attachment.title or f"{latitude}, {longitude}")
    return True


def _template(content: Content, attachment: Attachment) -> bool:
    """Cards: products that a customer asks about, or what the business sent by another tool."""
    part = attachment.payload or {}
    product = part.get("product")
    holder = product if isinstance(product, dict) else part
    cards = _dicts(holder.get("elements"))
    words = [_text(part, "text"), *(_text(card, key) for card in cards for key in ("title", "subtitle"))]
    buttons = [button for owner in (part, *cards) for button in _dicts(owner.get("buttons"))]
    words += [": ".join(filter(None, [_text(b, "title"), _text(b, "url")])) for b in buttons]
    if not any(words):
        return False
    if holder is product:
        content.payload["referred_product"] = cards[0]
    content.payload.setdefault("shared", []).append({"type": "template", **part})
    content.words += words
    return True


_OTHERS: dict[str, Callable[[Content, Attachment], bool]] = {
    "fallback": _link,
    "location": _place,
    "template": _template,
}


def _is_page(address: str) -> bool:
    """Tell an address of a page that people read from one of the file itself."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return True
    return not host.startswith("lookaside.") and host.endswith(_PAGE_HOSTS)


def _dicts(found: object) -> list[dict[str, Any]]:
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _text(part: dict[str, Any], key: str) -> str:
    value = part.get(key)
    return value if isinstance(value, str) else ""
