"""What a conversation owes next, from its facts. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared_apps.core.hours import Schedule, after_business_seconds, business_seconds

SHORTEST_WARNING = timedelta(minutes=5)


@dataclass(frozen=True)
class Targets:
    """Minutes, None for no target; `schedule` None counts every hour."""

    first_response_min: int | None
    next_response_min: int | None
    resolution_min: int | None
    schedule: Schedule | None = None


@dataclass(frozen=True)
class Standing:
    """Where a conversation stands: its session, what it waits for, how long it was paused."""

    status: str
    session_at: datetime
    waiting_since: datetime | None
    first_reply_at: datetime | None
    paused_s: float = 0.0


@dataclass(frozen=True)
class Due:
    """What is owed, by when, and when to warn."""

    kind: str
    at: datetime
    soon_at: datetime


def next_due(targets: Targets, standing: Standing) -> Due | None:
    """Return the first thing that is due, None while the clock stands still."""
    if standing.status != "open":
        return None
    owed = [_response(targets, standing), _resolution(targets, standing)]
    return min((due for due in owed if due), key=lambda due: due.at, default=None)


def _response(targets: Targets, standing: Standing) -> Due | None:
    if standing.waiting_since is None:
        return None
    answered = standing.first_reply_at is not None and standing.first_reply_at >= standing.session_at
    kind, minutes = (
        ("next_response", targets.next_response_min)
        if answered
        else ("first_response", targets.first_response_min)
    )
    return _due(kind, minutes, standing.waiting_since, 0.0, targets.schedule)


def _resolution(targets: Targets, standing: Standing) -> Due | None:
    return _due(
        "resolution", targets.resolution_min, standing.session_at, standing.paused_s, targets.schedule
    )


def _due(
    kind: str, minutes: int | None, start: datetime, paused_s: float, schedule: Schedule | None
) -> Due | None:
    if minutes is None:
        return None
    at = _after(schedule, start, minutes * 60 + paused_s)
    if at is None:
        return None
    warning = max(timedelta(minutes=minutes) / 10, min(SHORTEST_WARNING, timedelta(minutes=minutes) / 2))
    return Due(kind, at, at - warning)


def _after(schedule: Schedule | None, start: datetime, seconds: float) -> datetime | None:
    if schedule is None:
        return start + timedelta(seconds=seconds)
    return after_business_seconds(schedule, start, seconds)


def counted_s(schedule: Schedule | None, start: datetime, end: datetime) -> float:
    """Return how many seconds between two moments a target counts: the open ones, or all without a schedule."""
    return (end - start).total_seconds() if schedule is None else business_seconds(schedule, start, end)


@dataclass(frozen=True)
class Traits:
    """What policies choose by."""

    channel: UUID
    team: UUID | None
    priority: str
    labels: Collection[UUID]


def fits(
    traits: Traits,
    *,
    channels: Collection[UUID],
    teams: Collection[UUID],
    priorities: Collection[str],
    labels: Collection[UUID],
) -> bool:
    """Return whether a conversation passes every filter that is given; no filter, no question."""
    return (
        (not channels or traits.channel in channels)
        and (not teams or traits.team in teams)
        and (not priorities or traits.priority in priorities)
        and (not labels or any(label in labels for label in traits.labels))
    )
