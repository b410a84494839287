"""What a person does on the phone, as the update that Telegram would send for it."""

import secrets
from collections.abc import Callable
from typing import Any

from sandbox.accounts import Account
from sandbox.attachments import options_of, stored
from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.platform import Said
from sandbox.store import now
from sandbox.telegram import asking, bots, files, keyboards
from sandbox.telegram.people import PLATFORM, bot_user, chat, connection_id, owner, user
from sandbox.telegram.sending import store_id
from sandbox.web import Refused
from sandbox.webhooks import Outcome
from sandbox.world import World

Wire = dict[str, Any]
OPTIONS = frozenset({"reply_to", "forwarded", "timestamp", "business", "media_group", "caption"})
MEDIA = {"image": "photo", "video": "video", "audio": "voice", "document": "document", "sticker": "sticker"}


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
        await _block(world, bot, customer, False)
    bubble, text, part, shown = CONTENTS[kind](world, customer, body[kind], body)
    number = bots.next_number(world, bot, "message", 1)
    at = body.get("timestamp") or now()
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
        quoted = _target(world, customer, str(body["reply_to"]), "")
        message = quoted.content["message"]
        found["reply_to_message"] = {k: v for k, v in message.items() if k != "reply_to_message"}
    return found


Said4 = tuple[str, str, Wire, Wire]


