"""Read the log: the cursor of a tenant and what happened after a cursor."""

from datetime import datetime, timedelta

from django.db import connection

from shared_apps.core.keys import schema
from shared_apps.facts.base import Fact
from shared_apps.facts.models import FactRow

# A push can be late by as long as the pushing process lags; replay reaches back this far and clients drop doubles.
OVERLAP = timedelta(seconds=30)


def latest_id() -> int:
    """Return the id of this tenant's newest fact, 0 when nothing happened yet."""
    return FactRow.objects.filter(schema=schema()).order_by("-id").values_list("id", flat=True).first() or 0


def facts_after(after: int, *, limit: int) -> list[tuple[int, Fact]] | None:
    """Return what a client that last saw fact `after` may have missed, oldest first.

    None when the answer would be longer than `limit` or the log no longer reaches back so far. Facts with a lower
    id are included when their transaction ran beside the one of `after`, so nothing that committed late is missed.
    """
    rows = FactRow.objects.filter(schema=schema())
    if after == 0:
        return None if rows.exists() else []
    seen = rows.filter(id=after).values("xmin_at", "at").first()
    if seen is None:
        return None
    newer = list(rows.filter(id__gt=after).order_by("id")[: limit + 1])
    beside = rows.filter(id__lt=after, xid__gte=seen["xmin_at"]) | rows.filter(
        id__lt=after, at__gte=seen["at"] - OVERLAP
    )
    if len(newer) > limit:
        return None
    found = sorted([*beside.order_by("-id")[:limit], *newer], key=lambda row: row.id)
    loaded = [(row.id, Fact.load(row.name, row.payload)) for row in found]
    return [(fact_id, fact) for fact_id, fact in loaded if fact is not None]


_ACTIVE = """
    WITH RECURSIVE known AS (
        (SELECT schema FROM public.fact ORDER BY schema LIMIT 1)
        UNION ALL
        SELECT (SELECT f.schema FROM public.fact f WHERE f.schema > known.schema ORDER BY f.schema LIMIT 1)
        FROM known WHERE known.schema IS NOT NULL
    )
    SELECT known.schema FROM known
    CROSS JOIN LATERAL (SELECT at FROM public.fact f WHERE f.schema = known.schema ORDER BY id DESC LIMIT 1) AS newest
    WHERE newest.at >= %s
"""


def schemas_active_since(at: datetime) -> set[str]:
    """Return the schemas in which something happened since; one step of an index each, however long the log is."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTIVE, [at])
        return {row[0] for row in cursor.fetchall()}
