"""How far the relay and its consumers are behind."""

from dataclasses import dataclass

from django.db import connection

_RELAY = """
    SELECT EXTRACT(epoch FROM clock_timestamp() - f.at)::float
    FROM public.facts_relaycursor c
    JOIN LATERAL (
        SELECT at FROM public.fact WHERE (xid, id) > (c.xid, c.fact_id) ORDER BY xid, id LIMIT 1
    ) AS f ON true WHERE c.id = 1
"""
_WORK = """
    SELECT state, count(*), COALESCE(max(EXTRACT(epoch FROM clock_timestamp() - due_at)), 0)::float
    FROM public.fact_work GROUP BY 1
"""


@dataclass(frozen=True)
class RelayState:
    """`lag_s`: age of the oldest fact that was not handed out; `overdue_s`: how late the latest piece of work is."""

    lag_s: float
    waiting: int
    parked: int
    overdue_s: float


def relay_state() -> RelayState:
    """Return how late facts are; two queries. A worked-off row is deleted, so the table is short."""
    with connection.cursor() as cursor:
        cursor.execute(_RELAY)
        row = cursor.fetchone()
        cursor.execute(_WORK)
        work = {state: (count, late_s) for state, count, late_s in cursor.fetchall()}
    waiting, parked = work.get("waiting", (0, 0.0)), work.get("parked", (0, 0.0))
    return RelayState(max(row[0], 0.0) if row else 0.0, waiting[0], parked[0], max(waiting[1], 0.0))
