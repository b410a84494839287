"""What a person puts into a message, as the part of Telegram's Message that holds it."""

import secrets
from collections.abc import Callable
from typing import Any

from sandbox.attachments import options_of, stored
from sandbox.customers import Customer
from sandbox.telegram import files
from sandbox.web import Refused
from sandbox.wishes import a_string
from sandbox.world import World

Wire = dict[str, Any]
MEDIA = {"image": "photo", "video": "video", "audio": "voice", "document": "document", "sticker": "sticker"}
# What the page draws it as, its text, the part of the Message, what else the page shows.
Spoken = tuple[str, str, Wire, Wire]


def _text(_world: World, _customer: Customer, value: Any, _body: dict[str, Any]) -> Spoken:
    text = a_string(value, "text", limit=65_536)
    part: Wire = {"text": text}
    command = text.split()[0] if text.split() else ""
    if command.startswith("/"):
        part["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
    return "text", text, part, {}


def _start(world: World, customer: Customer, value: Any, body: dict[str, Any]) -> Spoken:
    parameter = value if isinstance(value, str) else ""
    return _text(world, customer, f"/start {parameter}".strip(), body)


def _media(kind: str) -> Callable[[World, Customer, Any, dict[str, Any]], Spoken]:
    def speaker(world: World, customer: Customer, value: Any, body: dict[str, Any]) -> Spoken:
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


def _location(_world: World, _customer: Customer, value: Any, _body: dict[str, Any]) -> Spoken:
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


def _contacts(_world: World, customer: Customer, value: Any, _body: dict[str, Any]) -> Spoken:
    card = value if isinstance(value, dict) else {}
    name = a_string(card.get("name") or customer.name, "contacts.name", limit=200)
    first, _, last = name.partition(" ")
    contact: Wire = {"phone_number": str(card.get("phone") or "380671112233"), "first_name": first}
    contact |= {"last_name": last} if last else {}
    if value is True or card.get("own"):
        contact["user_id"] = int(customer.address)
    shown = {"contacts": [{"name": {"formatted_name": name}, "phones": [{"phone": contact["phone_number"]}]}]}
    return "contacts", name, {"contact": contact}, shown


def _poll(_world: World, _customer: Customer, value: Any, _body: dict[str, Any]) -> Spoken:
    question = value if isinstance(value, str) else "Коли краще?"
    options = [{"text": text, "voter_count": 0} for text in ("Зранку", "Увечері")]
    poll = {
        "id": str(secrets.randbelow(10**15)), "question": question, "options": options, "total_voter_count": 0,
        "is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
    }  # fmt: skip
    return "poll", question, {"poll": poll}, {}


def _dice(_world: World, _customer: Customer, _value: Any, _body: dict[str, Any]) -> Spoken:
    value = 1 + secrets.randbelow(6)
    return "text", f"🎲 {value}", {"dice": {"emoji": "🎲", "value": value}}, {}


def _raw(_world: World, _customer: Customer, value: Any, _body: dict[str, Any]) -> Spoken:
    if not isinstance(value, dict):
        raise Refused("“raw” must be an object: the keys of a Message.")
    return "unsupported", str(value.get("text", "")), value, {}


CONTENTS: dict[str, Callable[[World, Customer, Any, dict[str, Any]], Spoken]] = {
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
