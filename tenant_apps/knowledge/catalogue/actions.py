from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.facts import publish
from tenant_apps.files.actions import delete_files, store
from tenant_apps.files.sniffing import sniff
from tenant_apps.files.tables import Row, amount, read_rows
from tenant_apps.knowledge.catalogue.errors import KnownSku, NotAPhoto, TooManyItems
from tenant_apps.knowledge.catalogue.events import ItemChanged, ItemDeleted
from tenant_apps.knowledge.catalogue.models import Availability, CatalogueItem, ItemKind

MAX_ITEMS = 5_000
PHOTOS = frozenset({"image/jpeg", "image/png", "image/webp"})
MAX_ATTRIBUTES = 30
COLUMNS = {
    "name": ("name", "назва", "товар"),
    "kind": ("kind", "type", "вид", "тип"),
    "sku": ("article", "sku", "артикул", "код"),
    "category": ("category", "категорія", "розділ"),
    "description": ("description", "опис"),
    "aliases": ("aliases", "other names", "інші назви"),
    "price": ("price", "ціна", "вартість"),
    "price_to": ("price to", "ціна до"),
    "currency": ("currency", "валюта"),
    "availability": ("availability", "наявність"),
    "url": ("link", "url", "посилання"),
}
KINDS = {
    "product": ItemKind.PRODUCT, "товар": ItemKind.PRODUCT, "property": ItemKind.PROPERTY,
    "нерухомість": ItemKind.PROPERTY, "other": ItemKind.OTHER, "інше": ItemKind.OTHER,
}  # fmt: skip
AVAILABLE = {
    "available": Availability.AVAILABLE, "in stock": Availability.AVAILABLE, "yes": Availability.AVAILABLE,
    "в наявності": Availability.AVAILABLE, "є": Availability.AVAILABLE, "так": Availability.AVAILABLE,
    "on order": Availability.ON_ORDER, "під замовлення": Availability.ON_ORDER,
    "unavailable": Availability.UNAVAILABLE, "out of stock": Availability.UNAVAILABLE,
    "no": Availability.UNAVAILABLE, "немає": Availability.UNAVAILABLE, "ні": Availability.UNAVAILABLE,
}  # fmt: skip


@transaction.atomic
def add_item(**fields: Any) -> CatalogueItem:
    """Put an item on the shelf; raises KnownSku, TooManyItems."""
    if CatalogueItem.objects.count() >= MAX_ITEMS:
        raise TooManyItems(MAX_ITEMS)
    _check_sku(fields.get("sku", ""), but=None)
    at = now()
    item = CatalogueItem.objects.create(created_at=at, updated_at=at, **fields)
    publish(ItemChanged(item_id=item.id))
    return item


@transaction.atomic
def change_item(*, item_id: UUID, changes: dict[str, Any]) -> CatalogueItem:
    """Change an item; raises NotFound, KnownSku."""
    item = _locked(item_id)
    _check_sku(changes.get("sku", ""), but=item.id)
    for name, value in changes.items():
        setattr(item, name, value)
    _save(item)
    return item


@transaction.atomic
def delete_item(*, item_id: UUID) -> None:
    """Take an item off the shelf with its photo; raises NotFound."""
    item = _locked(item_id)
    photo_id = item.photo_id
    item.delete()
    if photo_id is not None:
        delete_files(ids=[photo_id])
    publish(ItemDeleted(item_id=item_id))


@transaction.atomic
def set_photo(*, item_id: UUID, given: "File[bytes] | None") -> CatalogueItem:
    """Keep a picture for the item instead of the one before, or none; raises NotFound, NotAPhoto, FileTooLarge."""
    item = _locked(item_id)
    before = item.photo_id
    item.photo = None
    if given is not None:
        if sniff(given.read(65536), name=given.name or "") not in PHOTOS:
            raise NotAPhoto
        given.seek(0)
        item.photo = store(name=given.name or "photo", content_type="", content=given)
    _save(item)
    if before is not None:
        delete_files(ids=[before])
    return item


def _save(item: CatalogueItem) -> None:
    item.updated_at = now()
    item.rev += 1
    item.save()
    publish(ItemChanged(item_id=item.id))


def _locked(item_id: UUID) -> CatalogueItem:
    item = CatalogueItem.objects.select_for_update().filter(id=item_id).first()
    if item is None:
        raise NotFound("There is no such item in the catalogue.")
    return item


def _check_sku(sku: str, *, but: UUID | None) -> None:
    others = CatalogueItem.objects.filter(sku=sku)
    if sku and (others.exclude(id=but) if but else others).exists():
        raise KnownSku


@dataclass
class Imported:
    """What became of a table's rows; `errors` are (row, what is wrong with it)."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def import_items(*, content: bytes, currency: str) -> Imported:
    """Take items from a CSV table; one with a known article number, else a known name, is changed. Raises BadTable.

    `currency` is that of rows that name none. Columns that the table does not have stay as they are.
    """
    done = Imported()
    for row in read_rows(content, COLUMNS, needed=("name",)):
        try:
            _import(row, done, currency)
        except ValueError as error:
            done.errors.append((row.number, str(error)))
    return done


def _import(row: Row, done: Imported, currency: str) -> None:
    fields = _fields(row, currency)
    shelf = CatalogueItem.objects.all()
    known = shelf.filter(sku=fields["sku"]).first() if fields.get("sku") else None
    known = known or shelf.filter(name__iexact=fields["name"]).first()
    if known is None:
        if CatalogueItem.objects.count() >= MAX_ITEMS:
            raise ValueError(TooManyItems(MAX_ITEMS).message)
        add_item(**fields)
        done.created += 1
    elif all(getattr(known, name) == value for name, value in fields.items()):
        done.unchanged += 1
    else:
        change_item(item_id=known.id, changes=fields)
        done.updated += 1


def _fields(row: Row, currency: str) -> dict[str, Any]:
    """Return the row as fields; raises ValueError with what is wrong."""
    cells = dict(row.cells)
    if not cells.get("name"):
        raise ValueError("The name is missing.")
    long = [
        name
        for name, most in (("name", 200), ("sku", 64), ("category", 100))
        if len(cells.get(name, "")) > most
    ]
    if long:
        raise ValueError(f"The {long[0]} is too long.")
    fields: dict[str, Any] = {
        name: cells[name] for name in ("name", "sku", "category", "description", "url") if name in cells
    }
    if fields.get("url") and not fields["url"].startswith(("https://", "http://")):
        raise ValueError("The link must begin with https://.")
    if "aliases" in cells:
        fields["aliases"] = [part.strip()[:200] for part in cells["aliases"].split("|") if part.strip()][:30]
    if cells.get("kind"):
        fields["kind"] = _one_of(cells["kind"], KINDS, "kind")
    if cells.get("availability"):
        fields["availability"] = _one_of(cells["availability"], AVAILABLE, "availability")
    fields |= {name: amount(cells[name]) for name in ("price", "price_to") if name in cells}
    price, price_to = fields.get("price"), fields.get("price_to")
    if price_to is not None and (price is None or price_to < price):
        raise ValueError("A range ends at or above its first price.")
    if "price" in cells or "currency" in cells:
        fields["currency"] = (cells.get("currency") or currency).upper()[:3]
    return fields


def _one_of(text: str, words: dict[str, Any], column: str) -> Any:
    found = words.get(text.lower())
    if found is None:
        raise ValueError(f"“{text[:40]}” is no {column} that is known here.")
    return found
