"""What a customer may do with the phone, as the message object Meta would send for it."""

from typing import Any

from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.web import Refused
from sandbox.whatsapp import rare_speech
from sandbox.whatsapp.attachments import MEDIA_KINDS, spoken_media
from sandbox.whatsapp.spoken import Speaker, Spoken
from sandbox.whatsapp.template_sending import filled
from sandbox.wishes import a_reaction, a_string, an_object, target_of
from sandbox.world import World


def speak(world: World, customer: Customer, body: dict[str, Any]) -> Spoken:
    """Return what the control body says; raises Refused."""
    named = [key for key in body if key in SPEAKERS]
    if len(named) == 2 and "text" in named and (set(named) & set(MEDIA_KINDS)):
        named.remove("text")
        media = body[named[0]] if isinstance(body[named[0]], dict) else {}
        body = {**body, named[0]: {**media, "caption": body["text"]}}
    if len(named) != 1:
        raise Refused(f"Say exactly one of: {', '.join(SPEAKERS)}.")
    return SPEAKERS[named[0]](world, customer, body[named[0]])


def _text(_world: World, _customer: Customer, value: Any) -> Spoken:
    text = a_string(value, "text", limit=65_536)
    return Spoken({"type": "text", "text": {"body": text}}, text, "text")


def _media(kind: str) -> Speaker:
    def speaker(world: World, customer: Customer, value: Any) -> Spoken:
        content = spoken_media(world, customer, kind, value)
        return Spoken({"type": kind, kind: content}, content.get("caption", ""), kind)

    return speaker


def _location(_world: World, _customer: Customer, value: Any) -> Spoken:
    place = an_object(value, "location") if value is not True else {"latitude": 49.8397, "longitude": 24.0297}
    for key, limit in (("latitude", 90), ("longitude", 180)):
        number = place.get(key)
        if isinstance(number, bool) or not isinstance(number, int | float) or abs(number) > limit:
            raise Refused(f"“location.{key}” must be a number between -{limit} and {limit}.")
    known = {key: place[key] for key in ("latitude", "longitude", "name", "address", "url") if key in place}
    return Spoken({"type": "location", "location": known}, str(place.get("name") or ""), "location")


def _contacts(_world: World, _customer: Customer, value: Any) -> Spoken:
    cards = [_card(entry) for entry in (value if isinstance(value, list) else [value])]
    names = ", ".join(card["name"]["formatted_name"] for card in cards)
    return Spoken({"type": "contacts", "contacts": cards}, names, "contacts")


def _card(value: Any) -> dict[str, Any]:
    card = an_object(value, "contacts")
    if isinstance(card.get("name"), dict):
        a_string(card["name"].get("formatted_name"), "contacts.name.formatted_name")
        return card
    name, phone = a_string(card.get("name"), "contacts.name"), a_string(card.get("phone"), "contacts.phone")
    first, _, last = name.partition(" ")
    parts = {"formatted_name": name, "first_name": first} | ({"last_name": last} if last else {})
    digits = "".join(ch for ch in phone if ch.isdigit())
    return {"name": parts, "phones": [{"phone": phone, "wa_id": digits, "type": "MOBILE"}]}


def _reaction(world: World, customer: Customer, value: Any) -> Spoken:
    wanted = a_reaction(value)
    target = target_of(world, customer, wanted.get("message"), "to_customer")
    emoji = wanted.get("emoji", "")
    if not isinstance(emoji, str) or len(emoji) > 16:
        raise Refused("“reaction.emoji” must be one emoji, or empty to remove it.")
    # Meta leaves the key out when a reaction is removed.
    content = {"message_id": target.id} | ({"emoji": emoji} if emoji else {})
    return Spoken({"type": "reaction", "reaction": content}, emoji, "reaction", False, target)


def _button_reply(world: World, customer: Customer, value: Any) -> Spoken:
    choice, target = _choice(world, customer, value, "buttons")
    reply = {"id": choice["id"], "title": choice["title"]}
    wire = {"type": "interactive", "interactive": {"type": "button_reply", "button_reply": reply}}
    return Spoken(wire, choice["title"], "button_reply", target=target)


