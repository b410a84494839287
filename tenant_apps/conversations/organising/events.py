from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class MemberMentioned(Fact):
    """A member was called in a private note; `by` is who wrote it, None for Parlor itself."""

    member_id: UUID
    message_id: UUID
    conversation_id: UUID
    by: UUID | None


@dataclass(frozen=True, kw_only=True)
class ParticipantsChanged(Fact):
    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class SnoozeEnded(Fact):
    """A snooze came to its time, and the conversation is back."""

    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class BulkJobChanged(Fact):
    job_id: UUID
