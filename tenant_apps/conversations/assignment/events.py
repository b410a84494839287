from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PolicyChanged(Fact):
    policy_id: UUID


@dataclass(frozen=True, kw_only=True)
class PolicyDeleted(Fact):
    policy_id: UUID
