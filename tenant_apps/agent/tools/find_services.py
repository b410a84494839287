"""Read the price list."""

from collections.abc import Mapping
from typing import Any

from tenant_apps.agent.answering.catalogue import MOST_LINES, Offer, match
from tenant_apps.agent.tools.tool import Found, Tool, text_argument
from tenant_apps.workspace.selectors import services


def offers() -> list[Offer]:
    """Return the active lines of the price list."""
    return [
        Offer(
            name=service.name,
            category=service.category,
            price=service.price,
            price_to=service.price_to,
            currency=service.currency,
            duration_min=service.duration_min,
            aliases=tuple(service.aliases),
        )
        for service in services()
    ]


def run(arguments: Mapping[str, Any]) -> Found:
    found = match(text_argument(arguments, "query"), offers()).offers[:MOST_LINES]
    return Found({"services": [_view(offer) for offer in found]})


def _view(offer: Offer) -> dict[str, Any]:
    return {
        "name": offer.name,
        "category": offer.category,
        "price": None if offer.price is None else f"{offer.price}",
        "price_to": None if offer.price_to is None else f"{offer.price_to}",
        "currency": offer.currency,
        "duration_min": offer.duration_min,
    }


TOOL = Tool(
    name="find_services",
    description="Look services up in the price list: exact current prices and durations. Ask this first for prices.",
    run=run,
    properties={"query": {"type": "string", "description": "The service in the customer's words."}},
)
