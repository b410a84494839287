"""Run the work that facts make, send again what got lost, forget what is old."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
from celery import shared_task
from django.db import connection, transaction

from shared_apps.core.clock import now
from shared_apps.core.tasks import closed_schemas
from shared_apps.facts.base import Fact
from shared_apps.facts.models import FactRow, FactWork, WorkState
from shared_apps.facts.publisher import acting
from shared_apps.facts.relay import send
from shared_apps.facts.wiring import consumer

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 6
RESEND_AFTER = timedelta(seconds=60)
KEEP = timedelta(days=3)


@shared_task
def run_work(work_ids: Sequence[int]) -> None:
    """Call the consumers with their facts; the writes of each and the end of its work commit together."""
    for work_id in work_ids:
        try:
            with transaction.atomic():
                work = _claimed(work_id)
                if work is not None:
                    _call(*work)
        except Exception as error:
            log.exception("work %s failed", work_id)
            _postpone(work_id, error)


# The row comes back when the consumer fails.
_CLAIM = """
    DELETE FROM public.fact_work WHERE id = (
        SELECT id FROM public.fact_work WHERE id = %s AND state = %s FOR UPDATE SKIP LOCKED
    ) RETURNING consumer, facts
"""


def _claimed(work_id: int) -> tuple[str, list[dict[str, Any]]] | None:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [work_id, WorkState.WAITING])
        found = cursor.fetchone()
    # Django hands jsonb over as text to a raw cursor.
    return (found[0], msgspec.json.decode(found[1])) if found else None


def _call(name: str, facts: list[dict[str, Any]]) -> None:
    function = consumer(name)
    if function is None:
        raise LookupError(f"No consumer is called {name} any more.")
    loaded = [Fact.load(row["name"], row["payload"]) for row in facts]
    with acting(actor=name, cause=facts[-1]["id"], depth=max(row["depth"] for row in facts) + 1):
        function([fact for fact in loaded if fact is not None])


def _postpone(work_id: int, error: Exception) -> None:
    """Try again in 2, 4, 8 … seconds; after MAX_ATTEMPTS park the work with its reason."""
    work = FactWork.objects.filter(id=work_id).first()
    if work is None:
        return
    attempts = work.attempts + 1
    state = WorkState.PARKED if attempts >= MAX_ATTEMPTS else WorkState.WAITING
    FactWork.objects.filter(id=work_id).update(
        attempts=attempts,
        state=state,
        reason=f"{type(error).__name__}: {error}"[:2000],
        due_at=now() + timedelta(seconds=2**attempts),
    )


@shared_task
def sweep() -> None:
    """Send work again that is overdue: its task was lost with the broker, or it waits for another try."""
    overdue = FactWork.objects.filter(state=WorkState.WAITING, due_at__lt=now()).exclude(
        schema__in=closed_schemas()
    )
    fresh = overdue.filter(attempts=0, due_at__gt=now() - RESEND_AFTER)
    rows = list(overdue.exclude(id__in=fresh.values("id")).order_by("id").values_list("id", "schema")[:1000])
    FactWork.objects.filter(id__in=[row[0] for row in rows]).update(due_at=now() + RESEND_AFTER)
    send(rows)


def resend(schema_name: str) -> None:
    """Send all waiting work of a tenant again, now."""
    rows = FactWork.objects.filter(schema=schema_name, state=WorkState.WAITING).order_by("id")
    send(rows.values_list("id", "schema"))


@shared_task
def prune() -> None:
    """Forget facts that no socket and no relay can ask for any more."""
    FactRow.objects.filter(at__lt=now() - KEEP).delete()
