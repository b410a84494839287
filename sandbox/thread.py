"""A thread as the phone shows it: one flat item per bubble."""

from typing import Any

from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.platforms import ALL
from sandbox.store import iso
from sandbox.world import World


def thread_of(world: World, customer: Customer, limit: int = 200) -> list[dict[str, Any]]:
    """Return the latest bubbles of a phone, oldest first."""
    messages = world.messages.thread(customer.id, limit)
    by_id = {message.id: message for message in messages}
    reactions = world.messages.reactions(customer.id)
    return [
        _item(world, customer.platform, message, by_id, reactions.get(message.id, [])) for message in messages
    ]


def _item(
    world: World, platform: str, message: Message, by_id: dict[str, Message], reactions: list[dict[str, str]]
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
    return item | ALL[platform].details(world, message)


def _quote(message_id: str, by_id: dict[str, Message]) -> dict[str, str] | None:
    if not message_id:
        return None
    quoted = by_id.get(message_id)
    if quoted is None:
        return {"id": message_id, "text": "", "kind": "", "direction": ""}
    return {"id": quoted.id, "text": quoted.text, "kind": quoted.kind, "direction": quoted.direction}
