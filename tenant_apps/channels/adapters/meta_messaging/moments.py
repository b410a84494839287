"""Meta's times, which come as milliseconds or seconds, as number or text."""

from datetime import UTC, datetime

# 1e11 seconds are the year 5138, 1e11 milliseconds are 1973: neither is a message.
_MILLISECONDS_FROM = 1e11
_YEAR_2100 = 4_102_444_800


def moment(stamp: object, fallback: datetime) -> datetime:
    """Return aware UTC; `fallback` for what is no time between 1970 and 2100."""
    if isinstance(stamp, bool) or not isinstance(stamp, str | int | float):
        return fallback
    try:
        number = float(stamp)
    except (ValueError, OverflowError):
        return fallback
    seconds = number / 1000 if number >= _MILLISECONDS_FROM else number
    # Not a number compares as false to everything.
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < _YEAR_2100 else fallback


def written(stamp: object, fallback: datetime) -> datetime:
    """Return a time that Graph wrote in ISO 8601 (`2026-09-21T14:20:00+0000`), or as a number."""
    if isinstance(stamp, str) and "T" in stamp:
        try:
            found = datetime.fromisoformat(stamp)
        except ValueError:
            return fallback
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return moment(stamp, fallback)
