"""When a business is open: intervals of a week, breaks, nights, holidays and clock changes. Pure.

A day is a tuple of (start, end) in minutes of its own wall clock; an end above 1440 runs into the next day. Wall
times become UTC by the schedule's zone, so a day with a clock change is 23 or 25 hours long. A wall time that the
clock skips counts as the moment after the skip (RFC 5545 §3.3.5 reads it the same way).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

MINUTES_A_DAY = 24 * 60
# An opening further away than this is none: the business is closed for good.
LOOK_AHEAD_DAYS = 400

Interval = tuple[int, int]
Day = tuple[Interval, ...]
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Schedule:
    """`week` has seven days from Monday; `special` replaces single dates, an empty one being closed."""

    timezone: str
    week: tuple[Day, ...]
    special: Mapping[date, Day] = field(default_factory=dict)

    def day(self, on: date) -> Day:
        return self.special.get(on, self.week[on.weekday()])


def is_open(schedule: Schedule, at: datetime) -> bool:
    """Return whether the business is open at the aware time `at`."""
    return any(start <= at < end for start, end in _spans(schedule, at, at))


def next_opening(schedule: Schedule, at: datetime) -> datetime | None:
    """Return `at` when open, else the next opening in UTC; None when there is none within LOOK_AHEAD_DAYS."""
    for start, end in _spans(schedule, at, at + timedelta(days=LOOK_AHEAD_DAYS)):
        if end > at:
            return max(start, at.astimezone(UTC))
    return None


def next_closing(schedule: Schedule, at: datetime) -> datetime | None:
    """Return when it closes that is open at `at`, in UTC; None when it is closed, or open for longer than a week."""
    for start, end in _spans(schedule, at, at + timedelta(days=7)):
        if start <= at < end:
            return end if end <= at + timedelta(days=7) else None
    return None


def business_seconds(schedule: Schedule, a: datetime, b: datetime) -> float:
    """Return how many seconds between `a` and `b` the business was open; 0 when `b` is not after `a`."""
    if b <= a:
        return 0.0
    return sum(
        max(0.0, (min(end, b) - max(start, a)).total_seconds()) for start, end in _spans(schedule, a, b)
    )


def after_business_seconds(schedule: Schedule, start: datetime, seconds: float) -> datetime | None:
    """Return when `seconds` of open time have passed since `start`; None beyond LOOK_AHEAD_DAYS."""
    left = timedelta(seconds=seconds)
    for opens, closes in _spans(schedule, start, start + timedelta(days=LOOK_AHEAD_DAYS)):
        begin = max(opens, start.astimezone(UTC))
        if closes <= begin:
            continue
        if closes - begin >= left:
            return begin + left
        left -= closes - begin
    return None


def _spans(schedule: Schedule, a: datetime, b: datetime) -> Iterator[Span]:
    """Yield the open times that may touch [a, b] in order, in UTC, overlapping ones joined."""
    zone = ZoneInfo(schedule.timezone)
    # The night before may still run on.
    day, last = a.astimezone(zone).date() - timedelta(days=1), b.astimezone(zone).date()
    held: Span | None = None
    while day <= last:
        for start, end in sorted(schedule.day(day)):
            span = _moment(zone, day, start), _moment(zone, day, end)
            if held is None:
                held = span
            elif span[0] <= held[1]:
                held = held[0], max(held[1], span[1])
            else:
                yield held
                held = span
        day += timedelta(days=1)
    if held is not None:
        yield held


def _moment(zone: ZoneInfo, day: date, minutes: int) -> datetime:
    days, rest = divmod(minutes, MINUTES_A_DAY)
    wall = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), tzinfo=zone)
    return wall.astimezone(UTC)


def interval_of(start: str, end: str) -> Interval:
    """Read "09:00", "18:00"; an end at or before the start is on the next day. Raises ValueError."""
    first, last = _minutes(start), _minutes(end)
    if first >= MINUTES_A_DAY:
        raise ValueError("A day begins before 24:00.")
    return first, last if last > first else last + MINUTES_A_DAY


def _minutes(text: str) -> int:
    hours, colon, minutes = text.partition(":")
    if not (colon and len(hours) == 2 and len(minutes) == 2 and hours.isdecimal() and minutes.isdecimal()):
        raise ValueError(f"{text} is not a time. Write it as 09:30.")
    total = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or total > MINUTES_A_DAY:
        raise ValueError(f"{text} is not a time of day.")
    return total


def day_of(intervals: Sequence[Sequence[str]]) -> Day:
    """Read a day's intervals; raises ValueError when they overlap or are none."""
    day = tuple(sorted(interval_of(start, end) for start, end in intervals))
    for (_, end), (start, _) in pairwise(day):
        if start < end:
            raise ValueError("Two intervals of this day overlap.")
    if day and day[-1][1] - MINUTES_A_DAY > day[0][0]:
        raise ValueError("A night may not run past the same hour of the next day.")
    return day
