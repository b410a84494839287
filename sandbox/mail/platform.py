"""E-mail's answers to the control API: accounts are mailboxes, customers are people with an address."""

import re
import secrets
from typing import Any
from urllib.parse import urlsplit

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.mail import posting, saying
from sandbox.mail.phones import PLATFORM
from sandbox.mail.signing import signing_key
from sandbox.platform import Platform, Said
from sandbox.web import Refused, text_of
from sandbox.world import World

_ADDRESS = re.compile(r"[^\s<>\"@]+@[^\s<>\"@]+")


class Mail(Platform):
    """`token` is the mailbox's password. With `webhook`, Parlor's address, mails are posted there by `provider`."""

    name = PLATFORM
    account_fields = ("webhook", "provider")

    def new_account_id(self) -> str:
        return f"hello-{secrets.token_hex(3)}@salon.test"

    def new_token(self, account_id: str) -> str:
        return secrets.token_urlsafe(12)

    def account(self, account_id: str, body: dict[str, Any], old: Account | None) -> dict[str, Any]:
        if not _ADDRESS.fullmatch(account_id) or account_id != account_id.lower():
            raise Refused("“account” must be an e-mail address in lower case.")
        kept = old.fields if old else {}
        webhook = text_of(body, "webhook", str(kept.get("webhook", "")), limit=1000)
        provider = text_of(body, "provider", str(kept.get("provider", "")))
        if webhook and not urlsplit(webhook).password:
            raise Refused("“webhook” must be the whole address from Parlor, with its password.")
        if provider and provider not in posting.PROVIDERS:
            raise Refused(f"“provider” must be one of {', '.join(posting.PROVIDERS)}.")
        return {
            "webhook": webhook,
            "provider": provider,
            "signing_key": signing_key(provider, account_id),
        }

    def new_address(self) -> str:
        return f"person-{secrets.token_hex(4)}@customer.test"

    def address(self, wanted: str) -> str:
        if not _ADDRESS.fullmatch(wanted):
            raise Refused("“address” must be an e-mail address.")
        return wanted.lower()

    async def say(self, world: World, customer: Customer, body: dict[str, Any]) -> Said:
        return await saying.say(world, customer, body)

    def account_for(self, world: World, body: bytes) -> str:
        """The mailbox that the mail names, else the first one whose provider posts."""
        posted = [a.account for a in world.accounts.all(PLATFORM) if a.fields.get("webhook")]
        named = [address for address in posted if address.encode() in body.lower()]
        return next(iter(named or posted), "")

    def deliver_headers(
        self, world: World, account_id: str, body: bytes, signed: str
    ) -> tuple[str, dict[str, str] | None]:
        account = world.accounts.find(account_id, PLATFORM)
        if account is None or not account.fields.get("webhook"):
            raise Refused("“account” must be a mailbox with a webhook.")
        path, headers = posting.address(account)
        if signed == "none":
            return path, {}
        return path, headers if signed == "valid" else {"authorization": "Basic cGFybG9yOndyb25n"}


MAIL = Mail()
