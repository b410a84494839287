"""A table of services from a spreadsheet → the price list."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from shared_apps.audit.actions import record
from shared_apps.facts import gathered
from tenant_apps.files.tables import Row, amount, read_rows
from tenant_apps.team.models import Member
from tenant_apps.workspace.actions import MAX_SERVICES, create_service, update_service
from tenant_apps.workspace.errors import TooManyServices
from tenant_apps.workspace.models import Service

COLUMNS = {
    "name": ("service", "name", "назва", "послуга"),
    "category": ("category", "категорія", "розділ"),
    "description": ("description", "опис"),
    "price": ("price", "price from", "ціна", "вартість", "ціна від"),
    "price_to": ("price to", "ціна до"),
    "currency": ("currency", "валюта"),
    "duration_min": ("minutes", "duration", "хвилини", "тривалість", "тривалість, хв"),
    "aliases": ("aliases", "other names", "інші назви"),
}
LONGEST = {"name": 200, "category": 100, "description": 4000}
MAX_ALIASES = 30
DAY_MIN = 24 * 60


@dataclass
class Imported:
    """What became of a table's rows; `errors` are (row, what is wrong with it)."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def import_services(*, actor: Member, content: bytes, currency: str) -> Imported:
    """Take services from a CSV table; one of a known name and category is changed. Raises BadTable.

    `currency` is that of rows that name none. Columns that the table does not have stay as they are.
    """
    done = Imported()
    known = {_key(service.name, service.category): service for service in Service.objects.all()}
    with gathered():
        for row in read_rows(content, COLUMNS, needed=("name",)):
            try:
                _import(row, done, known, actor, currency)
            except ValueError as error:
                done.errors.append((row.number, str(error)))
    details = {"created": done.created, "updated": done.updated}
    record("service.imported", actor=actor, target_kind="service", details=details)
    return done


def _import(
    row: Row, done: Imported, known: dict[tuple[str, str], Service], actor: Member, currency: str
) -> None:
    fields = _fields(row, currency)
    key = _key(fields["name"], fields.get("category", ""))
    service = known.get(key)
    if service is None and "category" not in fields:
        service = next((one for (name, _), one in known.items() if name == key[0]), None)
    if service is None:
        if len(known) >= MAX_SERVICES:
            raise ValueError(TooManyServices(MAX_SERVICES).message)
        known[key] = create_service(actor=actor, **fields)
        done.created += 1
    elif all(getattr(service, name) == value for name, value in fields.items()):
        done.unchanged += 1
    else:
        update_service(service, actor=actor, **fields)
        done.updated += 1


def _key(name: str, category: str) -> tuple[str, str]:
    return name.casefold(), category.casefold()


def _fields(row: Row, currency: str) -> dict[str, Any]:
    """Return the row as fields; raises ValueError with what is wrong."""
    cells = dict(row.cells)
    if not cells.get("name"):
        raise ValueError("The name is missing.")
    long = [name for name, most in LONGEST.items() if len(cells.get(name, "")) > most]
    if long:
        raise ValueError(f"The {long[0]} is too long.")
    fields: dict[str, Any] = {name: cells[name] for name in LONGEST if name in cells}
    fields |= {name: amount(cells[name]) for name in ("price", "price_to") if name in cells}
    price, price_to = fields.get("price"), fields.get("price_to")
    if price_to is not None and (price is None or price_to < price):
        raise ValueError("A range ends at or above its first price.")
    if "price" in cells or "currency" in cells:
        fields["currency"] = _currency(cells.get("currency") or currency)
    if "duration_min" in cells:
        fields["duration_min"] = _minutes(cells["duration_min"])
    if "aliases" in cells:
        fields["aliases"] = [part.strip()[:200] for part in cells["aliases"].split("|") if part.strip()][
            :MAX_ALIASES
        ]
    return fields


def _currency(text: str) -> str:
    code = text.strip().upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise ValueError(f"“{text[:40]}” is no currency. Write a code such as UAH.")
    return code


def _minutes(text: str) -> int | None:
    """Return minutes; "1:30" is ninety, an empty cell None."""
    if not text:
        return None
    hours, colon, rest = text.partition(":")
    parts = (hours, rest) if colon else ("0", "".join(char for char in text if char.isdigit()))
    if (
        not all(part.isdecimal() for part in parts)
        or not 0 < (total := int(parts[0]) * 60 + int(parts[1])) <= DAY_MIN
    ):
        raise ValueError(f"“{text[:40]}” is no duration. Write minutes, such as 90.")
    return total
