"""A table of contacts from a spreadsheet → contacts. Nobody is told of each: it is history, not news."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from shared_apps.audit.actions import record
from tenant_apps.contacts.models import Contact
from tenant_apps.contacts.numbers import digits_of, normal
from tenant_apps.files.tables import Row, read_rows
from tenant_apps.team.models import Member

COLUMNS = {
    "name": ("name", "full name", "ім'я", "ім’я", "імя", "клієнт", "піб"),
    "phone": ("phone", "phone number", "mobile", "телефон", "номер"),
    "email": ("email", "e-mail", "mail", "пошта", "електронна пошта"),
    "notes": ("notes", "note", "comment", "нотатки", "примітка", "коментар"),
}
LONGEST = {"name": 200, "notes": 4_000}
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}")
MAX_EMAIL = 254


@dataclass
class Imported:
    """What became of a table's rows; `errors` are (row, what is wrong with it)."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def import_contacts(*, actor: Member, content: bytes, region: str | None = None) -> Imported:
    """Take contacts from a CSV table; one of a known number or address gets what it lacks, and keeps what it has.

    `region` (ISO 3166) reads numbers without "+". Raises BadTable.
    """
    done = Imported()
    known = _known()
    for row in read_rows(content, COLUMNS, needed=("name",)):
        try:
            _import(row, done, known, region)
        except ValueError as error:
            done.errors.append((row.number, str(error)))
    details = {"created": done.created, "updated": done.updated}
    record("contacts.imported", actor=actor, target_kind="contact", details=details)
    return done


def _known() -> dict[str, Contact]:
    """Return the contacts by the digits of their number and by their address in lower case."""
    rows = Contact.objects.filter(merged_into=None).exclude(phone="", email="").select_for_update(no_key=True)
    found: dict[str, Contact] = {}
    for contact in rows:
        for key in (digits_of(contact.phone), contact.email.lower()):
            if key:
                found.setdefault(key, contact)
    return found


def _import(row: Row, done: Imported, known: dict[str, Contact], region: str | None) -> None:
    fields = _fields(row, region)
    keys = [key for key in (digits_of(fields.get("phone", "")), fields.get("email", "").lower()) if key]
    contact = next((known[key] for key in keys if key in known), None)
    if contact is None:
        contact = Contact.objects.create(**fields)
        done.created += 1
    else:
        lacking = {name: value for name, value in fields.items() if value and not getattr(contact, name)}
        for name, value in lacking.items():
            setattr(contact, name, value)
        if lacking:
            contact.rev += 1
            contact.save(update_fields=[*lacking, "rev"])
            done.updated += 1
        else:
            done.unchanged += 1
    for key in keys:
        known.setdefault(key, contact)


def _fields(row: Row, region: str | None) -> dict[str, Any]:
    """Return the row as fields; raises ValueError with what is wrong."""
    cells = {name: text.replace("\0", "") for name, text in row.cells.items() if text}
    long = [name for name, most in LONGEST.items() if len(cells.get(name, "")) > most]
    if long:
        raise ValueError(f"The {long[0]} is too long.")
    if "phone" in cells:
        number = normal(cells["phone"], region=region)
        if not number:
            raise ValueError(f"“{cells['phone'][:40]}” is no telephone number. Write it as +380501112233.")
        cells["phone"] = number
    if "email" in cells and (len(cells["email"]) > MAX_EMAIL or not _EMAIL.fullmatch(cells["email"])):
        raise ValueError(f"“{cells['email'][:40]}” is no e-mail address.")
    if not {"name", "phone", "email"} & cells.keys():
        raise ValueError("There is neither a name nor a number nor an address.")
    return cells
