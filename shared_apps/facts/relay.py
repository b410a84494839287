"""Read the log in commit-safe order and hand out one piece of work per (tenant, consumer), one task per tenant.

A row is read only when every transaction older than the oldest running one has ended (`pg_snapshot_xmin`), so no
fact can appear behind the cursor. Cursor and work rows are written in one transaction: no fact is lost or doubled
here; sending the task comes after and may be repeated.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec
from django.db import connection, transaction

from shared_apps.facts.models import FactWork, RelayCursor
from shared_apps.facts.wiring import consumers_of

BATCH = 2_000

_READ = """
    SELECT id, xid, schema, name, payload, cause, depth FROM public.fact
    WHERE (xid, id) > (%s, %s) AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    ORDER BY xid, id LIMIT %s
"""


def relay_once() -> int:
    """Hand out the next batch; return how many facts it held. Only one relay works at a time."""
    with transaction.atomic():
        cursor_row = RelayCursor.objects.select_for_update(skip_locked=True).filter(id=1).first()
        if cursor_row is None:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(_READ, [cursor_row.xid, cursor_row.fact_id, BATCH])
            rows = cursor.fetchall()
        if not rows:
            return 0
        work = FactWork.objects.bulk_create(_grouped(rows))
        RelayCursor.objects.filter(id=1).update(xid=rows[-1][1], fact_id=rows[-1][0])
    send((piece.id, piece.schema) for piece in work)
    return len(rows)


def _grouped(rows: list[tuple[Any, ...]]) -> list[FactWork]:
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for fact_id, _, schema_name, name, payload, _, depth in rows:
        # Django hands jsonb over as text to a raw cursor.
        row = {"id": fact_id, "name": name, "payload": msgspec.json.decode(payload), "depth": depth}
        for consumer in consumers_of(name):
            groups[schema_name, consumer].append(row)
    return [
        FactWork(schema=schema, consumer=consumer, facts=facts)
        for (schema, consumer), facts in groups.items()
    ]


def send(work: Iterable[tuple[int, str]]) -> None:
    """Queue one task for each tenant of `work`, pairs of work id and schema."""
    from shared_apps.facts.tasks import run_work

    ids: dict[str, list[int]] = defaultdict(list)
    for work_id, schema_name in work:
        ids[schema_name].append(work_id)
    for schema_name, theirs in ids.items():
        run_work.apply_async(args=(theirs,), headers={"_schema_name": schema_name})