def _list_reply(world: World, customer: Customer, value: Any) -> Spoken:
    choice, target = _choice(world, customer, value, "list")
    reply = {key: choice[key] for key in ("id", "title", "description") if choice.get(key)}
    wire = {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": reply}}
    return Spoken(wire, choice["title"], "list_reply", target=target)


def _button(world: World, customer: Customer, value: Any) -> Spoken:
    wanted = {"text": value} if isinstance(value, str) else an_object(value, "button")
    label = wanted.get("text") or wanted.get("title")
    lookup = {"title": label, "id": wanted.get("payload"), "message": wanted.get("message")}
    choice, target = _choice(world, customer, lookup, "template")
    content = {"payload": choice["id"], "text": choice["title"]}
    return Spoken({"type": "button", "button": content}, choice["title"], "button", target=target)


def _edit(world: World, customer: Customer, value: Any) -> Spoken:
    wanted = an_object(value, "edit")
    target = target_of(world, customer, wanted.get("message"), "from_customer")
    text = a_string(wanted.get("text"), "edit.text", limit=65_536)
    inner = {"context": {"id": target.id}, "type": "text", "text": {"body": text}}
    wire = {"type": "edit", "edit": {"original_message_id": target.id, "message": inner}}
    return Spoken(wire, text, "edit", False, target)


def _revoke(world: World, customer: Customer, value: Any) -> Spoken:
    wanted = {"message": value} if isinstance(value, str) else an_object(value, "revoke")
    target = target_of(world, customer, wanted.get("message"), "from_customer")
    return Spoken(
        {"type": "revoke", "revoke": {"original_message_id": target.id}}, "", "revoke", False, target
    )


def _unsupported(_world: World, _customer: Customer, value: Any) -> Spoken:
    kind = value if isinstance(value, str) else an_object(value, "unsupported").get("type", "poll")
    return rare_speech.unsupported(str(kind))


def _raw(_world: World, _customer: Customer, value: Any) -> Spoken:
    wire = an_object(value, "raw")
    kind = a_string(wire.get("type"), "raw.type")
    inner = wire.get(kind)
    text = inner.get("body", "") if isinstance(inner, dict) else ""
    return Spoken(wire, text if isinstance(text, str) else "", kind)


SPEAKERS: dict[str, Speaker] = {
    "text": _text,
    **{kind: _media(kind) for kind in MEDIA_KINDS},
    "location": _location,
    "contacts": _contacts,
    "reaction": _reaction,
    "button_reply": _button_reply,
    "list_reply": _list_reply,
    "button": _button,
    "edit": _edit,
    "revoke": _revoke,
    "unsupported": _unsupported,
    **rare_speech.SPEAKERS,
    "raw": _raw,
}


def choices(message: Message) -> list[dict[str, str]]:
    """Return what can be tapped in a message: [{"id", "title", "description"?}]."""
    content = message.content.get(str(message.content.get("type")), {})
    if message.kind == "buttons":
        return [button["reply"] for button in content["action"]["buttons"]]
    if message.kind == "list":
        return [row for section in content["action"]["sections"] for row in section["rows"]]
    if message.kind == "template":
        return filled(content)[1]
    return []


def _choice(world: World, customer: Customer, value: Any, kind: str) -> tuple[dict[str, str], Message | None]:
    """Find what was tapped, by id or title, in the named or the latest message that offers it."""
    wanted = {"title": value, "id": value} if isinstance(value, str) else an_object(value, kind)
    thread = [
        m for m in world.messages.thread(customer.id) if m.kind == kind and m.direction == "to_customer"
    ]
    if message_id := wanted.get("message"):
        thread = [m for m in thread if m.id == message_id]
    for message in reversed(thread):
        for choice in choices(message):
            if choice["id"] == wanted.get("id") or choice["title"] == wanted.get("title"):
                return choice, message
    choice_id, title = wanted.get("id") or wanted.get("title"), wanted.get("title") or wanted.get("id")
    if not isinstance(value, dict) or not choice_id:
        raise Refused(
            "Nothing in the thread offers this choice. Give both “id” and “title” to send it anyway."
        )
    loose = {"id": str(choice_id), "title": str(title)}
    if isinstance(wanted.get("description"), str):
        loose["description"] = wanted["description"]
    return loose, thread[-1] if thread else None
