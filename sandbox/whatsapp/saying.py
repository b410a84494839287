"""A customer's phone speaks: the bubble is stored, the webhook signed and delivered."""

from typing import Any

from sandbox.customers import Customer
from sandbox.messages import new_wamid
from sandbox.platform import Said
from sandbox.store import now
from sandbox.web import Refused
from sandbox.webhooks import Outcome, meta_bytes
from sandbox.whatsapp.rare_speech import SAMPLE_AD
from sandbox.whatsapp.receipts import contact, envelope
from sandbox.whatsapp.speech import SPEAKERS, speak
from sandbox.whatsapp.spoken import Spoken
from sandbox.world import World

OPTIONS = ("reply_to", "forwarded", "referral", "id", "timestamp")


async def say(world: World, customer: Customer, body: dict[str, Any]) -> Said:
    """Do on the phone what `body` says and deliver it; raises Refused."""
    unknown = sorted(set(body) - set(SPEAKERS) - set(OPTIONS))
    if unknown:
        raise Refused(f"Unknown field “{unknown[0]}”. Say one of: {', '.join(SPEAKERS)}.")
    spoken = speak(world, customer, body)
    message_id, at = _identity(world, customer, body)
    if spoken.beside and not spoken.wire:
        return Said(message_id, await _deliver(world, customer, spoken, {}, ""))
    wire = _wire(world, customer, spoken, body) | {"id": message_id, "timestamp": str(int(at))}
    _apply(world, customer, spoken, message_id, at, wire)
    is_bubble = spoken.has_bubble and spoken.field == "messages"
    return Said(message_id, await _deliver(world, customer, spoken, wire, message_id if is_bubble else ""))


async def _deliver(
    world: World, customer: Customer, spoken: Spoken, wire: dict[str, Any], bubble: str
) -> Outcome:
    account = world.accounts.find(customer.account)
    if account is None or not account.subscribed:
        return Outcome(None, 0.0, "not subscribed")
    value: dict[str, Any] = {} if spoken.is_system else {"contacts": [contact(customer)]}
    if wire:
        value["message_echoes" if spoken.field == "smb_message_echoes" else "messages"] = [wire]
    body = meta_bytes(envelope(account, value | spoken.beside, spoken.field))
    return await world.webhooks.send_now(body, lane=customer.id, message=bubble)


def _identity(world: World, customer: Customer, body: dict[str, Any]) -> tuple[str, float]:
    message_id, timestamp = body.get("id"), body.get("timestamp")
    if message_id is not None and (not isinstance(message_id, str) or not 1 <= len(message_id) <= 200):
        raise Refused("“id” must be a string of 1 to 200 characters.")
    if message_id and world.messages.find(message_id):
        raise Refused("This message id is already used. To repeat a webhook, use POST /control/deliver/.")
    if timestamp is not None and (isinstance(timestamp, bool) or not isinstance(timestamp, int | float)):
        raise Refused("“timestamp” must be seconds since 1970.")
    return message_id or new_wamid(customer), float(timestamp) if timestamp is not None else now()


def _wire(world: World, customer: Customer, spoken: Spoken, body: dict[str, Any]) -> dict[str, Any]:
    head: dict[str, Any] = {}
    if spoken.field == "smb_message_echoes":
        account = world.accounts.find(customer.account)
        head["from"] = account.phone if account else ""
        if not customer.hide_phone:
            head["to"] = customer.address
        return {**head, "to_user_id": customer.user_id, **spoken.wire}
    context = _context(world, customer, spoken, body)
    if context:
        head["context"] = context
    if not customer.hide_phone:
        head["from"] = customer.address
    head["from_user_id"] = customer.user_id
    if referral := body.get("referral"):
        head["referral"] = referral if isinstance(referral, dict) else SAMPLE_AD
        world.customers.save_fields(customer, {"ad_at": now()})
    return {**head, **spoken.wire}


def _context(world: World, customer: Customer, spoken: Spoken, body: dict[str, Any]) -> dict[str, Any]:
    if body.get("forwarded"):
        return {"forwarded": True}
    quoted = spoken.target if spoken.has_bubble else None
    if reply_to := body.get("reply_to"):
        quoted = world.messages.find(str(reply_to))
        if quoted is None or quoted.customer != customer.id:
            raise Refused("“reply_to” is not the id of a message in this thread.")
    if quoted is None:
        return {}
    account = world.accounts.find(customer.account)
    author = account.phone if account and quoted.direction == "to_customer" else customer.address
    return {"from": author, "id": quoted.id}


def _apply(
    world: World, customer: Customer, spoken: Spoken, message_id: str, at: float, wire: dict[str, Any]
) -> None:
    """Change the phone's own thread."""
    is_business = spoken.field == "smb_message_echoes"
    if not is_business and not spoken.is_system:
        world.customers.wrote(customer, at)
    if spoken.has_bubble:
        quoted = wire.get("context", {}).get("id", "")
        world.messages.add(
            customer,
            "to_customer" if is_business else "from_customer",
            spoken.kind,
            spoken.text,
            {**wire, **spoken.shown},
            reply_to=quoted,
            message_id=message_id,
            at=at,
        )
        world.messages.advance(message_id, "sent")
    elif spoken.target is not None and spoken.kind == "reaction":
        world.messages.react(spoken.target, "customer", spoken.text)
    elif spoken.target is not None and spoken.kind == "edit":
        world.messages.edit(spoken.target, spoken.text)
    elif spoken.target is not None:
        world.messages.revoke(spoken.target)
