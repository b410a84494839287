"""Times in words, said on Thursday the 19th of November 2026 at 15:20 in Kyiv."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tenant_apps.conversations.organising.times import parse_time

KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2026, 11, 19, 15, 20, tzinfo=KYIV)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("in 2 hours", "2026-11-19 17:20"),
        ("2h", "2026-11-19 17:20"),
        ("through 1 hour", None),
        ("через 2 години", "2026-11-19 17:20"),
        ("через годину", "2026-11-19 16:20"),
        ("через пів години", "2026-11-19 15:50"),
        ("півгодини", "2026-11-19 15:50"),
        ("1 hour 30 minutes", "2026-11-19 16:50"),
        ("через 30 хв", "2026-11-19 15:50"),
        ("in two weeks", "2026-12-03 15:20"),
        ("через 2 тижні о 10:00", "2026-12-03 10:00"),
        ("tomorrow", "2026-11-20 09:00"),
        ("Завтра о 9", "2026-11-20 09:00"),
        ("завтра о 9.30", "2026-11-20 09:30"),
        ("завтра о дев'ятій", "2026-11-20 09:00"),
        ("завтра о дев’ятій", "2026-11-20 09:00"),
        ("завтра о 6 вечора", "2026-11-20 18:00"),
        ("tomorrow 3pm", "2026-11-20 15:00"),
        ("12 am", "2026-11-20 00:00"),
        ("tomorrow at noon", "2026-11-20 12:00"),
        ("tonight", "2026-11-19 20:00"),
        ("the day after tomorrow", "2026-11-21 09:00"),
        ("післязавтра зранку", "2026-11-21 09:00"),
        ("friday", "2026-11-20 09:00"),
        ("next friday", "2026-11-20 09:00"),
        ("thursday", "2026-11-26 09:00"),
        ("next thursday at 10", "2026-11-26 10:00"),
        ("на понеділок", "2026-11-23 09:00"),
        ("у п'ятницю о 14", "2026-11-20 14:00"),
        ("наступного тижня", "2026-11-23 09:00"),
        ("next month", "2026-12-01 09:00"),
        ("25 грудня", "2026-12-25 09:00"),
        ("Dec 25th", "2026-12-25 09:00"),
        ("25.12.2026 о 14:00", "2026-12-25 14:00"),
        ("1 травня", "2027-05-01 09:00"),
        ("2026-12-01 10:00", "2026-12-01 10:00"),
        ("9:00", "2026-11-20 09:00"),
        ("18:00", "2026-11-19 18:00"),
        ("whenever", None),
        ("завтра колись", None),
        ("yesterday", None),
        ("2020-01-01", None),
        ("31 лютого", None),
        ("25:00", None),
        ("999999 days", None),
        ("'; drop table x", None),
        ("", None),
        ("tomorrow " * 50, None),
    ],
)
def test_it_understands_times(text: str, moment: str | None) -> None:
    expected = datetime.fromisoformat(moment).replace(tzinfo=KYIV) if moment else None

    assert parse_time(text, NOW) == expected


def test_an_hour_is_an_hour_when_the_clocks_change() -> None:
    before = datetime(2026, 10, 25, 3, 30, tzinfo=KYIV)

    later = parse_time("in 1 hour", before)

    assert later is not None
    assert later.timestamp() - before.timestamp() == 3600


def test_a_day_keeps_the_clock_when_the_clocks_change() -> None:
    before = datetime(2026, 10, 24, 12, tzinfo=KYIV)

    assert parse_time("in 1 day", before) == datetime(2026, 10, 25, 12, tzinfo=KYIV)
