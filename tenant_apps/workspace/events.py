from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class CardChanged(Fact):
    """What customers are told of the business changed: its card, its opening hours or its locations."""

    workspace_id: UUID


@dataclass(frozen=True, kw_only=True)
class PriceListChanged(Fact):
    """A service was added, changed or taken off, or the list has another order."""
