"""Find or make the contacts behind a batch of senders, with a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from shared_apps.core.ids import uuid7
from tenant_apps.contacts.models import Contact, Identity
from tenant_apps.contacts.numbers import same_numbers

Key = tuple[UUID, str, str]
_NUMBERS = ("wa_id", "phone")
MAX_NAME_CHARS = 200

_KNOWN = """
    SELECT i.channel_account_id, i.kind, i.value, i.contact_id FROM contacts_identity i
    JOIN unnest(%s::uuid[], %s::text[], %s::text[]) AS asked(account, kind, value)
      ON i.channel_account_id = asked.account AND i.kind = asked.kind AND i.value = asked.value
"""


@dataclass(frozen=True)
class Introduction:
    """Somebody at an account: (kind, value) identities, strongest first, and the name they go by."""

    channel_account_id: UUID
    identities: tuple[tuple[str, str], ...]
    name: str

    @property
    def keys(self) -> list[Key]:
        return [(self.channel_account_id, kind, value) for kind, value in self.identities]

    @property
    def candidates(self) -> list[Key]:
        """Other spellings of the person's numbers, to be tried when nobody is known by the given ones."""
        return [
            (self.channel_account_id, *spelling)
            for kind, value in self.identities
            if kind in _NUMBERS
            for spelling in _spellings(value)
        ]


def recognise(people: Sequence[Introduction]) -> list[UUID]:
    """Return the contact of each of `people`, making contacts and identities that are missing.

    A number that is known in another spelling (Brazil, Argentina, Mexico) is the same person; the new spelling is
    added as the vendor gave it. Call inside the drain's transaction: its lock keeps two drains of a tenant from
    making the same contact twice.
    """
    known = _known({key for person in people for key in (*person.keys, *person.candidates)})
    contacts: list[Contact] = []
    identities: dict[Key, Identity] = {}
    found: list[UUID] = []
    for person in people:
        tried = (*person.keys, *person.candidates)
        contact_id = next((known[key] for key in tried if key in known), None)
        if contact_id is None:
            phone = dict(person.identities).get("phone", "")
            contact = Contact(id=uuid7(), name=person.name[:MAX_NAME_CHARS], phone=phone)
            contacts.append(contact)
            contact_id = contact.id
        for strength, key in enumerate(person.keys):
            if key not in known:
                known[key] = contact_id
                identities[key] = Identity(
                    contact_id=contact_id,
                    channel_account_id=key[0],
                    kind=key[1],
                    value=key[2],
                    strength=strength,
                )
        found.append(contact_id)
    Contact.objects.bulk_create(contacts)
    Identity.objects.bulk_create(identities.values(), ignore_conflicts=True)
    return found


def _spellings(number: str) -> list[tuple[str, str]]:
    others = same_numbers(number)[1:]
    return [spelling for digits in others for spelling in (("wa_id", digits), ("phone", f"+{digits}"))]


def _known(keys: set[Key]) -> dict[Key, UUID]:
    if not keys:
        return {}
    ordered = list(keys)
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [[k[0] for k in ordered], [k[1] for k in ordered], [k[2] for k in ordered]])
        return {(account, kind, value): contact for account, kind, value, contact in cursor.fetchall()}


def link_identity(
    *, channel_account_id: UUID, previous: Sequence[tuple[str, str]], current: Sequence[tuple[str, str]]
) -> UUID | None:
    """Give the owner of `previous` the identities `current` too; None when nobody is known by `previous`."""
    known = _known({(channel_account_id, kind, value) for kind, value in previous})
    contact_id = next(iter(known.values()), None)
    if contact_id is not None:
        Identity.objects.bulk_create(
            [
                Identity(contact_id=contact_id, channel_account_id=channel_account_id, kind=kind, value=value)
                for kind, value in current
            ],
            ignore_conflicts=True,
        )
    return contact_id
