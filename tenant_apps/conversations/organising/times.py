"""Understand a time in words, English or Ukrainian: "in 2 hours", "next friday", "завтра о 9", "на понеділок". Pure.

Every word has to be understood: half of a sentence read right is a snooze at the wrong time.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from tenant_apps.conversations.organising import time_words as words

MORNING = time(9)
MAX_LENGTH = 80
_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    r"|(?P<dotted>\d{1,2}[./]\d{1,2}(?:[./]\d{4})?)(?![\d:])"
    r"|(?P<clock>\d{1,2}[:.]\d{2})"
    r"|(?P<number>\d{1,4})(?:st|nd|rd|th)?"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ][^\W\d_]+)*)"
)


@dataclass
class _Found:
    """What the words gave so far."""

    day: date | None = None
    at: time | None = None
    delta: timedelta | None = None
    months: int = 0
    is_weekday: bool = False


class _NotUnderstood(Exception):
    pass


def parse_time(text: str, now: datetime) -> datetime | None:
    """Return the moment that `text` names, after `now` and in its time zone; None when it is not understood.

    A day without an hour is nine in the morning; an hour without a day is the next time the clock shows it.
    """
    try:
        found = _read(_tokens(text), now)
    except (_NotUnderstood, ValueError, OverflowError):
        return None
    moment = _moment(found, now)
    # By the instant, not by the wall clock, which shows an hour twice in the night it is put back.
    return moment if moment is not None and moment.timestamp() > now.timestamp() else None


Token = tuple[str, str]


def _tokens(text: str) -> list[Token]:
    if len(text) > MAX_LENGTH:
        raise _NotUnderstood
    lowered = text.lower().replace("’", "'").replace("ʼ", "'").strip()
    found = [(str(match.lastgroup), match.group(str(match.lastgroup))) for match in _TOKEN.finditer(lowered)]
    if not found or re.sub(r"[\s,.!]", "", _TOKEN.sub("", lowered)):
        raise _NotUnderstood
    return [token for token in found if token[1] not in words.FILLERS]


def _read(tokens: list[Token], now: datetime) -> _Found:
    found, rest = _Found(), _Peekable(tokens)
    for kind, value in rest:
        _take(found, kind, value, rest, now)
    return found


class _Peekable:
    """Tokens with a look at the next one."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.position = tokens, 0

    def __iter__(self) -> "_Peekable":
        return self

    def __next__(self) -> Token:
        if self.position >= len(self.tokens):
            raise StopIteration
        self.position += 1
        return self.tokens[self.position - 1]

    def peek(self) -> Token:
        return self.tokens[self.position] if self.position < len(self.tokens) else ("", "")


def _take(found: _Found, kind: str, value: str, rest: _Peekable, now: datetime) -> None:
    if kind == "iso":
        found.day = date.fromisoformat("-".join(part.zfill(2) for part in value.split("-")))
    elif kind == "dotted":
        _dotted(found, value, rest, now)
    elif kind == "clock":
        _clock(found, value, rest)
    elif kind == "number" or value in words.NUMBERS:
        _number(found, int(value) if kind == "number" else words.NUMBERS[value], rest, now)
    else:
        _word(found, value, rest, now)


def _dotted(found: _Found, value: str, rest: _Peekable, now: datetime) -> None:
    """25.12 is a day in both languages; where it cannot be one, as in 9.30, it is an hour."""
    first, second, *year = map(int, re.split("[./]", value))
    if not 1 <= second <= 12 or (not year and second >= 13):
        _set_clock(found, first, second, rest)
        return
    found.day = date(year[0], second, first) if year else _coming(first, second, now)


def _coming(day: int, month: int, now: datetime) -> date:
    this_year = date(now.year, month, day)
    return this_year if this_year >= now.date() else date(now.year + 1, month, day)


def _clock(found: _Found, value: str, rest: _Peekable) -> None:
    hour, minute = re.split("[:.]", value)
    _set_clock(found, int(hour), int(minute), rest)


def _set_clock(found: _Found, hour: int, minute: int, rest: _Peekable) -> None:
    if rest.peek()[1] in words.HALVES_OF_DAY:
        is_late = words.HALVES_OF_DAY[next(rest)[1]]
        if is_late is True and hour < 12:
            hour += 12
        elif is_late is False and hour == 12:
            hour = 0
    found.at = time(hour % 24 if hour == 24 else hour, minute)


