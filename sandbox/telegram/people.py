"""Bots, chats and users as the Bot API describes them."""

from typing import Any

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.telegram.errors import BadRequest, BotError
from sandbox.world import World

PLATFORM = "telegram"


def bot_user(bot: Account) -> dict[str, Any]:
    return {
        "id": int(bot.account),
        "is_bot": True,
        "first_name": bot.name,
        "username": username_of(bot),
    }


def username_of(bot: Account) -> str:
    return str(bot.fields.get("username") or f"sandbox{bot.account}_bot")


def user(customer: Customer) -> dict[str, Any]:
    return {**_named(customer), "is_bot": False, "language_code": "uk"}


def chat(customer: Customer) -> dict[str, Any]:
    return {**_named(customer), "type": "private"}


def owner(bot: Account) -> dict[str, Any]:
    """Return the Telegram Business account that has connected this bot."""
    return {"id": 9_000_000_000 + int(bot.account) % 10**9, "is_bot": False, "first_name": bot.name}


def connection_id(bot: Account) -> str:
    return f"BC{bot.account}"


def person_in(world: World, bot: Account, chat_id: str) -> Customer:
    """Return whom a bot may write to; raises as Telegram does for the others."""
    if not chat_id:
        raise BadRequest("chat_id is empty")
    customer = world.customers.by_address(PLATFORM, bot.account, chat_id)
    if customer is None:
        raise BadRequest("chat not found")
    if customer.fields.get("blocked"):
        raise BotError(403, "Forbidden: bot was blocked by the user")
    if customer.wrote_at is None:
        raise BotError(403, "Forbidden: bot can't initiate conversation with a user")
    return customer


def _named(customer: Customer) -> dict[str, Any]:
    first, _, last = customer.name.partition(" ")
    named: dict[str, Any] = {"id": int(customer.address), "first_name": first}
    if last:
        named["last_name"] = last
    if customer.username:
        named["username"] = customer.username
    return named
