from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ViewChanged(Fact):
    view_id: UUID


@dataclass(frozen=True, kw_only=True)
class ViewDeleted(Fact):
    view_id: UUID
