"""What the product hears of its own messages: echo, delivery, read."""

from typing import Any

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.meta import cdn, events
from sandbox.store import now
from sandbox.world import World

ECHO_AFTER_MS = 60


def schedule(world: World, account: Account, customer: Customer, message: Message) -> None:
    """Queue the echo and the receipts of a message the product has just sent."""
    wanted = world.preferences.all()
    world.messages.advance(message.id, "sent")
    if events.is_subscribed(account, "message_echoes"):
        body = events.messaging(
            account, events.from_business(account, customer, message.at, _echo(world, account, message))
        )
        events.send_later(world, account, customer, body, after_s=ECHO_AFTER_MS / 1000)
    delivered_ms = wanted["sent_after_ms"] + wanted["delivered_after_ms"]
    _delivered(world, account, customer, message, delivered_ms / 1000)
    if wanted["read_after_ms"] is not None:
        world.store.run("UPDATE messages SET seen = 1 WHERE id = ?", message.id)
        _read(world, account, customer, message, (delivered_ms + wanted["read_after_ms"]) / 1000)


def look_at(world: World, customer: Customer) -> int:
    """Someone looks at the phone: queue one "read" for everything new; returns how many are new."""
    unseen = world.messages.take_unseen(customer.id)
    account = world.accounts.find(customer.account, customer.platform)
    if account is None or not unseen:
        return len(unseen)
    for message in unseen:
        world.messages.advance(message.id, "delivered")
    row = world.store.row("SELECT MAX(next_at) AS last FROM deliveries WHERE lane = ?", customer.id)
    after_s = max(0.0, (row["last"] if row and row["last"] else 0.0) - now()) + 0.03
    for message in unseen[:-1]:
        world.messages.advance(message.id, "read")
    _read(world, account, customer, unseen[-1], after_s)
    return len(unseen)


def _echo(world: World, account: Account, message: Message) -> dict[str, Any]:
    wire = message.content["wire"]
    echo: dict[str, Any] = {"mid": message.id, "is_echo": True}
    if account.platform == "messenger":
        echo["app_id"] = int(world.settings.app_id)
        if wire.get("metadata"):
            echo["metadata"] = wire["metadata"]
    if wire.get("text"):
        echo["text"] = wire["text"]
    if message.reply_to:
        echo["reply_to"] = {"mid": message.reply_to}
    attachments = wire.get("attachments") or ([wire["attachment"]] if wire.get("attachment") else [])
    if attachments:
        files = message.content["shown"].get("files", [])
        echo["attachments"] = [
            _echoed(world, attachment, files[index] if index < len(files) else {})
            for index, attachment in enumerate(attachments)
        ]
    return {"message": echo}


def _echoed(world: World, attachment: dict[str, Any], taken: dict[str, Any]) -> dict[str, Any]:
    if attachment["type"] in ("template", "like_heart", "MEDIA_SHARE"):
        return attachment
    media = world.media.find(str(taken.get("id", "")))
    url = cdn.url_of(world, media) if media else taken.get("link", "")
    return {"type": attachment["type"], "payload": {"url": url}}


def _delivered(world: World, account: Account, customer: Customer, message: Message, after_s: float) -> None:
    """Instagram tells nobody of deliveries; Messenger does by watermark."""
    if account.platform == "instagram" or not events.is_subscribed(account, "message_deliveries"):
        world.messages.advance(message.id, "delivered")
        return
    mark = events.milliseconds(max(message.at, now()) + after_s)
    event = events.from_customer(
        account, customer, now() + after_s, {"delivery": {"mids": [message.id], "watermark": mark}}
    )
    body = events.messaging(account, event)
    events.send_later(world, account, customer, body, after_s=after_s, message=message.id, status="delivered")


def _read(world: World, account: Account, customer: Customer, message: Message, after_s: float) -> None:
    field = "messaging_seen" if account.platform == "instagram" else "message_reads"
    if not events.is_subscribed(account, field):
        world.messages.advance(message.id, "read")
        return
    at = now() + after_s
    content: dict[str, Any] = (
        {"mid": message.id} if account.platform == "instagram" else {"watermark": events.milliseconds(at)}
    )
    body = events.messaging(account, events.from_customer(account, customer, at, {"read": content}))
    events.send_later(world, account, customer, body, after_s=after_s, message=message.id, status="read")
