"""Run the work that facts make, send again what got lost, forget what is old."""

import logging
from datetime import timedelta

from celery import shared_task
from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.facts.base import Fact
from shared_apps.facts.models import FactRow, FactWork, WorkState
from shared_apps.facts.publisher import acting
from shared_apps.facts.wiring import consumer

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 6
RESEND_AFTER = timedelta(seconds=60)
KEEP = timedelta(days=3)


@shared_task
def run_work(work_id: int) -> None:
    """Call the consumer with its facts; its writes and the end of the work commit together."""
    try:
        with transaction.atomic():
            work = (
                FactWork.objects.select_for_update(skip_locked=True)
                .filter(id=work_id, state=WorkState.WAITING)
                .first()
            )
            if work is None:
                return
            _call(work)
            work.delete()
    except Exception as error:
        log.exception("work %s failed", work_id)
        _postpone(work_id, error)


def _call(work: FactWork) -> None:
    function = consumer(work.consumer)
    if function is None:
        raise LookupError(f"No consumer is called {work.consumer} any more.")
    loaded = [Fact.load(row["name"], row["payload"]) for row in work.facts]
    last = work.facts[-1]
    with acting(actor=work.consumer, cause=last["id"], depth=max(row["depth"] for row in work.facts) + 1):
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
    overdue = FactWork.objects.filter(state=WorkState.WAITING, due_at__lt=now())
    fresh = overdue.filter(attempts=0, due_at__gt=now() - RESEND_AFTER)
    rows = list(overdue.exclude(id__in=fresh.values("id")).order_by("id").values_list("id", "schema")[:1000])
    FactWork.objects.filter(id__in=[row[0] for row in rows]).update(due_at=now() + RESEND_AFTER)
    for work_id, schema in rows:
        run_work.apply_async(args=(work_id,), headers={"_schema_name": schema})


@shared_task
def prune() -> None:
    """Forget facts that no socket and no relay can ask for any more."""
    FactRow.objects.filter(at__lt=now() - KEEP).delete()
