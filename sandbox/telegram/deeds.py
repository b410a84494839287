"""What a person does besides writing: tap, react, edit, take back, block."""

import secrets
from typing import Any

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.platform import Said
from sandbox.store import now
from sandbox.telegram import asking, bots, keyboards
from sandbox.telegram.contents import Wire
from sandbox.telegram.people import PLATFORM, bot_user, chat, connection_id, user
from sandbox.web import Refused
from sandbox.webhooks import Outcome
from sandbox.wishes import a_reaction, a_string, an_object, target_of
from sandbox.world import World


async def _tap(world: World, bot: Account, customer: Customer, value: Any) -> Said:
    wanted = {"title": value, "id": value} if isinstance(value, str) else an_object(value, "button_reply")
    thread = [m for m in world.messages.thread(customer.id) if m.direction == "to_customer"]
    if wanted.get("message"):
        thread = [m for m in thread if m.id == wanted["message"]]
    for message in reversed(thread):
        wire = message.content.get("message", {})
        for key in keyboards.keys_of(wire.get("reply_markup")):
            if "callback_data" in key and (
                key["callback_data"] == wanted.get("id") or key["text"] == wanted.get("title")
            ):
                return await _tapped(world, bot, customer, wire, key["callback_data"])
    raise Refused("Nothing in the thread offers this button.")


async def _tapped(world: World, bot: Account, customer: Customer, wire: Wire, data: str) -> Said:
    query_id = str(10**17 + secrets.randbelow(10**17))
    fresh = world.accounts.find(bot.account, PLATFORM) or bot
    taps = {**(fresh.profile.get("taps") or {}), query_id: now()}
    world.accounts.save_profile(fresh, {"taps": dict(list(taps.items())[-200:])})
    query = {
        "id": query_id,
        "from": user(customer),
        "message": wire,
        "chat_instance": f"-{customer.address}",
        "data": data,
    }
    return Said(query_id, await bots.emit(world, bot, customer.id, "callback_query", query))


async def _react(world: World, bot: Account, customer: Customer, value: Any) -> Said:
    wanted = a_reaction(value)
    target = target_of(world, customer, wanted.get("message"), "to_customer")
    before = next(
        (
            r["emoji"]
            for r in world.messages.reactions(customer.id).get(target.id, [])
            if r["by"] == "customer"
        ),
        "",
    )
    emoji = str(wanted.get("emoji") or "")
    world.messages.react(target, "customer", emoji)
    change = {
        "chat": chat(customer),
        "message_id": target.content["message"]["message_id"],
        "user": user(customer),
        "date": int(now()),
        "old_reaction": _reactions(before),
        "new_reaction": _reactions(emoji),
    }
    return Said(target.id, await bots.emit(world, bot, customer.id, "message_reaction", change))


def _reactions(emoji: str) -> list[dict[str, str]]:
    return [{"type": "emoji", "emoji": emoji.replace("\ufe0f", "")}] if emoji else []


async def _edit(world: World, bot: Account, customer: Customer, value: Any) -> Said:
    wanted = an_object(value, "edit")
    target = target_of(world, customer, wanted.get("message"), "from_customer")
    text = a_string(wanted.get("text"), "edit.text", limit=65_536)
    before = target.content["message"]
    field = "text" if "text" in before else "caption"
    wire = {**before, field: text, "edit_date": int(now())}
    world.messages.edit(target, text)
    key = "edited_business_message" if "business_connection_id" in wire else "edited_message"
    return Said(target.id, await bots.emit(world, bot, customer.id, key, wire))


async def _revoke(world: World, bot: Account, customer: Customer, value: Any) -> Said:
    """Take a message back: Telegram tells bots of that in business chats only."""
    message_id = value if isinstance(value, str) else an_object(value, "revoke").get("message")
    target = target_of(world, customer, message_id, "from_customer")
    world.messages.revoke(target)
    wire = target.content["message"]
    if "business_connection_id" not in wire:
        return Said(target.id, Outcome(None, 0.0, "not subscribed"))
    gone = {
        "business_connection_id": connection_id(bot),
        "chat": chat(customer),
        "message_ids": [wire["message_id"]],
    }
    return Said(target.id, await bots.emit(world, bot, customer.id, "deleted_business_messages", gone))


async def block(world: World, bot: Account, customer: Customer, value: Any) -> Said:
    is_blocked = value is not False
    world.customers.save_fields(customer, {"blocked": is_blocked})
    world.hub.tell("customers")
    now_, before = ("kicked", "member") if is_blocked else ("member", "kicked")
    change = {
        "chat": chat(customer),
        "from": user(customer),
        "date": int(now()),
        "old_chat_member": {"user": bot_user(bot), "status": before},
        "new_chat_member": {"user": bot_user(bot), "status": now_}
        | ({"until_date": 0} if is_blocked else {}),
    }
    return Said(customer.id, await bots.emit(world, bot, customer.id, "my_chat_member", change))


async def _connection(world: World, bot: Account, customer: Customer, value: Any) -> Said:
    connection = asking.connection_object(bot, is_enabled=value is not False)
    return Said(connection["id"], await bots.emit(world, bot, "", "business_connection", connection))


async def _update(world: World, bot: Account, customer: Customer, value: Any) -> Said:
    """Send any update: {"key": content}."""
    update = an_object(value, "update")
    if len(update) != 1:
        raise Refused('“update” must have one key, for example {"poll": {…}}.')
    [(key, content)] = update.items()
    return Said(key, await bots.emit(world, bot, customer.id, key, content))


DEEDS = {
    "button_reply": _tap,
    "reaction": _react,
    "edit": _edit,
    "revoke": _revoke,
    "block": block,
    "business_connection": _connection,
    "update": _update,
}
