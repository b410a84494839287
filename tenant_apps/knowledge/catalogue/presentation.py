from typing import Any

from tenant_apps.files.selectors import file_url
from tenant_apps.knowledge.catalogue.models import CatalogueItem


def item_view(item: CatalogueItem) -> dict[str, Any]:
    return {
        "id": str(item.id),
        "kind": item.kind,
        "name": item.name,
        "sku": item.sku,
        "category": item.category,
        "description": item.description,
        "aliases": item.aliases,
        "price": None if item.price is None else f"{item.price:.2f}",
        "price_to": None if item.price_to is None else f"{item.price_to:.2f}",
        "currency": item.currency,
        "attributes": item.attributes,
        "availability": item.availability,
        "url": item.url,
        "photo": file_url(item.photo_id) if item.photo_id else None,
        "is_active": item.is_active,
        "updated_at": item.updated_at.isoformat().replace("+00:00", "Z"),
        "rev": item.rev,
    }
