"""A storm of events of four platforms: written, edited, reacted to, echoed, doubled and out of order.

Everything is made from a seed, so a failure can be repeated. Each customer's life is a list of steps a second apart;
an event's wire form is what the platform sends, batched as it batches.
"""

import hashlib
import hmac
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.crypto import salted_hmac

from launch.system import System

Platform = Literal["whatsapp", "messenger", "instagram", "telegram"]
PLATFORMS: tuple[Platform, ...] = ("whatsapp", "messenger", "instagram", "telegram")
MAX_BATCH = 40
# How far an event may come out of its place, and which share comes twice.
DISORDER = 60
DOUBLED = 0.15
Json = dict[str, Any]


@dataclass
class Customer:
    """`expected` is what the thread must read in the end: (direction, text), in order."""

    platform: Platform
    number: int
    expected: list[tuple[str, str]] = field(default_factory=list)
    receipts: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"storm-{self.platform}-{self.number}"

    @property
    def id(self) -> int:
        return 7_400_000_000 + PLATFORMS.index(self.platform) * 100_000 + self.number


@dataclass(frozen=True)
class Event:
    platform: Platform
    content: Json


class Storm:
    """`accounts` holds the id of the connected account of each platform."""

    def __init__(
        self, accounts: dict[Platform, str], *, seed: int, customers: int, steps: int, start: int
    ) -> None:
        self.accounts, self.start, self.random = accounts, start, random.Random(seed)
        self.customers = [Customer(p, number) for p in PLATFORMS for number in range(customers)]
        lives = [self._life(customer, steps) for customer in self.customers]
        ordered = [event for moment in zip(*lives, strict=True) for events in moment for event in events]
        self.events = self._stirred(ordered)

    def batches(self) -> Iterator[tuple[Platform, bytes]]:
        """Yield bodies to post; neighbours of one platform travel together."""
        position = 0
        while position < len(self.events):
            size = self.random.randint(1, MAX_BATCH * len(PLATFORMS))
            together = self.events[position : position + size]
            position += size
            for platform in PLATFORMS:
                events = [event.content for event in together if event.platform == platform]
                # Telegram sends one update a request.
                step = 1 if platform == "telegram" else max(len(events), 1)
                for start in range(0, len(events), step):
                    yield platform, self._body(platform, events[start : start + step])

    def _stirred(self, events: Sequence[Event]) -> list[Event]:
        placed = [(place + self.random.uniform(0, DISORDER), event) for place, event in enumerate(events)]
        placed += [
            (place + self.random.uniform(0, 20 * DISORDER), event)
            for place, event in placed
            if self.random.random() < DOUBLED
        ]
        return [event for _, event in sorted(placed, key=lambda pair: pair[0])]

    def _life(self, customer: Customer, steps: int) -> list[list[Event]]:
        return [self._step(customer, step) for step in range(steps)]

    def _step(self, customer: Customer, step: int) -> list[Event]:
        kind = self.random.choices(("say", "echo", "edit", "react"), (70, 12, 9, 9))[0]
        if kind == "echo" and customer.platform != "telegram":
            return self._echo(customer, step)
        text = f"{customer.key}/{step}"
        events = [said(self, customer, step, text)]
        if kind == "edit":
            text += " edited"
            events.append(edited(self, customer, step, text))
        if kind == "react":
            events.append(reacted(self, customer, step))
        customer.expected.append(("in", text))
        return [Event(customer.platform, content) for content in events if content]

    def _echo(self, customer: Customer, step: int) -> list[Event]:
        text = f"{customer.key}/{step} ours"
        customer.expected.append(("out", text))
        events = [echoed(self, customer, step, text)]
        if customer.platform == "whatsapp":
            customer.receipts[text] = "read"
            events += [status(self, customer, step, word) for word in ("read", "sent", "delivered")]
        return [Event(customer.platform, content) for content in events]

    def _body(self, platform: Platform, contents: Sequence[Json]) -> bytes:
        account = self.accounts[platform]
        if platform == "telegram":
            return json.dumps(contents[0]).encode()
        if platform == "whatsapp":
            entry = {"id": "1", "changes": [self._change(content) for content in contents]}
            return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
        name = "page" if platform == "messenger" else "instagram"
        page: Json = {"id": account, "time": self.start * 1000, "messaging": list(contents)}
        return json.dumps({"object": name, "entry": [page]}).encode()

    def _change(self, content: Json) -> Json:
        metadata = {"display_phone_number": "1", "phone_number_id": self.accounts["whatsapp"]}
        value = {"messaging_product": "whatsapp", "metadata": metadata, **content["value"]}
        return {"field": content["field"], "value": value}


