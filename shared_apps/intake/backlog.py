"""How far the ledger is behind; asked at scrape time, from indexes that hold only what is not done."""

from dataclasses import dataclass

from django.db import connection

from shared_apps.intake.models import EventState

# Only rows in line, unrouted or parked stand in the two partial indexes; handled ones are never looked at.
_COUNTS = """
    SELECT state, platform, count(*), sum((attempts > 0)::int)
    FROM public.intake_event WHERE state IN (2, 3) OR (state = 0 AND schema <> '') GROUP BY 1, 2
"""
_OLDEST = """
    SELECT COALESCE(EXTRACT(epoch FROM clock_timestamp() - min(received_at)), 0)::float
    FROM public.intake_event WHERE state = 0 AND schema <> '' AND attempts = 0
"""


@dataclass(frozen=True)
class Backlog:
    """Rows by (platform, state); `lag_s` is the age of the oldest row that nobody has tried yet."""

    waiting: dict[str, int]
    retrying: dict[str, int]
    failed: dict[str, int]
    unrouted: dict[str, int]
    lag_s: float


def backlog() -> Backlog:
    """Return what is not done; two queries."""
    found = Backlog({}, {}, {}, {}, 0.0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        for state, platform, count, tried in cursor.fetchall():
            if state == EventState.PENDING:
                found.waiting[platform], found.retrying[platform] = count - tried, tried
            else:
                (found.failed if state == EventState.FAILED else found.unrouted)[platform] = count
        cursor.execute(_OLDEST)
        lag_s = float(cursor.fetchone()[0])
    return Backlog(found.waiting, found.retrying, found.failed, found.unrouted, lag_s)
