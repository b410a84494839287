"""What jobs there are and how they last went; for the console."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Count

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from shared_apps.jobs.models import JobRun, Outcome


@dataclass(frozen=True)
class JobState:
    name: str
    about: str
    every_s: float
    last: JobRun | None
    failures: int


# What failed longer ago is history.
RECENT = timedelta(days=7)


def jobs() -> list[JobState]:
    """Return every job with its last run and how often it failed lately, by name; two queries."""
    last = {run.name: run for run in JobRun.objects.order_by("name", "-started_at").distinct("name")}
    failed = JobRun.objects.filter(outcome=Outcome.FAILED, started_at__gte=now() - RECENT).order_by()
    failures = dict(failed.values_list("name").annotate(count=Count("id")))
    return [
        JobState(name, job["about"], job["every_s"], last.get(name), failures.get(name, 0))
        for name, job in sorted(settings.JOBS.items())
    ]


def get_job(name: str) -> JobState:
    """Return one job; raises NotFound."""
    found = next((job for job in jobs() if job.name == name), None)
    if found is None:
        raise NotFound("There is no such job.")
    return found


def runs_of(name: str, *, limit: int = 50) -> list[JobRun]:
    """Return the latest runs of a job, newest first."""
    return list(JobRun.objects.filter(name=name).order_by("-started_at")[:limit])
