from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class LabelChanged(Fact):
    """A label was made or changed."""

    label_id: UUID


@dataclass(frozen=True, kw_only=True)
class LabelDeleted(Fact):
    label_id: UUID
