"""A phone on Messenger or Instagram speaks: the bubble is stored, the webhook signed and delivered."""

from typing import Any

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.messages import Direction, Message
from sandbox.meta import events
from sandbox.meta.spoken import Speaker, Spoken
from sandbox.platform import Said
from sandbox.store import now
from sandbox.web import Refused
from sandbox.webhooks import Outcome
from sandbox.world import World

OPTIONS = ("reply_to", "referral", "id", "timestamp", "standby")


async def say(world: World, customer: Customer, body: dict[str, Any], speakers: dict[str, Speaker]) -> Said:
    """Do on the phone what `body` says and deliver it; raises Refused."""
    spoken = _speak(world, customer, body, speakers)
    account = world.accounts.find(customer.account, customer.platform)
    if account is None:
        raise Refused("The account of this customer is gone.", code="unknown_account")
    message_id, at = _identity(world, customer, body)
    if spoken.change is not None:
        message_id = str(spoken.change.get("comment_id") or spoken.change.get("id") or message_id)
    event = _finished(world, customer, spoken, body, message_id)
    _apply(world, customer, spoken, message_id, at, event)
    standby = bool(body.get("standby"))
    if not events.is_subscribed(account, "standby" if standby else spoken.subscription):
        return Said(message_id, Outcome(None, 0.0, "not subscribed"))
    envelope = _envelope(account, customer, spoken, event, at, standby)
    ticks = message_id if spoken.has_bubble and not spoken.is_business else ""
    return Said(message_id, await events.send_now(world, account, customer, envelope, ticks))


def _speak(world: World, customer: Customer, body: dict[str, Any], speakers: dict[str, Speaker]) -> Spoken:
    unknown = sorted(set(body) - set(speakers) - set(OPTIONS))
    if unknown:
        raise Refused(f"Unknown field “{unknown[0]}”. Say one of: {', '.join(speakers)}.")
    named = [key for key in body if key in speakers and not (key == "referral" and len(body) > 1)]
    if len(named) == 2 and "text" in named:
        # A picture with words is one message with both.
        named.remove("text")
        spoken = speakers[named[0]](world, customer, body[named[0]])
        if "message" in spoken.event and spoken.has_bubble:
            spoken.event["message"]["text"] = body["text"]
            return Spoken("messages", spoken.event, str(body["text"]), spoken.kind, spoken.shown)
    if len(named) != 1:
        raise Refused(f"Say exactly one of: {', '.join(speakers)}.")
    return speakers[named[0]](world, customer, body[named[0]])


def _identity(world: World, customer: Customer, body: dict[str, Any]) -> tuple[str, float]:
    message_id, timestamp = body.get("id"), body.get("timestamp")
    if message_id is not None and (not isinstance(message_id, str) or not 1 <= len(message_id) <= 300):
        raise Refused("“id” must be a string of 1 to 300 characters.")
    if message_id and world.messages.find(message_id):
        raise Refused("This message id is already used. To repeat a webhook, use POST /control/deliver/.")
    if timestamp is not None and (isinstance(timestamp, bool) or not isinstance(timestamp, int | float)):
        raise Refused("“timestamp” must be seconds since 1970.")
    return message_id or events.new_mid(customer.platform), float(
        timestamp
    ) if timestamp is not None else now()


def _finished(
    world: World, customer: Customer, spoken: Spoken, body: dict[str, Any], message_id: str
) -> dict[str, Any]:
    """Return the event with its mid, its quote and its referral."""
    event = {**spoken.event}
    key = next((name for name in ("message", "postback") if isinstance(event.get(name), dict)), "")
    if not key:
        return event
    inner = {"mid": message_id, **event[key]} if spoken.target is None else {**event[key]}
    if reply_to := body.get("reply_to"):
        quoted = world.messages.find(str(reply_to))
        if quoted is None or quoted.customer != customer.id:
            raise Refused("“reply_to” is not the id of a message in this thread.")
        inner["reply_to"] = {"mid": quoted.id}
    if isinstance(body.get("referral"), dict):
        inner["referral"] = {"source": "ADS", "type": "OPEN_THREAD", **body["referral"]}
    return {**event, key: inner}


def _apply(
    world: World, customer: Customer, spoken: Spoken, message_id: str, at: float, event: dict[str, Any]
) -> None:
    """Change the phone's own thread."""
    if spoken.opens_window and not spoken.is_business:
        world.customers.wrote(customer, at)
    if spoken.has_bubble:
        quoted = event.get("message", {}).get("reply_to", {}).get("mid", "")
        direction: Direction = "to_customer" if spoken.is_business else "from_customer"
        content = {"wire": event, "shown": spoken.shown}
        world.messages.add(
            customer, direction, spoken.kind, spoken.text, content, reply_to=quoted, message_id=message_id, at=at
        )  # fmt: skip
        world.messages.advance(message_id, "sent")
    elif spoken.target is not None:
        _change(world, spoken, spoken.target)


def _change(world: World, spoken: Spoken, target: Message) -> None:
    if spoken.kind == "reaction":
        world.messages.react(target, "customer", spoken.text)
    elif spoken.kind == "edit":
        world.messages.edit(target, spoken.text)
        world.messages.attach(target, {**target.content, "edits": int(target.content.get("edits", 0)) + 1})
    else:
        world.messages.revoke(target)


def _envelope(
    account: Account, customer: Customer, spoken: Spoken, event: dict[str, Any], at: float, standby: bool
) -> dict[str, Any]:
    if spoken.change is not None:
        return events.change(account, spoken.subscription, spoken.change)
    build = events.from_business if spoken.is_business else events.from_customer
    return events.messaging(account, build(account, customer, at, event), standby=standby)
