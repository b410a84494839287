"""The kernel of opening hours: breaks, nights, holidays, clock changes."""

from datetime import UTC, date, datetime

import pytest

from shared_apps.core.hours import (
    Schedule,
    after_business_seconds,
    business_seconds,
    day_of,
    is_open,
    next_opening,
)

SPLIT = day_of([["09:00", "13:00"], ["14:00", "18:00"]])
CLOSED = day_of([])
SALON = Schedule(
    "Europe/Kyiv",
    (SPLIT, SPLIT, SPLIT, SPLIT, day_of([["18:00", "02:00"]]), CLOSED, CLOSED),
    {date(2026, 12, 25): CLOSED, date(2026, 12, 31): day_of([["10:00", "12:00"]])},
)
ALWAYS = Schedule("Europe/Kyiv", tuple(day_of([["00:00", "24:00"]]) for _ in range(7)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "is_it"),
    [
        ("2026-11-23T07:00", True),  # Monday 09:00 in Kyiv, winter time
        ("2026-11-23T06:59", False),
        ("2026-11-23T11:00", False),  # the break begins
        ("2026-11-23T12:00", True),  # the break is over
        ("2026-11-23T16:00", False),
        ("2026-11-27T23:59", True),  # Friday's night, 01:59 on Saturday
        ("2026-11-28T00:00", False),
        ("2026-12-25T20:00", False),  # a closed holiday on a Friday
        ("2026-12-31T09:00", True),  # short hours of a holiday
        ("2026-12-31T14:00", False),
        ("2026-07-06T06:00", True),  # Monday 09:00 in summer time
    ],
)
def test_it_knows_when_it_is_open(when: str, is_it: bool) -> None:
    assert is_open(SALON, at(when)) is is_it


@pytest.mark.parametrize(
    ("when", "opening"),
    [
        ("2026-11-23T08:00", "2026-11-23T08:00"),
        ("2026-11-23T11:30", "2026-11-23T12:00"),
        ("2026-11-28T05:00", "2026-11-30T07:00"),
        ("2026-12-25T05:00", "2026-12-28T07:00"),
    ],
)
def test_it_finds_the_next_opening(when: str, opening: str) -> None:
    assert next_opening(SALON, at(when)) == at(opening)


def test_a_business_that_never_opens_has_no_next_opening() -> None:
    never = Schedule("Europe/Kyiv", (CLOSED,) * 7)

    assert next_opening(never, at("2026-11-23T08:00")) is None
    assert after_business_seconds(never, at("2026-11-23T08:00"), 60) is None


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-23T05:00", "2026-11-23T20:00", 8),
        ("2026-11-27T15:00", "2026-11-28T10:00", 8),
        ("2026-11-23T10:30", "2026-11-23T12:30", 1),
        ("2026-11-23T12:30", "2026-11-23T10:30", 0),
    ],
)
def test_it_counts_open_time(start: str, end: str, hours: float) -> None:
    assert business_seconds(SALON, at(start), at(end)) == hours * 3600


@pytest.mark.parametrize(
    ("first", "hours"),
    # Kyiv puts the clock forward on 29 March 2026 and back on 25 October 2026.
    [("2026-03-28T22:00", 23), ("2026-10-24T21:00", 25), ("2026-06-30T21:00", 24)],
)
def test_a_day_with_a_clock_change_is_shorter_or_longer(first: str, hours: int) -> None:
    zone_day_end = {23: "2026-03-29T21:00", 25: "2026-10-25T22:00", 24: "2026-07-01T21:00"}[hours]

    assert business_seconds(ALWAYS, at(first), at(zone_day_end)) == hours * 3600


def test_a_night_over_the_skipped_hour_opens_after_it() -> None:
    # 03:00–04:00 does not exist on 29 March 2026 in Kyiv.
    night = Schedule("Europe/Kyiv", (CLOSED,) * 6 + (day_of([["03:30", "05:00"]]),))

    assert next_opening(night, at("2026-03-28T22:00")) == at("2026-03-29T01:30")
    assert business_seconds(night, at("2026-03-28T22:00"), at("2026-03-29T10:00")) == 1800


def test_it_adds_open_time_over_breaks_and_nights() -> None:
    assert after_business_seconds(SALON, at("2026-11-23T10:30"), 3600) == at("2026-11-23T12:30")
    assert after_business_seconds(SALON, at("2026-11-28T05:00"), 1800) == at("2026-11-30T07:30")


@pytest.mark.parametrize(
    "intervals",
    [
        [["9:00", "18:00"]],
        [["09:00", "25:00"]],
        [["09:60", "18:00"]],
        [["24:00", "02:00"]],
        [["09:00", "13:00"], ["12:00", "18:00"]],
        [["02:00", "03:00"], ["20:00", "03:00"]],
    ],
)
def test_it_refuses_a_day_that_makes_no_sense(intervals: list[list[str]]) -> None:
    with pytest.raises(ValueError):
        day_of(intervals)
