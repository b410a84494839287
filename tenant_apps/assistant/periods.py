"""Which days a question means. Pure: the moment and the zone are passed in."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Period(StrEnum):
    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    LAST_30_DAYS = "last_30_days"


@dataclass(frozen=True)
class Span:
    """From `start` up to and without `end`."""

    name: Period
    start: datetime
    end: datetime


def span(period: Period, at: datetime, zone: str) -> Span:
    """Return the span of `period` by the wall clock of `zone`; running ones end now."""
    here = at.astimezone(ZoneInfo(zone))
    midnight = datetime.combine(here.date(), time.min, tzinfo=here.tzinfo)
    monday = midnight - timedelta(days=midnight.weekday())
    first = midnight.replace(day=1)
    spans = {
        Period.TODAY: (midnight, here),
        Period.YESTERDAY: (midnight - timedelta(days=1), midnight),
        Period.THIS_WEEK: (monday, here),
        Period.LAST_WEEK: (monday - timedelta(days=7), monday),
        Period.THIS_MONTH: (first, here),
        Period.LAST_MONTH: ((first - timedelta(days=1)).replace(day=1), first),
        Period.LAST_30_DAYS: (midnight - timedelta(days=29), here),
    }
    start, end = spans[period]
    return Span(period, start, end)
