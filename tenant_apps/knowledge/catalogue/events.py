from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ItemChanged(Fact):
    """A catalogue item is new or was changed."""

    item_id: UUID


@dataclass(frozen=True, kw_only=True)
class ItemDeleted(Fact):
    item_id: UUID
