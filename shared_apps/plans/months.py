"""A tenant's own months: from an anniversary of its first day to the next, at midnight of its own time zone. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Month:
    """`starts_on` names the month wherever it is counted; the two moments are in UTC."""

    starts_on: date
    starts_at: datetime
    ends_at: datetime


def anniversary(anchor: date, number: int) -> date:
    """Return the day that begins month `number` after `anchor`: the same day, or the last one of a shorter month."""
    year, month0 = divmod(anchor.year * 12 + anchor.month - 1 + number, 12)
    return date(year, month0 + 1, min(anchor.day, monthrange(year, month0 + 1)[1]))


def month_of(anchor: date, zone: str, at: datetime) -> Month:
    """Return the month that `at` (aware) is in; before the anchor it is the first."""
    tz = ZoneInfo(zone)
    today = at.astimezone(tz).date()
    number = (today.year - anchor.year) * 12 + today.month - anchor.month
    if anniversary(anchor, number) > today:
        number -= 1
    number = max(number, 0)
    starts_on = anniversary(anchor, number)
    return Month(starts_on, _midnight(starts_on, tz), _midnight(anniversary(anchor, number + 1), tz))


def _midnight(day: date, tz: ZoneInfo) -> datetime:
    """Return the first moment of `day`; where the clocks skip midnight, the moment they skip from."""
    return datetime.combine(day, time.min, tzinfo=tz).astimezone(UTC)
