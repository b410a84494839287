"""Look a product or property up in the catalogue: only what was named, never what is near it."""

from collections.abc import Mapping
from typing import Any

from tenant_apps.agent.answering.catalogue import MOST_LINES, Offer
from tenant_apps.agent.tools.tool import Found, Tool, text_argument
from tenant_apps.knowledge.catalogue.models import Availability, CatalogueItem
from tenant_apps.knowledge.catalogue.selectors import find_items


def offers(asked: str) -> list[Offer]:
    """Return the lines of what `asked` names and customers can have; none when it names nothing."""
    return [
        Offer(
            name=item.name,
            category=item.category,
            price=item.price,
            price_to=item.price_to,
            currency=item.currency,
            duration_min=None,
            aliases=(*item.aliases, item.sku),
        )
        for item in find_items(asked)
        if item.availability != Availability.UNAVAILABLE
    ]


def run(arguments: Mapping[str, Any]) -> Found:
    found = find_items(text_argument(arguments, "query"))[:MOST_LINES]
    return Found({"items": [_view(item) for item in found]})


def _view(item: CatalogueItem) -> dict[str, Any]:
    return {
        "name": item.name,
        "kind": item.kind,
        "price": None if item.price is None else f"{item.price}",
        "price_to": None if item.price_to is None else f"{item.price_to}",
        "currency": item.currency,
        "availability": item.availability,
        "attributes": {one["name"]: one["value"] for one in item.attributes},
        "link": item.url,
    }


TOOL = Tool(
    name="find_products",
    description=(
        "Look a product or property up in the catalogue by its name or article number: exact price, availability, "
        "details and link. Nothing comes back when the name is not in the catalogue; then do not guess."
    ),
    run=run,
    properties={"query": {"type": "string", "description": "The name in the customer's words."}},
)
