from dataclasses import dataclass
from uuid import UUID

from shared_apps.facts import Fact


@dataclass(frozen=True, kw_only=True)
class TeamChanged(Fact):
    """A team was made or changed, its members included."""

    team_id: UUID


@dataclass(frozen=True, kw_only=True)
class TeamDeleted(Fact):
    team_id: UUID


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Fact):
    """Somebody came in, or came back."""

    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Fact):
    """A member was deactivated; what they had waits for their successor."""

    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class MemberChanged(Fact):
    """What a member may do or see, or is good at, was changed."""

    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class MemberCameOnline(Fact):
    """A member's first socket opened, or they chose to be online again."""

    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class MemberWentAway(Fact):
    """A member's last socket is gone, or they chose not to be online."""

    member_id: UUID
