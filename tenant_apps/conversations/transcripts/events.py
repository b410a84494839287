from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class TranscriptSettled(Fact):
    """A customer's voice message has words now, or will have none."""

    message_id: UUID
    conversation_id: UUID
    is_ready: bool
