from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class AgentTurnEnded(Fact):
    """The agent answered, handed off, gave way or failed; the turn holds which and why."""

    turn_id: UUID
    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class AgentSettingsChanged(Fact):
    settings_id: UUID
