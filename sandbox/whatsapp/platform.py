"""WhatsApp's answers to the questions of the control API."""

import random
import re
import secrets
from typing import Any

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.platform import MEDIA_KINDS, Platform, Said, digits, shown_media
from sandbox.web import Refused, text_of
from sandbox.whatsapp import receipts, saying
from sandbox.whatsapp.errors import CODES
from sandbox.whatsapp.speech import choices
from sandbox.whatsapp.template_sending import drawn
from sandbox.world import World

DIGITS = re.compile(r"\d{6,20}")
PHONE = re.compile(r"\d{7,15}")


class WhatsApp(Platform):
    """Accounts are business numbers, customers are phones."""

    name = "whatsapp"
    account_fields = ("waba", "phone")
    # The next messages to this person are accepted and then fail with this code of Meta's.
    customer_fields: tuple[str, ...] = ("fails_with",)

    def new_token(self, account_id: str) -> str:
        return "EAA" + secrets.token_urlsafe(36)

    def account(self, account_id: str, body: dict[str, Any], old: Account | None) -> dict[str, Any]:
        waba = text_of(body, "waba", old.waba if old else "") or digits(15)
        phone = text_of(body, "phone", old.phone if old else "").lstrip("+") or "38032" + digits(7)
        for key, value in (("account", account_id), ("waba", waba)):
            if not DIGITS.fullmatch(value):
                raise Refused(f"“{key}” must be 6 to 20 digits.")
        if not PHONE.fullmatch(phone):
            raise Refused("“phone” must be 7 to 15 digits with the country code.")
        return {"waba": waba, "phone": phone}

    def new_address(self) -> str:
        return f"38067{random.randrange(10**6, 10**7)}"  # noqa: S311 - an address, not a secret

    def address(self, wanted: str) -> str:
        found = wanted.lstrip("+")
        if not PHONE.fullmatch(found):
            raise Refused("“address” must be a phone number of 7 to 15 digits with the country code.")
        return found

    def customer(self, body: dict[str, Any], old: Customer | None) -> dict[str, Any]:
        code = body.get("fails_with", old.fields.get("fails_with") if old else None)
        if code is not None and code not in CODES:
            raise Refused("“fails_with” must be an error code of the Cloud API, or null.")
        return (
            {} if code is None and (old is None or "fails_with" not in old.fields) else {"fails_with": code}
        )

    async def say(self, world: World, customer: Customer, body: dict[str, Any]) -> Said:
        return await saying.say(world, customer, body)

    def look_at(self, world: World, customer: Customer) -> int:
        return receipts.look_at(world, customer)

    def details(self, world: World, message: Message) -> dict[str, Any]:
        content = message.content.get(str(message.content.get("type")))
        if message.kind in MEDIA_KINDS and isinstance(content, dict):
            return {"media": shown_media(world, content)}
        if message.kind in ("location", "contacts"):
            return {message.kind: content}
        if message.direction != "to_customer" or not isinstance(content, dict):
            return {}
        if message.kind == "template":
            return _template(world, content)
        return _header(world, content) | _footer(content) | _actions(message, content)


WHATSAPP = WhatsApp()


def _header(world: World, content: dict[str, Any]) -> dict[str, Any]:
    header = content.get("header")
    if not isinstance(header, dict):
        return {}
    if header["type"] == "text":
        return {"header": {"text": header["text"]}}
    return {"header": {"media": shown_media(world, header[header["type"]]), "kind": header["type"]}}


def _template(world: World, content: dict[str, Any]) -> dict[str, Any]:
    found = drawn(content)
    header = found.get("header")
    if header and "content" in header:
        found["header"] = {"kind": header["kind"], "media": shown_media(world, header["content"])}
    return found


def _footer(content: dict[str, Any]) -> dict[str, Any]:
    return {"footer": content["footer"]["text"]} if isinstance(content.get("footer"), dict) else {}


def _actions(message: Message, content: dict[str, Any]) -> dict[str, Any]:
    if message.kind == "buttons":
        return {"buttons": choices(message)}
    if message.kind == "list":
        return {"list": content["action"]}
    if message.kind == "flow":
        return {"form": {"title": content["action"]["parameters"]["flow_cta"]}}
    if message.kind == "cta_url":
        parameters = content["action"]["parameters"]
        return {"link": {"title": parameters["display_text"], "url": parameters["url"]}}
    return {}
