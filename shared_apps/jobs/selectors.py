"""What jobs there are and how they last went; for the console."""

from dataclasses import dataclass

from django.conf import settings

from shared_apps.jobs.models import JobRun


@dataclass(frozen=True)
class JobState:
    name: str
    about: str
    every_s: float
    last: JobRun | None


def jobs() -> list[JobState]:
    """Return every job with its last run, by name; one query."""
    last = {run.name: run for run in JobRun.objects.order_by("name", "-started_at").distinct("name")}
    return [
        JobState(name, job["about"], job["every_s"], last.get(name))
        for name, job in sorted(settings.JOBS.items())
    ]
