"""Read the catalogue; look things up by the names that people give them, exactly."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.knowledge.catalogue.models import CatalogueItem
from tenant_apps.workspace.matching import rank

ORDER = ("kind", "category", "name", "id")


def items(*, q: str = "", kind: str = "") -> QuerySet[CatalogueItem]:
    """Return the catalogue in its order, what is not offered any more included."""
    rows = CatalogueItem.objects.select_related("photo").order_by(*ORDER)
    if kind:
        rows = rows.filter(kind=kind)
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(category__icontains=q) | Q(sku__iexact=q))
    return rows


def get_item(item_id: UUID) -> CatalogueItem:
    """Return the item; raises NotFound."""
    item = CatalogueItem.objects.select_related("photo").filter(id=item_id).first()
    if item is None:
        raise NotFound("There is no such item in the catalogue.")
    return item


def items_called(ids: Sequence[UUID]) -> dict[UUID, CatalogueItem]:
    return {item.id: item for item in CatalogueItem.objects.select_related("photo").filter(id__in=list(ids))}


def offered() -> QuerySet[CatalogueItem]:
    """Return what customers can have, or will be able to."""
    return CatalogueItem.objects.filter(is_active=True).order_by(*ORDER)


def find_items(text: str) -> list[CatalogueItem]:
    """Return the offered items that `text` names by name, alias or article number, best first; never a near miss.

    A name counts when all of its words were said, in any form and order; "serum" finds no "night serum".
    """
    shelf = list(offered())
    said = text.casefold().split()
    numbered = [item for item in shelf if item.sku and item.sku.casefold() in said]
    if numbered:
        return numbered
    return [shelf[at] for at in rank(text, [(item.name, *item.aliases) for item in shelf])]
