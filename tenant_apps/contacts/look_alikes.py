"""Contacts that may be one person: the same number or e-mail address on another channel."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db import connection
from django.db.models import Q

from tenant_apps.contacts.models import Contact, Identity
from tenant_apps.contacts.numbers import digits_of, same_numbers
from tenant_apps.contacts.sight import visible_to
from tenant_apps.team.models import Member

Reason = Literal["phone", "email"]
# More than these is a family's telephone or a company's address, not one person.
MAX_LOOK_ALIKES = 10
_NUMBER_KINDS = ("phone", "wa_id")
_FEWEST_DIGITS = 7

# Typed numbers are compared by their digits, as the index on contacts has them.
_ALIKE = """
    SELECT DISTINCT ON (found.id) found.id, found.reason FROM (
        SELECT id, 'phone' AS reason FROM contacts_contact
        WHERE regexp_replace(phone, '\\D', '', 'g') = ANY(%(digits)s) AND phone <> ''
        UNION ALL
        SELECT contact_id, 'phone' FROM contacts_identity
        WHERE kind = ANY(%(kinds)s) AND value = ANY(%(numbers)s)
        UNION ALL
        SELECT id, 'email' FROM contacts_contact WHERE lower(email) = ANY(%(emails)s) AND email <> ''
        UNION ALL
        SELECT contact_id, 'email' FROM contacts_identity WHERE kind = 'email' AND value = ANY(%(emails)s)
    ) AS found WHERE found.id <> %(contact)s::uuid ORDER BY found.id, found.reason DESC LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A contact that may be the same person, and what they have in common."""

    contact: Contact
    reason: Reason


def look_alikes(contact_id: UUID, *, seen_by: Member | None = None) -> list[LookAlike]:
    """Return the contacts with the number or address of this one, at most ten, oldest first; four queries at most.

    With `seen_by` those that the member may see.
    """
    contact = Contact.objects.filter(id=contact_id).first()
    if contact is None:
        return []
    identities = list(Identity.objects.filter(contact_id=contact_id).values_list("kind", "value"))
    digits = _digits([contact.phone, *(value for kind, value in identities if kind in _NUMBER_KINDS)])
    emails = {contact.email.lower(), *(value.lower() for kind, value in identities if kind == "email")} - {""}
    if not digits and not emails:
        return []
    reasons = _alike(contact_id, digits, sorted(emails))
    condition = visible_to(seen_by) if seen_by else Q()
    rows = Contact.objects.filter(condition, id__in=reasons).order_by("id")
    return [LookAlike(row, reasons[row.id]) for row in rows]


def _digits(numbers: list[str]) -> list[str]:
    known = {digits_of(number) for number in numbers}
    return sorted(
        {same for digits in known if len(digits) >= _FEWEST_DIGITS for same in same_numbers(digits)}
    )


def _alike(contact_id: UUID, digits: list[str], emails: list[str]) -> dict[UUID, Reason]:
    asked: dict[str, str | int | list[str]] = {
        "contact": str(contact_id),
        "digits": digits,
        "numbers": [*digits, *(f"+{each}" for each in digits)],
        "kinds": list(_NUMBER_KINDS),
        "emails": emails,
        "most": MAX_LOOK_ALIKES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, asked)
        return dict(cursor.fetchall())
