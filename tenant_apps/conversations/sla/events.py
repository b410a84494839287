from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class SlaSoon(Fact):
    """A tenth of the time is left, or five minutes."""

    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class SlaBreached(Fact):
    conversation_id: UUID