def signed(system: System, platform: Platform, account: str, body: bytes) -> tuple[str, dict[str, str]]:
    """Return the path and the headers with which a platform would post `body`."""
    if platform == "telegram":
        key = system.secret("DJANGO_SECRET_KEY")
        proof = salted_hmac(
            "parlor.channels.route", f"telegram:{account}", secret=key, algorithm="sha256"
        ).hexdigest()
        return f"/webhook/telegram/{account}/", {"X-Telegram-Bot-Api-Secret-Token": proof}
    secret = system.secret("PARLOR_META_APP_SECRET").encode()
    digest = hmac.new(secret, body, hashlib.sha256).hexdigest()
    return f"/webhook/{platform}/", {"X-Hub-Signature-256": f"sha256={digest}"}


def _named(customer: Customer, step: int, what: str = "") -> str:
    return f"{customer.key}.{step}{what}"


def _meta(storm: Storm, customer: Customer, step: int, *, is_ours: bool = False, after_ms: int = 0) -> Json:
    them, us = {"id": str(customer.id)}, {"id": storm.accounts[customer.platform]}
    at_ms = (storm.start + step) * 1000 + after_ms
    return {"sender": us if is_ours else them, "recipient": them if is_ours else us, "timestamp": at_ms}


def _whatsapp(customer: Customer, part: Json, name: str = "messages") -> Json:
    contact = {"profile": {"name": customer.key}, "wa_id": str(customer.id)}
    return {"field": name, "value": {"contacts": [contact], **part}}


def _telegram(customer: Customer, step: int, offset: int, part: Json) -> Json:
    return {"update_id": customer.id * 1000 + step * 4 + offset, **part}


def _telegram_message(storm: Storm, customer: Customer, step: int, text: str) -> Json:
    person = {"id": customer.id, "is_bot": False, "first_name": customer.key}
    chat = {"id": customer.id, "type": "private", "first_name": customer.key}
    date = storm.start + step
    return {"message_id": step + 1, "from": person, "chat": chat, "date": date, "text": text}


def said(storm: Storm, customer: Customer, step: int, text: str) -> Json:
    if customer.platform == "telegram":
        message = _telegram_message(storm, customer, step, text)
        return _telegram(customer, step, 0, {"message": message})
    if customer.platform == "whatsapp":
        message = {
            "from": str(customer.id),
            "id": _named(customer, step),
            "timestamp": str(storm.start + step),
            "type": "text",
            "text": {"body": text},
        }
        return _whatsapp(customer, {"messages": [message]})
    return {
        **_meta(storm, customer, step),
        "message": {"mid": _named(customer, step), "text": text},
    }


def edited(storm: Storm, customer: Customer, step: int, text: str) -> Json:
    if customer.platform == "telegram":
        message = _telegram_message(storm, customer, step, text) | {"edit_date": storm.start + step + 1}
        return _telegram(customer, step, 1, {"edited_message": message})
    if customer.platform == "whatsapp":
        message = {
            "from": str(customer.id),
            "id": _named(customer, step, "e"),
            "timestamp": str(storm.start + step + 1),
            "type": "edit",
            "edit": {
                "original_message_id": _named(customer, step),
                "message": {"type": "text", "text": {"body": text}},
            },
        }
        return _whatsapp(customer, {"messages": [message]})
    edit = {"mid": _named(customer, step), "text": text, "num_edit": "1"}
    return {**_meta(storm, customer, step, after_ms=500), "message_edit": edit}


def reacted(storm: Storm, customer: Customer, step: int) -> Json:
    if customer.platform == "telegram":
        chat = {"id": customer.id, "type": "private", "first_name": customer.key}
        reaction = {
            "chat": chat,
            "message_id": step + 1,
            "user": {"id": customer.id, "is_bot": False, "first_name": customer.key},
            "date": storm.start + step + 1,
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": "👍"}],
        }
        return _telegram(customer, step, 2, {"message_reaction": reaction})
    if customer.platform == "whatsapp":
        message = {
            "from": str(customer.id),
            "id": _named(customer, step, "r"),
            "timestamp": str(storm.start + step + 1),
            "type": "reaction",
            "reaction": {"message_id": _named(customer, step), "emoji": "👍"},
        }
        return _whatsapp(customer, {"messages": [message]})
    reaction = {"mid": _named(customer, step), "action": "react", "reaction": "like", "emoji": "👍"}
    return {**_meta(storm, customer, step, after_ms=500), "reaction": reaction}


def echoed(storm: Storm, customer: Customer, step: int, text: str) -> Json:
    if customer.platform == "whatsapp":
        echo = {
            "from": "1",
            "to": str(customer.id),
            "id": _named(customer, step),
            "timestamp": str(storm.start + step),
            "type": "text",
            "text": {"body": text},
        }
        return _whatsapp(customer, {"message_echoes": [echo]}, "smb_message_echoes")
    message = {"mid": _named(customer, step), "is_echo": True, "app_id": 26390203743090, "text": text}
    return {**_meta(storm, customer, step, is_ours=True), "message": message}


def status(storm: Storm, customer: Customer, step: int, word: str) -> Json:
    told = {
        "id": _named(customer, step),
        "status": word,
        "timestamp": str(storm.start + step + 1),
        "recipient_id": str(customer.id),
    }
    return _whatsapp(customer, {"statuses": [told]})
