"""Who wrote? Identities of a customer, strongest first: BSUID, wa_id, phone, parent BSUID."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tenant_apps.channels.inbound import Direction, Sender

from .payloads import Head, Person, SavedContact, Value

E164_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Claimed:
    """The ids that a message itself carries."""

    phone: str | None
    user_id: str | None
    parent_user_id: str | None


def author(message: Head) -> Claimed:
    return Claimed(message.from_, message.from_user_id, message.from_parent_user_id)


def addressee(message: Head) -> Claimed:
    """Return the customer of an echo, where `from` is the business."""
    return Claimed(message.to, message.to_user_id, message.to_parent_user_id)


def correspondent(customer: str, direction: Direction) -> Callable[[Head], Claimed]:
    """Return a reader of the customer's ids where the thread is named by the customer's number."""

    def claim(message: Head) -> Claimed:
        ids = author(message) if direction == "in" else addressee(message)
        return Claimed(customer or ids.phone, ids.user_id, ids.parent_user_id)

    return claim


def is_from_customer(message: Head, value: Value, customer: str) -> bool:
    """Tell who wrote a message of the past: it names its author only."""
    business = _digits(_own_number(value))
    if business:
        return message.from_ != business
    return message.from_ == customer


def _own_number(value: Value) -> str:
    return value.metadata.display_phone_number if value.metadata else ""


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())


def sender_of(claimed: Claimed, people: Sequence[Person], *, is_alone: bool) -> Sender:
    """Join a message's own ids with its entry in `contacts[]`.

    `is_alone` says that the value holds one message: then its only contact is the sender even if the
    numbers differ, as they do in Brazil, Mexico and Argentina.
    """
    person = _matching(claimed, people)
    if person is None and is_alone and len(people) == 1:
        person = people[0]
    person = person or Person()
    profile = person.profile
    return Sender(
        identities=identities(
            user_id=claimed.user_id or person.user_id,
            wa_id=person.wa_id or claimed.phone,
            phone=claimed.phone or person.wa_id,
            parent_user_id=claimed.parent_user_id or person.parent_user_id,
        ),
        name=(profile.name or "") if profile else "",
        username=profile.username if profile else None,
    )


def saved_as(contact: SavedContact) -> Sender:
    """Return whom an entry of the phone's address book speaks of, without identities when that is no number.

    Numbers may be written with blanks and signs.
    """
    digits = _digits(contact.phone_number or "")
    number = digits if len(digits) <= E164_DIGITS else None
    name = (contact.full_name or contact.first_name or "").strip()
    return Sender(identities(user_id=None, wa_id=number, phone=number, parent_user_id=None), name)


def identities(
    *, user_id: str | None, wa_id: str | None, phone: str | None, parent_user_id: str | None
) -> tuple[tuple[str, str], ...]:
    found = []
    if user_id:
        found.append(("bsuid", user_id))
    if wa_id:
        found.append(("wa_id", wa_id))
    if phone:
        found.append(("phone", phone if phone.startswith("+") else f"+{phone}"))
    if parent_user_id:
        found.append(("parent_bsuid", parent_user_id))
    return tuple(found)


def _matching(claimed: Claimed, people: Sequence[Person]) -> Person | None:
    for person in people:
        if claimed.user_id and person.user_id == claimed.user_id:
            return person
        if claimed.phone and person.wa_id == claimed.phone:
            return person
    return None
