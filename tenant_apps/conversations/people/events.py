from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ThreadsJoined(Fact):
    """All of `gone_id` stands in `into_id` now; `gone_id` is no conversation any more."""

    gone_id: UUID
    into_id: UUID


@dataclass(frozen=True, kw_only=True)
class ThreadsParted(Fact):
    """Messages went from `into_id` to `conversation_id`."""

    conversation_id: UUID
    into_id: UUID
