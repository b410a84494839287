"""Telegram's answers to the questions of the control API: accounts are bots, customers are people."""

import random
import re
import secrets
from typing import Any

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.platform import Platform, Said, digits
from sandbox.telegram import bots, saying
from sandbox.telegram.people import PLATFORM
from sandbox.web import Refused, text_of
from sandbox.world import World

_USERNAME = re.compile(r"[A-Za-z]\w{3,30}[Bb][Oo][Tt]")


class Telegram(Platform):
    name = PLATFORM
    account_fields = ("username",)
    customer_fields = ("blocked",)

    def new_account_id(self) -> str:
        return digits(10)

    def new_token(self, account_id: str) -> str:
        return f"{account_id}:AA{secrets.token_urlsafe(24)[:33].ljust(33, 'x')}"

    def account(self, account_id: str, body: dict[str, Any], old: Account | None) -> dict[str, Any]:
        if not account_id.isdigit():
            raise Refused("“account” must be the bot's number.")
        token = text_of(body, "token", "", limit=500)
        if token and not (bots.TOKEN.fullmatch(token) and token.startswith(f"{account_id}:")):
            raise Refused("“token” must look like <account>:<35 letters>.")
        username = text_of(body, "username", str(old.fields.get("username", "")) if old else "").lstrip("@")
        username = username or f"parlor{account_id}_bot"
        if not _USERNAME.fullmatch(username):
            raise Refused("“username” must have 5 to 32 letters and end in “bot”.")
        return {"username": username}

    def new_address(self) -> str:
        return str(random.randrange(7_000_000_000, 8_000_000_000))  # noqa: S311 - an address, not a secret

    def address(self, wanted: str) -> str:
        if not wanted.isdigit() or not 1 <= int(wanted) < 2**52:
            raise Refused("“address” must be a Telegram user's number.")
        return wanted

    def customer(self, body: dict[str, Any], old: Customer | None) -> dict[str, Any]:
        kept = old.fields.get("blocked", False) if old else False
        return {"blocked": bool(body.get("blocked", kept))}

    async def say(self, world: World, customer: Customer, body: dict[str, Any]) -> Said:
        return await saying.say(world, customer, body)

    def account_for(self, world: World, body: bytes) -> str:
        """An update names no bot: the first one that listens."""
        listening = (
            bot.account for bot in world.accounts.all(PLATFORM) if bots.webhook_of(world, bot).get("url")
        )
        return next(listening, "")

    def deliver_headers(
        self, world: World, account_id: str, body: bytes, signed: str
    ) -> tuple[str, dict[str, str] | None]:
        bot = world.accounts.find(account_id, PLATFORM)
        hook = bots.webhook_of(world, bot) if bot else {}
        if not hook.get("url"):
            raise Refused("“account” must be a bot with a webhook.")
        path, headers = bots.address(world, hook)
        if signed == "none":
            return path, {}
        if signed == "wrong":
            return path, {"x-telegram-bot-api-secret-token": "wrong"}
        return path, headers


TELEGRAM = Telegram()
