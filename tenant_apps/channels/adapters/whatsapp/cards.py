"""Places and people in WhatsApp's shape."""

from typing import Any

from tenant_apps.channels.outbound import ContactCard, Location


def location(place: Location) -> dict[str, Any]:
    # Meta's samples write degrees as text.
    point = {"latitude": str(place.latitude), "longitude": str(place.longitude)}
    named = {"name": place.name, "address": place.address}
    return {"type": "location", "location": {**point, **{key: said for key, said in named.items() if said}}}


def contacts(cards: tuple[ContactCard, ...]) -> dict[str, Any]:
    return {"type": "contacts", "contacts": [_contact(card) for card in cards]}


def _contact(card: ContactCard) -> dict[str, Any]:
    name = card.name or card.organisation or next(iter((*card.phones, *card.emails)), "")
    first, _, last = name.partition(" ")
    # WhatsApp wants the whole name and at least one part of it.
    shown: dict[str, Any] = {"name": {"formatted_name": name, "first_name": first}}
    if last:
        shown["name"]["last_name"] = last
    if card.phones:
        shown["phones"] = [_phone(phone) for phone in card.phones]
    if card.emails:
        shown["emails"] = [{"email": email, "type": "WORK"} for email in card.emails]
    if card.organisation:
        shown["org"] = {"company": card.organisation}
    return shown


def _phone(phone: str) -> dict[str, str]:
    digits = "".join(sign for sign in phone if sign.isdigit())
    shown = {"phone": phone, "type": "CELL"}
    # With the id, the customer can write to the person at a tap.
    return {**shown, "wa_id": digits} if phone.startswith("+") else shown