def _text(_world: World, _customer: Customer, value: Any, _body: dict[str, Any]) -> Said4:
    text = _string(value, "text", 65_536)
    part: Wire = {"text": text}
    command = text.split()[0] if text.split() else ""
    if command.startswith("/"):
        part["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
    return "text", text, part, {}


def _start(world: World, customer: Customer, value: Any, body: dict[str, Any]) -> Said4:
    parameter = value if isinstance(value, str) else ""
    return _text(world, customer, f"/start {parameter}".strip(), body)


def _media(kind: str) -> Callable[[World, Customer, Any, dict[str, Any]], Said4]:
    def speaker(world: World, customer: Customer, value: Any, body: dict[str, Any]) -> Said4:
        wanted = options_of(kind, value, "round")
        media = stored(world.media, customer, kind, wanted)
        field = MEDIA[kind]
        if kind == "audio" and wanted.get("voice") is False:
            field = "audio"
        if kind == "video" and wanted.get("round"):
            field = "video_note"
        caption = str(wanted.get("caption") or body.get("caption") or "")
        part = files.described(media, field) | ({"caption": caption} if caption else {})
        return kind, caption, part, {"media": files.shown(media, files.Kind(field, kind, media.mime))}

    return speaker


def _location(_world: World, _customer: Customer, value: Any, _body: dict[str, Any]) -> Said4:
    place = value if isinstance(value, dict) else {"latitude": 49.8397, "longitude": 24.0297}
    point: Wire = {
        "latitude": _degrees(place, "latitude", 90),
        "longitude": _degrees(place, "longitude", 180),
    }
    if place.get("live_period"):
        point["live_period"] = int(place["live_period"])
    if not place.get("name"):
        return "location", "", {"location": point}, {"location": point}
    venue = {"location": point, "title": place["name"], "address": place.get("address", "")}
    shown = {"location": {**point, "name": venue["title"], "address": venue["address"]}}
    return "location", str(place["name"]), {"venue": venue, "location": point}, shown


def _degrees(place: dict[str, Any], key: str, limit: float) -> float:
    value = place.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > limit:
        raise Refused(f"“location.{key}” must be a number between -{limit} and {limit}.")
    return float(value)


def _contacts(_world: World, customer: Customer, value: Any, _body: dict[str, Any]) -> Said4:
    card = value if isinstance(value, dict) else {}
    name = _string(card.get("name") or customer.name, "contacts.name", 200)
    first, _, last = name.partition(" ")
    contact: Wire = {"phone_number": str(card.get("phone") or "380671112233"), "first_name": first}
    contact |= {"last_name": last} if last else {}
    if value is True or card.get("own"):
        contact["user_id"] = int(customer.address)
    shown = {"contacts": [{"name": {"formatted_name": name}, "phones": [{"phone": contact["phone_number"]}]}]}
    return "contacts", name, {"contact": contact}, shown


def _poll(_world: World, _customer: Customer, value: Any, _body: dict[str, Any]) -> Said4:
    question = value if isinstance(value, str) else "Коли краще?"
    options = [{"text": text, "voter_count": 0} for text in ("Зранку", "Увечері")]
    poll = {
        "id": str(secrets.randbelow(10**15)), "question": question, "options": options, "total_voter_count": 0,
        "is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
    }  # fmt: skip
    return "poll", question, {"poll": poll}, {}


def _dice(_world: World, _customer: Customer, _value: Any, _body: dict[str, Any]) -> Said4:
    value = 1 + secrets.randbelow(6)
    return "text", f"🎲 {value}", {"dice": {"emoji": "🎲", "value": value}}, {}


def _raw(_world: World, _customer: Customer, value: Any, _body: dict[str, Any]) -> Said4:
    if not isinstance(value, dict):
        raise Refused("“raw” must be an object: the keys of a Message.")
    return "unsupported", str(value.get("text", "")), value, {}


CONTENTS: dict[str, Callable[[World, Customer, Any, dict[str, Any]], Said4]] = {
    "text": _text,
    "start": _start,
    "owner": _text,
    **{kind: _media(kind) for kind in MEDIA},
    "location": _location,
    "contacts": _contacts,
    "poll": _poll,
    "dice": _dice,
    "raw": _raw,
}


async def _tap(world: World, bot: Account, customer: Customer, value: Any) -> Said:
    wanted = {"title": value, "id": value} if isinstance(value, str) else _object(value, "button_reply")
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
    wanted = {"emoji": value} if isinstance(value, str) else _object(value, "reaction")
    target = _target(world, customer, wanted.get("message"), "to_customer")
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
    wanted = _object(value, "edit")
    target = _target(world, customer, wanted.get("message"), "from_customer")
    text = _string(wanted.get("text"), "edit.text", 65_536)
    before = target.content["message"]
    field = "text" if "text" in before else "caption"
    wire = {**before, field: text, "edit_date": int(now())}
    world.messages.edit(target, text)
    key = "edited_business_message" if "business_connection_id" in wire else "edited_message"
    return Said(target.id, await bots.emit(world, bot, customer.id, key, wire))


async def _revoke(world: World, bot: Account, customer: Customer, value: Any) -> Said:
    """Take a message back: Telegram tells bots of that in business chats only."""
    message_id = value if isinstance(value, str) else _object(value, "revoke").get("message")
    target = _target(world, customer, message_id, "from_customer")
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


async def _block(world: World, bot: Account, customer: Customer, value: Any) -> Said:
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
    update = _object(value, "update")
    if len(update) != 1:
        raise Refused('“update” must have one key, for example {"poll": {…}}.')
    [(key, content)] = update.items()
    return Said(key, await bots.emit(world, bot, customer.id, key, content))


DEEDS = {
    "button_reply": _tap,
    "reaction": _react,
    "edit": _edit,
    "revoke": _revoke,
    "block": _block,
    "business_connection": _connection,
    "update": _update,
}


def _target(world: World, customer: Customer, message_id: Any, latest_from: str) -> Message:
    """Return the message acted on: the named one, or the latest of that direction."""
    if message_id is None:
        mine = [m for m in world.messages.thread(customer.id) if m.direction == latest_from and not m.deleted]
        if not mine:
            raise Refused("There is no message to act on yet.")
        return mine[-1]
    message = world.messages.find(str(message_id))
    if message is None or message.customer != customer.id:
        raise Refused("“message” is not the id of a message in this thread.")
    return message


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused(f"“{name}” must be an object.")
    return value


def _string(value: Any, name: str, limit: int) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= limit:
        raise Refused(f"“{name}” must be a string of 1 to {limit} characters.")
    return value
