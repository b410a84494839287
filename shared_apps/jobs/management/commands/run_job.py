from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from shared_apps.core.errors import NotFound
from shared_apps.jobs.actions import run_job
from shared_apps.jobs.models import Outcome
from shared_apps.jobs.selectors import jobs


class Command(BaseCommand):
    help = "Run a scheduled job by hand; without a name, list them with their last runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", choices=sorted(settings.JOBS))

    def handle(self, *args: Any, name: str | None = None, **options: Any) -> None:
        if name is None:
            self._list()
            return
        try:
            run = run_job(name, by_name="manage.py")
        except NotFound as error:
            raise CommandError(error.message) from error
        counts = ", ".join(f"{key} {value}" for key, value in run.counts.items())
        self.stdout.write(f"{name}: {run.outcome} in {run.duration_ms} ms. {counts}")
        if run.outcome == Outcome.FAILED:
            raise CommandError(run.error)

    def _list(self) -> None:
        for job in jobs():
            last = f"{job.last.outcome} {job.last.started_at:%Y-%m-%d %H:%M}" if job.last else "never ran"
            self.stdout.write(f"{job.name:<20} {last:<28} {job.about}")
