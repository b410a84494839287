"""One partition a day, made ahead; what has no day of its own falls into the default partition."""

from datetime import date, timedelta

from django.db import connection

DAYS_AHEAD = 7


def keep(today: date) -> None:
    """Make the partitions from `today` to DAYS_AHEAD days on."""
    with connection.cursor() as cursor:
        for offset in range(DAYS_AHEAD + 1):
            day = today + timedelta(days=offset)
            cursor.execute("SELECT to_regclass(%s)", [f"public.intake_event_{day:%Y%m%d}"])
            if cursor.fetchone()[0] is None:
                cursor.execute(_partition(day))


def _partition(day: date) -> str:
    return (
        f"CREATE TABLE IF NOT EXISTS public.intake_event_{day:%Y%m%d} PARTITION OF public.intake_event "
        f"FOR VALUES FROM ('{day.isoformat()}+00') TO ('{(day + timedelta(days=1)).isoformat()}+00')"
    )
