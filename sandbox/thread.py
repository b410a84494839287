"""A thread as the phone shows it: one flat item per bubble."""

from typing import Any

from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.store import iso
from sandbox.whatsapp.speech import choices
from sandbox.world import World

MEDIA_KINDS = ("image", "video", "audio", "document", "sticker")


def thread_of(world: World, customer: Customer, limit: int = 200) -> list[dict[str, Any]]:
    """Return the latest bubbles of a phone, oldest first."""
    messages = world.messages.thread(customer.id, limit)
    by_id = {message.id: message for message in messages}
    reactions = world.messages.reactions(customer.id)
    return [_item(world, message, by_id, reactions.get(message.id, [])) for message in messages]


def _item(
    world: World, message: Message, by_id: dict[str, Message], reactions: list[dict[str, str]]
) -> dict[str, Any]:
    item = {
        "id": message.id,
        "direction": message.direction,
        "kind": message.kind,
        "text": message.text,
        "status": message.status,
        "at": iso(message.at),
        "reactions": reactions,
        "edited": message.edited,
        "deleted": message.deleted,
        "error": message.error or None,
        "reply_to": _quote(message.reply_to, by_id),
    }
    if message.deleted:
        return item
    content = message.content.get(str(message.content.get("type")))
    return item | _details(world, message, content)


def _quote(message_id: str, by_id: dict[str, Message]) -> dict[str, str] | None:
    if not message_id:
        return None
    quoted = by_id.get(message_id)
    if quoted is None:
        return {"id": message_id, "text": "", "kind": "", "direction": ""}
    return {"id": quoted.id, "text": quoted.text, "kind": quoted.kind, "direction": quoted.direction}


def _details(world: World, message: Message, content: Any) -> dict[str, Any]:
    """Return what only some kinds have."""
    if message.kind in MEDIA_KINDS and isinstance(content, dict):
        return {"media": _media(world, content)}
    if message.kind in ("location", "contacts"):
        return {message.kind: content}
    if message.direction != "to_customer" or not isinstance(content, dict):
        return {}
    details: dict[str, Any] = {}
    if isinstance(content.get("header"), dict):
        header = content["header"]
        details["header"] = {"text": header.get("text")}
        if header["type"] != "text":
            details["header"] = {"media": _media(world, header[header["type"]]), "kind": header["type"]}
    if isinstance(content.get("footer"), dict):
        details["footer"] = content["footer"]["text"]
    return details | _actions(message, content)


def _actions(message: Message, content: dict[str, Any]) -> dict[str, Any]:
    if message.kind in ("buttons", "template"):
        return {"buttons": choices(message)}
    if message.kind == "list":
        return {"list": content["action"]}
    if message.kind == "cta_url":
        parameters = content["action"]["parameters"]
        return {"link": {"title": parameters["display_text"], "url": parameters["url"]}}
    return {}


def _media(world: World, content: dict[str, Any]) -> dict[str, Any]:
    media = world.media.find(str(content.get("id", "")))
    if media is None:
        return {"url": None, "link": content.get("link"), "name": content.get("filename", "")}
    return {
        "id": media.id,
        "url": f"/control/media/{media.id}/",
        "mime": media.mime,
        "name": content.get("filename") or media.name,
        "size": media.size,
        "voice": bool(content.get("voice", False)),
    }
