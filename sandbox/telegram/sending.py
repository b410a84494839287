"""sendMessage, sendPhoto and all the others: what a bot sends to a person."""

import time
from typing import Any

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.store import now
from sandbox.telegram import bots, files, formatting, keyboards
from sandbox.telegram.errors import BadRequest
from sandbox.telegram.pace import pace_of
from sandbox.telegram.params import Params
from sandbox.telegram.people import bot_user, chat, connection_id, owner, person_in
from sandbox.world import World

MAX_TEXT, MAX_CAPTION = 4096, 1024
Wire = dict[str, Any]


async def send_message(world: World, bot: Account, params: Params) -> Wire:
    customer = addressed(world, bot, params)
    text, entities = formatted(params, "text", "entities")
    if not text.strip():
        raise BadRequest("message text is empty")
    if formatting.units(text) > MAX_TEXT:
        raise BadRequest("message is too long")
    part = {"text": text} | ({"entities": entities} if entities else {})
    return await accept(world, bot, customer, params, "text", text, part, {})


async def send_file(world: World, bot: Account, params: Params, method: str) -> Wire:
    kind = files.KINDS[method]
    customer = addressed(world, bot, params)
    caption = _caption(params)
    part, shown = files.taken(world, bot, params, kind)
    return await accept(
        world, bot, customer, params, kind.shown, caption.get("caption", ""), part | caption, shown
    )


async def send_album(world: World, bot: Account, params: Params) -> list[Wire]:
    items = params.object("media")
    if not isinstance(items, list) or not 2 <= len(items) <= 10:
        raise BadRequest("wrong number of messages in the album: 2-10 expected")
    group, sent = str(time.time_ns()), []
    for item in items:
        method = f"send{item.get('type', '')}".lower()
        if method not in files.KINDS:
            raise BadRequest("unknown media type specified")
        own = {**item, files.KINDS[method].field: item.get("media")}
        values = {**params.values, **own, "media_group_id": group}
        values.pop("media")
        sent.append(await send_file(world, bot, Params(values, params.files), method))
    return sent


async def send_place(world: World, bot: Account, params: Params, method: str) -> Wire:
    customer = addressed(world, bot, params)
    point = {"latitude": params.real("latitude"), "longitude": params.real("longitude")}
    if not (abs(point["latitude"]) <= 90 and abs(point["longitude"]) <= 180):
        raise BadRequest("invalid location specified")
    if method == "sendlocation":
        return await accept(
            world, bot, customer, params, "location", "", {"location": point}, {"location": point}
        )
    title, about = params.text("title"), params.text("address")
    if not title or not about:
        raise BadRequest("venue title must be non-empty" if not title else "venue address must be non-empty")
    part = {"venue": {"location": point, "title": title, "address": about}, "location": point}
    shown = {"location": {**point, "name": title, "address": about}}
    return await accept(world, bot, customer, params, "location", title, part, shown)


async def send_contact(world: World, bot: Account, params: Params) -> Wire:
    customer = addressed(world, bot, params)
    phone, first = params.text("phone_number"), params.text("first_name")
    if not phone or not first:
        raise BadRequest("contact phone number is empty" if not phone else "contact first name is empty")
    card = {"phone_number": phone, "first_name": first}
    card |= {key: params.text(key) for key in ("last_name", "vcard") if params.text(key)}
    name = f"{first} {params.text('last_name')}".strip()
    shown = {"contacts": [{"name": {"formatted_name": name}, "phones": [{"phone": phone}]}]}
    return await accept(world, bot, customer, params, "contacts", name, {"contact": card}, shown)


async def send_dice(world: World, bot: Account, params: Params) -> Wire:
    dice = {"emoji": params.text("emoji") or "🎲", "value": 1 + int(now()) % 6}
    return await accept(
        world,
        bot,
        addressed(world, bot, params),
        params,
        "text",
        f"{dice['emoji']} {dice['value']}",
        {"dice": dice},
        {},
    )


def addressed(world: World, bot: Account, params: Params) -> Customer:
    """Return whom a call is for, once its pace and its business connection are all right."""
    customer = person_in(world, bot, params.text("chat_id"))
    check_connection(bot, params)
    if world.faults.is_on("telegram", "throughput"):
        pace_of(world).check_bot(bot.account)
    if world.faults.is_on("telegram", "pair_rate"):
        pace_of(world).check_chat(bot.account, customer.address)
    return customer


def check_connection(bot: Account, params: Params) -> None:
    asked = params.text("business_connection_id")
    if asked and asked != connection_id(bot):
        raise BadRequest("business connection not found")


def formatted(params: Params, name: str, entities_name: str) -> tuple[str, list[formatting.Entity]]:
    """Return the text and entities of a call, by its parse mode or as given."""
    text = params.text(name)
    given = params.object(entities_name)
    if isinstance(given, list) and given:
        return text, given
    return formatting.parse(text, params.text("parse_mode"))


async def accept(
    world: World,
    bot: Account,
    customer: Customer,
    params: Params,
    kind: str,
    text: str,
    part: Wire,
    shown: Wire,
) -> Wire:
    """Show a message on the phone and return it as Telegram does; a business account's chat echoes it."""
    markup = keyboards.check_markup(params.object("reply_markup"))
    quoted = _quoted(world, bot, customer, params)
    number = bots.next_number(world, bot, "message", 1)
    message = {
        "message_id": number,
        "from": bot_user(bot),
        "chat": chat(customer),
        "date": int(now()),
        **part,
    }
    if params.text("media_group_id"):
        message["media_group_id"] = params.text("media_group_id")
    if quoted is not None:
        message["reply_to_message"] = quoted.content["message"]
    if markup is not None and "inline_keyboard" in markup:
        message["reply_markup"] = markup
        shown = {**shown, "buttons": [_shown_key(key) for key in keyboards.keys_of(markup)]}
    if connection := params.text("business_connection_id"):
        message |= {
            "business_connection_id": connection,
            "from": owner(bot),
            "sender_business_bot": bot_user(bot),
        }
    if world.faults.strike("telegram", "out", "drop"):
        return message
    bubble = world.messages.add(
        customer,
        "to_customer",
        kind,
        text,
        {"message": message, "shown": shown},
        reply_to=quoted.id if quoted else "",
        message_id=store_id(bot, customer, number),
    )
    world.messages.advance(bubble.id, "delivered")
    world.hub.tell("typing", customer=customer.id, seconds=0)
    if connection:
        await bots.emit(world, bot, customer.id, "business_message", message)
    return message


def store_id(bot: Account, customer: Customer, number: int | str) -> str:
    return f"telegram:{bot.account}:{customer.address}:{number}"


def find(world: World, bot: Account, customer: Customer, number: object) -> Message | None:
    return world.messages.find(store_id(bot, customer, str(number)))


def _quoted(world: World, bot: Account, customer: Customer, params: Params) -> Message | None:
    reply = params.object("reply_parameters") or {}
    number = reply.get("message_id") or params.number("reply_to_message_id")
    if not number:
        return None
    found = find(world, bot, customer, number)
    may_lack = reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if found is None and not may_lack:
        raise BadRequest("message to be replied not found")
    return found


def _caption(params: Params) -> Wire:
    text, entities = formatted(params, "caption", "caption_entities")
    if formatting.units(text) > MAX_CAPTION:
        raise BadRequest("message caption is too long")
    return ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})


def _shown_key(key: dict[str, Any]) -> dict[str, Any]:
    shown = {"id": key.get("callback_data", ""), "title": key["text"]}
    return shown | ({"url": key["url"]} if "url" in key else {})
