"""What a bot does to messages that exist: edit, delete, react, answer taps, mark as read."""

from typing import Any

import msgspec

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.store import now
from sandbox.telegram import formatting, keyboards
from sandbox.telegram.errors import BadRequest
from sandbox.telegram.params import Params
from sandbox.telegram.people import person_in
from sandbox.telegram.sending import MAX_CAPTION, MAX_TEXT, check_connection, find, formatted
from sandbox.world import World

# https://core.telegram.org/bots/api#reactiontypeemoji
_REACTIONS = """
    ❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥
    🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨
    🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
REACTIONS = frozenset(_REACTIONS.split())
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
TYPING_S = 5
# A tap is answered within seconds or not at all; then Telegram forgets it.
TAP_LIVES_S = 600


async def edit_text(world: World, bot: Account, params: Params) -> dict[str, Any]:
    _, message = _own(world, bot, params, "edit")
    if "text" not in message.content["message"]:
        raise BadRequest("there is no text in the message to edit")
    text, entities = formatted(params, "text", "entities")
    if not text.strip():
        raise BadRequest("message text is empty")
    if formatting.units(text) > MAX_TEXT:
        raise BadRequest("message is too long")
    return _changed(world, message, params, text, {"text": text, "entities": entities})


async def edit_caption(world: World, bot: Account, params: Params) -> dict[str, Any]:
    _, message = _own(world, bot, params, "edit")
    text, entities = formatted(params, "caption", "caption_entities")
    if formatting.units(text) > MAX_CAPTION:
        raise BadRequest("message caption is too long")
    return _changed(world, message, params, text, {"caption": text, "caption_entities": entities})


async def edit_markup(world: World, bot: Account, params: Params) -> dict[str, Any]:
    _, message = _own(world, bot, params, "edit")
    return _changed(world, message, params, message.text, {})


async def delete(world: World, bot: Account, params: Params) -> bool:
    customer = person_in(world, bot, params.text("chat_id"))
    message = find(world, bot, customer, params.number("message_id"))
    if message is None or message.deleted:
        raise BadRequest("message to delete not found")
    world.messages.revoke(message)
    return True


async def react(world: World, bot: Account, params: Params) -> bool:
    customer = person_in(world, bot, params.text("chat_id"))
    message = find(world, bot, customer, params.number("message_id"))
    if message is None or message.deleted:
        raise BadRequest("message to react not found")
    reactions = params.object("reaction") or []
    if not isinstance(reactions, list) or len(reactions) > 1:
        raise BadRequest("REACTIONS_TOO_MANY")
    emoji = ""
    if reactions:
        emoji = str(reactions[0].get("emoji", ""))
        if reactions[0].get("type") != "emoji" or emoji not in REACTIONS:
            raise BadRequest("REACTION_INVALID")
    world.messages.react(message, "business", emoji)
    return True


async def act(world: World, bot: Account, params: Params) -> bool:
    customer = person_in(world, bot, params.text("chat_id"))
    check_connection(bot, params)
    if params.text("action") not in ACTIONS:
        raise BadRequest("wrong parameter action in request")
    world.hub.tell("typing", customer=customer.id, seconds=TYPING_S)
    return True


async def answer_tap(world: World, bot: Account, params: Params) -> bool:
    fresh = world.accounts.find(bot.account, "telegram") or bot
    taps: dict[str, Any] = dict(fresh.profile.get("taps") or {})
    tapped_at = taps.pop(params.text("callback_query_id"), None)
    if tapped_at is None or now() - tapped_at > TAP_LIVES_S:
        raise BadRequest("query is too old and response timeout expired or query ID is invalid")
    if formatting.units(params.text("text")) > 200:
        raise BadRequest("MESSAGE_TOO_LONG")
    world.accounts.save_profile(fresh, {"taps": taps})
    return True


async def read_business(world: World, bot: Account, params: Params) -> bool:
    check_connection(bot, params)
    customer = person_in(world, bot, params.text("chat_id"))
    message = find(world, bot, customer, params.number("message_id"))
    if message is None:
        raise BadRequest("message not found")
    world.messages.mark_read_until(message)
    return True


def _own(world: World, bot: Account, params: Params, what: str) -> tuple[Customer, Message]:
    customer = person_in(world, bot, params.text("chat_id"))
    check_connection(bot, params)
    message = find(world, bot, customer, params.number("message_id"))
    if message is None or message.deleted:
        raise BadRequest(f"message to {what} not found")
    if message.direction != "to_customer":
        raise BadRequest(f"message can't be {what}ed")
    return customer, message


def _changed(
    world: World, message: Message, params: Params, text: str, part: dict[str, Any]
) -> dict[str, Any]:
    markup = keyboards.check_markup(params.object("reply_markup"))
    before: dict[str, Any] = message.content["message"]
    after = {key: value for key, value in {**before, **part}.items() if key != "reply_markup" and value != []}
    if markup:
        after["reply_markup"] = markup
    if after == before:
        raise BadRequest(
            "message is not modified: specified new message content and reply markup are exactly the same as a"
            " current content and reply markup of the message"
        )
    after["edit_date"] = int(now())
    keys = keyboards.keys_of(markup)
    shown = {key: value for key, value in message.content["shown"].items() if key != "buttons"}
    if keys:
        shown["buttons"] = [{"id": key.get("callback_data", ""), "title": key["text"]} for key in keys]
    content = msgspec.json.encode({"message": after, "shown": shown}).decode()
    world.store.run("UPDATE messages SET content = ? WHERE id = ?", content, message.id)
    world.messages.edit(message, text)
    return after
