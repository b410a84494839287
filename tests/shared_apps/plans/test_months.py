"""A tenant's own months, over any anchor, zone and moment."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared_apps.plans.months import anniversary, month_of

ZONES = st.sampled_from(
    [
        "Europe/Kyiv",
        "Europe/London",
        "America/New_York",
        "Asia/Kolkata",
        "Pacific/Kiritimati",
        "America/Havana",
    ]
)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 17 * 365 * 86_400).map(lambda seconds: FIRST + timedelta(seconds=seconds))


@given(DAYS, ZONES, MOMENTS)
def test_it_puts_every_moment_into_one_month(anchor: date, zone: str, at: datetime) -> None:
    first = datetime.combine(anchor, datetime.min.time(), tzinfo=ZoneInfo(zone))
    moment = max(at, first.astimezone(UTC))

    month = month_of(anchor, zone, moment)

    assert month.starts_at <= moment < month.ends_at
    assert timedelta(days=27) <= month.ends_at - month.starts_at <= timedelta(days=31, hours=2)


@given(DAYS, ZONES, MOMENTS)
def test_it_leaves_no_gap_between_two_months(anchor: date, zone: str, at: datetime) -> None:
    first = datetime.combine(anchor, datetime.min.time(), tzinfo=ZoneInfo(zone))
    month = month_of(anchor, zone, max(at, first.astimezone(UTC)))

    following = month_of(anchor, zone, month.ends_at)

    assert following.starts_at == month.ends_at
    assert following.starts_on > month.starts_on


@given(DAYS, st.integers(0, 400))
def test_it_keeps_to_the_day_it_began_on(anchor: date, number: int) -> None:
    day = anniversary(anchor, number)

    assert day.day == anchor.day or (day.day < anchor.day and (day + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("anchor", "number", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_it_ends_on_the_last_day_of_shorter_months(anchor: date, number: int, expected: date) -> None:
    assert anniversary(anchor, number) == expected


@pytest.mark.parametrize(
    ("at", "starts_at"),
    [
        # Kyiv leaves summer time on 25 October 2026: midnight is at 21:00 UTC before and at 22:00 after.
        ("2026-10-24T20:59:59+00:00", "2026-09-24T21:00:00+00:00"),
        ("2026-10-24T21:00:00+00:00", "2026-10-24T21:00:00+00:00"),
        ("2026-11-24T21:30:00+00:00", "2026-10-24T21:00:00+00:00"),
        ("2026-11-24T22:00:00+00:00", "2026-11-24T22:00:00+00:00"),
        # And enters it on 29 March.
        ("2026-03-24T22:00:00+00:00", "2026-03-24T22:00:00+00:00"),
        ("2026-04-24T20:59:00+00:00", "2026-03-24T22:00:00+00:00"),
        ("2026-04-24T21:00:00+00:00", "2026-04-24T21:00:00+00:00"),
    ],
)
def test_it_turns_at_midnight_of_the_tenants_clock(at: str, starts_at: str) -> None:
    month = month_of(date(2026, 1, 25), "Europe/Kyiv", datetime.fromisoformat(at))

    assert month.starts_at.isoformat() == starts_at


def test_it_counts_the_time_before_the_first_day_to_the_first_month() -> None:
    month = month_of(date(2026, 5, 10), "Europe/Kyiv", datetime(2026, 5, 1, tzinfo=UTC))

    assert month.starts_on == date(2026, 5, 10)
