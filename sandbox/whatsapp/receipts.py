"""Status webhooks: sent, delivered, read and failed, each in its time."""

import zlib
from typing import Any

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.store import now
from sandbox.webhooks import meta_bytes
from sandbox.whatsapp.errors import webhook_error
from sandbox.whatsapp.templates import find
from sandbox.world import World

AD_WINDOW_S = 72 * 3600


def envelope(account: Account, value: dict[str, Any], field: str = "messages") -> dict[str, Any]:
    """Wrap a value with metadata as Meta does: messages, smb_message_echoes, user_preferences, history."""
    metadata = {"display_phone_number": account.phone, "phone_number_id": account.account}
    change = {"value": {"messaging_product": "whatsapp", "metadata": metadata, **value}, "field": field}
    return {"object": "whatsapp_business_account", "entry": [{"id": account.waba, "changes": [change]}]}


def contact(customer: Customer) -> dict[str, Any]:
    """Return the contacts[] entry; the phone is absent when the person hides it behind a username."""
    profile = {"name": customer.name}
    if customer.username:
        profile["username"] = customer.username
    entry: dict[str, Any] = {"profile": profile}
    if not customer.hide_phone:
        entry["wa_id"] = customer.address
    return {**entry, "user_id": customer.user_id}


def schedule(
    world: World, account: Account, customer: Customer, message: Message, *, only_sent: bool
) -> None:
    """Queue the receipts of a message the product has just sent."""
    wanted = world.preferences.all()
    _queue(world, account, customer, message, "sent", wanted["sent_after_ms"])
    if only_sent:
        return
    delivered_ms = wanted["sent_after_ms"] + wanted["delivered_after_ms"]
    _queue(world, account, customer, message, "delivered", delivered_ms)
    if wanted["read_after_ms"] is not None:
        world.store.run("UPDATE messages SET seen = 1 WHERE id = ?", message.id)
        _queue(world, account, customer, message, "read", delivered_ms + wanted["read_after_ms"])


def look_at(world: World, customer: Customer) -> int:
    """Someone looks at the phone: queue "read" for what is new there; returns how many."""
    unseen = world.messages.take_unseen(customer.id)
    account = world.accounts.find(customer.account)
    if account is None:
        return 0
    for message in unseen:
        # "read" must not overtake the receipts that still wait for their time.
        row = world.store.row("SELECT MAX(next_at) AS last FROM deliveries WHERE message = ?", message.id)
        after_s = max(0.0, (row["last"] if row and row["last"] else 0.0) - now()) + 0.03
        _queue(world, account, customer, message, "read", after_s * 1000)
    return len(unseen)


def fail(
    world: World, account: Account, customer: Customer, message: Message, code: int, details: str
) -> None:
    """Queue a failed receipt in place of all others."""
    world.store.run("DELETE FROM deliveries WHERE message = ?", message.id)
    world.messages.advance(message.id, "failed", details)
    status = _status(customer, message, "failed") | {"errors": [webhook_error(code, details)]}
    status.pop("recipient_user_id", None)
    # The product learns of a failure after the API call has returned, never before it.
    body = meta_bytes(envelope(account, {"statuses": [status]}))
    world.webhooks.enqueue(body, lane=customer.id, message=message.id, status="failed", after_s=0.2)


def _queue(
    world: World, account: Account, customer: Customer, message: Message, status: str, after_ms: float
) -> None:
    if not account.subscribed:
        world.messages.advance(message.id, status)
        return
    value = {
        "contacts": [contact(customer)],
        "statuses": [_status(customer, message, status, at=now() + after_ms / 1000)],
    }
    world.webhooks.enqueue(
        meta_bytes(envelope(account, value)),
        lane=customer.id,
        message=message.id,
        status=status,
        after_s=after_ms / 1000,
    )


def _status(customer: Customer, message: Message, status: str, at: float | None = None) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": message.id, "status": status, "timestamp": str(int(at or now()))}
    if not customer.hide_phone:
        entry["recipient_id"] = customer.address
    entry["recipient_user_id"] = customer.user_id
    if message.callback:
        entry["biz_opaque_callback_data"] = message.callback
    if status in ("sent", "delivered"):
        entry |= _pricing(customer, message, status)
    return entry


def _pricing(customer: Customer, message: Message, status: str) -> dict[str, Any]:
    """Return the price of a message: free for three days after an ad, else per message by its category."""
    ad_at = float(customer.fields.get("ad_at") or 0)
    if now() - ad_at < AD_WINDOW_S:
        category = "referral_conversion"
        conversation: dict[str, Any] = {
            "id": f"{zlib.crc32(customer.id.encode()):08x}",
            "origin": {"type": category},
        }
        if status == "sent":
            conversation["expiration_timestamp"] = str(int(ad_at + AD_WINDOW_S))
        price = {"billable": False, "pricing_model": "PMP", "type": "free_entry_point", "category": category}
        return {"conversation": conversation, "pricing": price}
    category = "service"
    if message.kind == "template":
        content = message.content.get("template", {})
        template = find(content["name"], content["language"]["code"]) if content else None
        category = template["category"].lower() if template else "utility"
    # Service messages have a price of their own since October 2026.
    return {"pricing": {"billable": True, "pricing_model": "PMP", "type": "regular", "category": category}}
