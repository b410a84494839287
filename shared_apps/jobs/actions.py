"""Run a job once, whoever asks, and write down how it went."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.jobs.models import JobRun, Outcome, Trigger

log = logging.getLogger(__name__)

KEEP = timedelta(days=90)

Job = Callable[[datetime], dict[str, int]]


def run_job(name: str, *, trigger: Trigger = Trigger.HAND, by_name: str = "") -> JobRun:
    """Run the job called `name` now and return its row; a failure is on the row, not raised. Raises NotFound.

    Two runs of one job never overlap: the later one is skipped and says so.
    """
    if name not in settings.JOBS:
        raise NotFound(f"There is no job called {name}. There are {', '.join(sorted(settings.JOBS))}.")
    run = JobRun.objects.create(name=name, trigger=trigger, by_name=by_name, started_at=now())
    begun = time.monotonic()
    with _alone(name) as is_ours:
        if is_ours:
            _end_what_was_cut_off(run)
            _work(run, import_string(settings.JOBS[name]["run"]))
        else:
            run.outcome = Outcome.SKIPPED
    run.ended_at, run.duration_ms = now(), int((time.monotonic() - begun) * 1000)
    run.save()
    JobRun.objects.filter(name=name, started_at__lt=now() - KEEP).delete()
    return run


def _end_what_was_cut_off(run: JobRun) -> None:
    """Say of runs without an end that they are none: whoever has the job's lock is the only one at it."""
    JobRun.objects.filter(name=run.name, outcome=Outcome.RUNNING).exclude(id=run.id).update(
        outcome=Outcome.FAILED,
        ended_at=run.started_at,
        error="Its worker was stopped before it came to an end.",
    )


def _work(run: JobRun, job: Job) -> None:
    try:
        run.counts = job(run.started_at)
    except Exception as error:
        log.exception("job %s failed", run.name)
        run.outcome, run.error = Outcome.FAILED, f"{type(error).__name__}: {error}"[:2000]
    else:
        run.outcome = Outcome.DONE


@contextmanager
def _alone(name: str) -> Iterator[bool]:
    """Hold the job's lock for the block; False when somebody else does. It ends with the connection at the latest."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended('job:' || %s, 0))", [name])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended('job:' || %s, 0))", [name])