def _number(found: _Found, number: int, rest: _Peekable, now: datetime) -> None:
    following = rest.peek()[1]
    if following in words.UNITS:
        _span(found, number, words.UNITS[next(rest)[1]])
    elif following in words.MONTHS:
        found.day = _coming(number, words.MONTHS[next(rest)[1]], now)
    elif number <= 24:
        _set_clock(found, number, 0, rest)
    else:
        raise _NotUnderstood


def _span(found: _Found, number: float, unit: str) -> None:
    if unit == "month":
        found.months += int(number)
        return
    span = timedelta(**{f"{unit}s": number})
    found.delta = (found.delta or timedelta()) + span


def _word(found: _Found, value: str, rest: _Peekable, now: datetime) -> None:
    if value == "day" and rest.peek()[1] == "tomorrow":  # "the day after tomorrow" without its fillers
        next(rest)
        found.day = now.date() + timedelta(days=2)
    elif value in words.TONIGHT:
        found.day, found.at = now.date(), time(20)
    elif value in words.DAYS:
        found.day = now.date() + timedelta(days=words.DAYS[value])
    elif value in words.PARTS_OF_DAY:
        _part_of_day(found, time(words.PARTS_OF_DAY[value]))
    elif value in words.WEEKDAYS:
        _weekday(found, words.WEEKDAYS[value], now)
    elif value in words.NEXT:
        _next(found, rest, now)
    elif value in words.UNITS:
        _span(found, 1, words.UNITS[value])
    elif value in words.HALF:
        _half(found, rest)
    elif value in words.MONTHS:
        kind, day = next(rest, ("", ""))
        if kind != "number":
            raise _NotUnderstood
        found.day = _coming(int(day), words.MONTHS[value], now)
    elif value in words.HALF_HOURS:
        _span(found, 30, "minute")
    else:
        raise _NotUnderstood


def _part_of_day(found: _Found, at: time) -> None:
    # "завтра о 6 вечора": the number came first, the part of the day says which half it is.
    if found.at is not None:
        if at.hour >= 12 and found.at.hour < 12:
            found.at = found.at.replace(hour=found.at.hour + 12)
        return
    found.at = at


def _weekday(found: _Found, weekday: int, now: datetime) -> None:
    found.day = now.date() + timedelta(days=(weekday - now.weekday()) % 7)
    found.is_weekday = True


def _next(found: _Found, rest: _Peekable, now: datetime) -> None:
    value = next(rest, ("", ""))[1]
    if value in words.WEEKDAYS:
        # "Next friday" said on a friday is in a week; said before it, the coming one, as most people mean it.
        _weekday(found, words.WEEKDAYS[value], now)
        if found.day == now.date():
            found.day += timedelta(days=7)
    elif words.UNITS.get(value) == "week":
        found.day = now.date() + timedelta(days=7 - now.weekday())
    elif words.UNITS.get(value) == "month":
        found.day = _after_months(now.date().replace(day=1), 1)
    elif words.UNITS.get(value) == "day":
        found.day = now.date() + timedelta(days=1)
    else:
        raise _NotUnderstood


def _half(found: _Found, rest: _Peekable) -> None:
    """Half an hour; the articles are fillers by now."""
    if words.UNITS.get(next(rest, ("", ""))[1]) != "hour":
        raise _NotUnderstood
    _span(found, 30, "minute")


def _after_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _moment(found: _Found, now: datetime) -> datetime | None:
    if found.delta is not None or found.months:
        return _moved(found, now)
    if found.day is None and found.at is None:
        return None
    moment = datetime.combine(found.day or now.date(), found.at or MORNING, now.tzinfo)
    if moment <= now and found.day is None:
        moment = datetime.combine(now.date() + timedelta(days=1), found.at or MORNING, now.tzinfo)
    if moment <= now and found.is_weekday:
        moment = datetime.combine(moment.date() + timedelta(days=7), found.at or MORNING, now.tzinfo)
    return moment


def _moved(found: _Found, now: datetime) -> datetime | None:
    """Hours and minutes count from this second; days, weeks and months keep the wall clock over a change of time."""
    if found.day is not None:
        return None
    delta = found.delta or timedelta()
    whole_days, rest = timedelta(days=delta.days), timedelta(seconds=delta.seconds)
    day = _after_months(now.date(), found.months) + whole_days
    moment = datetime.combine(day, found.at or now.timetz().replace(tzinfo=None), now.tzinfo)
    return _later(moment, rest) if rest else moment


def _later(moment: datetime, span: timedelta) -> datetime:
    """Add real time: an hour is an hour in the night the clocks change, too."""
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)
