"""Empty a tenant's part of the ledger, in order and with the effect of exactly once.

The rows, what they become in the tenant's tables and the facts about it commit in one transaction, so it does not
matter who dies when. One drain per tenant works at a time, under an advisory lock that ends with the transaction.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import InterfaceError, OperationalError, connection, transaction

from shared_apps.core.clock import now
from shared_apps.core.keys import tenant_key
from shared_apps.intake.counts import DRAINED
from shared_apps.intake.errors import Deferred
from shared_apps.intake.models import EventState
from shared_apps.intake.platforms import LedgerRow, consume

log = logging.getLogger(__name__)

BATCH = 500
MAX_BYTES = 32_000_000
MAX_ATTEMPTS = 6

_LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended('drain:' || %s, 0)), clock_timestamp()"
# A batch ends at MAX_BYTES, too: mails are large. Its first row is always taken.
_ROWS = """
    SELECT e.id, e.platform, e.account_id, e.payload, e.received_at, e.attempts, r.schema_name
    FROM (
        SELECT *, sum(octet_length(payload)) OVER (ORDER BY id) - octet_length(payload) AS before
        FROM (
            SELECT * FROM public.intake_event
            WHERE schema = %s AND state = 0 AND due_at <= clock_timestamp() ORDER BY id LIMIT %s
        ) AS waiting
    ) AS e
    LEFT JOIN public.intake_route r USING (platform, account_id)
    WHERE e.before < %s ORDER BY e.id
"""
_LEFT = """
    SELECT EXISTS (
        SELECT 1 FROM public.intake_event
        WHERE schema = %s AND state = 0 AND due_at <= clock_timestamp() AND received_at < %s)
"""
# How long a drain that was turned away is remembered, in seconds; the sweeper comes sooner.
ASKED = "drain-again"
_ASKED_S = 60
# The range of received_at lets PostgreSQL look into the partitions concerned only.
_MARK = """
    UPDATE public.intake_event SET state = %s, reason = %s, schema = %s, due_at = %s, attempts = attempts + %s
    WHERE received_at BETWEEN %s AND %s AND id = ANY(%s)
"""


def drain(schema: str) -> int:
    """Handle all pending rows of `schema`, which the connection must be in; return how many were read.

    What comes while a batch is at work is left to its own kick: under load that makes large batches of many small.
    """
    total, has_asked = 0, False
    while True:
        batch = _drain_batch(schema)
        if batch is None:
            if has_asked:
                return total
            # Whoever is at work looks again when it has ended. It may have ended before it could be asked.
            cache.set(tenant_key(ASKED), 1, _ASKED_S)
            has_asked = True
            continue
        count, began = batch
        total, has_asked = total + count, False
        if count < BATCH and not cache.delete(tenant_key(ASKED)) and not _is_left(schema, began):
            return total


def _drain_batch(schema: str) -> tuple[int, datetime] | None:
    """Return how many rows were read and when the reading began, None when another drain is at work."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_LOCK, [schema])
            is_ours, began = cursor.fetchone()
            if not is_ours:
                return None
            cursor.execute(_ROWS, [schema, BATCH, MAX_BYTES])
            found = cursor.fetchall()
        _reroute([row for row in found if row[6] != schema])
        ours = [row for row in found if row[6] == schema]
        if ours:
            _handle(schema, ours)
        return len(found), began


def _handle(schema: str, found: Sequence[tuple[Any, ...]]) -> None:
    """Handle the batch as one; when that fails, row by row, so that a bad row harms itself only."""
    try:
        _consume(found)
        _mark(found, EventState.DONE, schema=schema)
        DRAINED.add("done", by=len(found))
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        if len(found) == 1:
            _try_one(schema, found[0])
            return
        log.warning("a batch of %s rows failed; handling them one by one", len(found))
        for row in found:
            _try_one(schema, row)


def _try_one(schema: str, row: tuple[Any, ...]) -> None:
    try:
        _consume([row])
        _mark([row], EventState.DONE, schema=schema)
        DRAINED.add("done")
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        attempts = row[5] + 1
        is_parked = attempts >= MAX_ATTEMPTS and not isinstance(error, Deferred)
        DRAINED.add("parked" if is_parked else "again")
        if is_parked:
            log.exception("ledger row %s is parked", row[0])
        _mark(
            [row],
            EventState.FAILED if is_parked else EventState.PENDING,
            schema=schema,
            reason=f"{type(error).__name__}: {error}"[:2000].replace("\0", ""),
            due_at=now() + timedelta(seconds=min(2**attempts, 300)),
            attempts=1,
        )


def _consume(found: Sequence[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        consume([LedgerRow(row[0], row[1], row[2], bytes(row[3]), row[4]) for row in found])


def _reroute(found: Sequence[tuple[Any, ...]]) -> None:
    """Rows whose account has moved since they were written go to its new tenant, or wait for one."""
    for row in found:
        state = EventState.PENDING if row[6] else EventState.UNROUTED
        _mark([row], state, schema=row[6] or "")


def _mark(
    found: Sequence[tuple[Any, ...]],
    state: EventState,
    *,
    schema: str,
    reason: str = "",
    due_at: datetime | None = None,
    attempts: int = 0,
) -> None:
    times = [row[4] for row in found]
    ids = [row[0] for row in found]
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [state, reason, schema, due_at or now(), attempts, min(times), max(times), ids])


def _is_left(schema: str, began: datetime) -> bool:
    """Tell whether rows from before `began` wait: too many bytes for one batch."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, [schema, began])
        return bool(cursor.fetchone()[0])
