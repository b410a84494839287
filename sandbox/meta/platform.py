"""Messenger's and Instagram's answers to the questions of the control API."""

import secrets
from typing import Any

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.meta import receipts
from sandbox.meta.saying import say
from sandbox.meta.spoken import Speaker
from sandbox.platform import Platform, Said, digits, shown_media
from sandbox.web import Refused, text_of
from sandbox.webhooks import signature
from sandbox.whatsapp.platform import DIGITS
from sandbox.world import World

PROFILE_FLAGS = (
    "blocked",
    "no_profile",
    "is_user_follow_business",
    "is_business_follow_user",
    "is_verified_user",
)


class MetaPlatform(Platform):
    """What pages and Instagram accounts share."""

    speakers: dict[str, Speaker]

    def new_token(self, account_id: str) -> str:
        return "EAA" + secrets.token_urlsafe(48).replace("-", "x").replace("_", "Z")

    def address(self, wanted: str) -> str:
        if not DIGITS.fullmatch(wanted):
            raise Refused("“address” must be 6 to 20 digits.")
        return wanted

    def customer(self, body: dict[str, Any], old: Customer | None) -> dict[str, Any]:
        kept = old.fields if old else {}
        found = {key: body.get(key, kept.get(key)) for key in self.customer_fields}
        for key in PROFILE_FLAGS:
            if not isinstance(found.get(key, False), bool | None):
                raise Refused(f"“{key}” must be true or false.")
        return {key: value for key, value in found.items() if value is not None}

    async def say(self, world: World, customer: Customer, body: dict[str, Any]) -> Said:
        return await say(world, customer, body, self.speakers)

    def look_at(self, world: World, customer: Customer) -> int:
        return receipts.look_at(world, customer)

    def details(self, world: World, message: Message) -> dict[str, Any]:
        shown = {**message.content.get("shown", {})}
        files = [shown_media(world, file) for file in shown.pop("files", [])]
        if isinstance(shown.get("story"), dict):
            story = dict(shown["story"])
            media = world.media.find(str(story.pop("media", "")))
            shown["story"] = {**story, "url": f"/control/media/{media.id}/" if media else None}
        if len(files) > 1:
            return shown | {"gallery": files}
        return shown | ({"media": files[0]} if files else {})

    def account_for(self, world: World, body: bytes) -> str:
        accounts = (account.account for account in world.accounts.all(self.name))
        return next((account for account in accounts if f'"{account}"'.encode() in body), "")

    def deliver_headers(
        self, world: World, account_id: str, body: bytes, signed: str
    ) -> tuple[str, dict[str, str] | None]:
        account = world.accounts.find(account_id, self.name)
        if account is None or account.fields.get("login") != "facebook" or signed == "none":
            return "", None
        secret = world.settings.app_secret + ("" if signed == "valid" else "-wrong")
        return "", {"user-agent": "facebookexternalua", "x-hub-signature-256": signature(secret, body)}


def checked_id(account_id: str, key: str = "account") -> str:
    """Return an id of 6 to 20 digits; raises Refused."""
    if not DIGITS.fullmatch(account_id):
        raise Refused(f"“{key}” must be 6 to 20 digits.")
    return account_id


def subscribed_fields(body: dict[str, Any], old: Account | None, known: tuple[str, ...]) -> list[str]:
    """Return the webhook fields of an account; none given means all of them."""
    wanted = body.get("subscribed_fields", old.fields.get("subscribed_fields", []) if old else [])
    if not isinstance(wanted, list) or any(word not in known for word in wanted):
        raise Refused(f"“subscribed_fields” must be a list of: {', '.join(known)}.")
    return wanted


def username_of(body: dict[str, Any], old: Account | None, name: str) -> str:
    """Return the account's public name, made from the business name when none is given."""
    made_up = "".join(ch for ch in name.lower() if ch.isascii() and ch.isalnum()) or f"business{digits(4)}"
    return text_of(body, "username", str(old.fields.get("username")) if old else made_up).lstrip("@")
