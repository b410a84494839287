"""What a person does on the phone, as the update that Telegram would send for it."""

from typing import Any

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.platform import Said
from sandbox.store import now
from sandbox.telegram import bots
from sandbox.telegram.contents import CONTENTS, MEDIA, Wire
from sandbox.telegram.deeds import DEEDS, block
from sandbox.telegram.people import PLATFORM, chat, connection_id, owner, user
from sandbox.telegram.sending import store_id
from sandbox.web import Refused
from sandbox.wishes import target_of
from sandbox.world import World

# The year 2286: seconds of ten digits.
LATEST = 10**10
OPTIONS = frozenset({"reply_to", "forwarded", "timestamp", "business", "media_group", "caption"})


async def say(world: World, customer: Customer, body: dict[str, Any]) -> Said:
    """Do what `body` says and deliver the update; raises Refused."""
    bot = world.accounts.find(customer.account, PLATFORM)
    if bot is None:
        raise Refused("The bot of this phone is gone.", code="not_found", status=404)
    known = {**CONTENTS, **DEEDS}
    named = [key for key in body if key in known]
    if "text" in named and len(named) == 2 and named[0 if named[1] == "text" else 1] in MEDIA:
        named.remove("text")
        body = {**body, "caption": body["text"]}
    unknown = sorted(set(body) - set(known) - OPTIONS)
    if unknown or len(named) != 1:
        raise Refused(f"Say exactly one of: {', '.join(known)}. Options: {', '.join(sorted(OPTIONS))}.")
    if named[0] in DEEDS:
        return await DEEDS[named[0]](world, bot, customer, body[named[0]])
    return await _message(world, bot, customer, named[0], body)


async def _message(world: World, bot: Account, customer: Customer, kind: str, body: dict[str, Any]) -> Said:
    if customer.fields.get("blocked") and kind != "owner":
        # The app offers nobody to write to a bot that they have blocked, only to start it again.
        await block(world, bot, customer, False)
    bubble, text, part, shown = CONTENTS[kind](world, customer, body[kind], body)
    number = bots.next_number(world, bot, "message", 1)
    at = body.get("timestamp") or now()
    if isinstance(at, bool) or not isinstance(at, int | float) or not 0 < at < LATEST:
        raise Refused("“timestamp” must be seconds since 1970.")
    message: Wire = {
        "message_id": number,
        "from": user(customer),
        "chat": chat(customer),
        "date": int(at),
        **part,
        **_circumstances(world, bot, customer, body),
    }
    is_owner = kind == "owner"
    if is_owner:
        message["from"] = owner(bot)
    else:
        world.customers.wrote(customer, float(at))
    stored_id = store_id(bot, customer, number)
    world.messages.add(
        customer,
        "to_customer" if is_owner else "from_customer",
        bubble,
        text,
        {"message": message, "shown": shown},
        reply_to=str(body.get("reply_to") or ""),
        message_id=stored_id,
        at=float(at),
    )
    world.messages.advance(stored_id, "sent")
    key = "business_message" if "business_connection_id" in message else "message"
    outcome = await bots.emit(world, bot, customer.id, key, message, "" if is_owner else stored_id)
    return Said(stored_id, outcome)


def _circumstances(world: World, bot: Account, customer: Customer, body: dict[str, Any]) -> Wire:
    found: Wire = {}
    if body.get("business") or "owner" in body:
        found["business_connection_id"] = connection_id(bot)
    if body.get("media_group"):
        found["media_group_id"] = str(body["media_group"])
    if body.get("forwarded"):
        origin = {"type": "hidden_user", "sender_user_name": "Оля", "date": int(now()) - 60}
        found["forward_origin"] = origin
    if body.get("reply_to"):
        quoted = target_of(world, customer, str(body["reply_to"]), "")
        message = quoted.content["message"]
        found["reply_to_message"] = {k: v for k, v in message.items() if k != "reply_to_message"}
    return found
