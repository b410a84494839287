"""Bring every tenant up to date, by several processes; run it again after a kill, and it goes on."""

import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.entering import entered
from tenants.many import Report, migrate_tenants


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--workers", type=int, default=os.cpu_count() or 1, help="Processes; default: one a core."
        )

    def handle(self, *_: Any, workers: int, **__: Any) -> None:
        begun = time.monotonic()

        def say(report: Report) -> None:
            seconds = max(time.monotonic() - begun, 0.001)
            done = report.done + report.busy + len(report.failed)
            self.stdout.write(f"tenants: {done} of {report.total}, {done / seconds:.1f}/s")
            self.stdout.flush()

        with entered(None):
            report = migrate_tenants(workers=max(1, workers), say=say)
        for slug, error in report.failed:
            self.stderr.write(f"tenant {slug}: {error}")
        if report.failed:
            names = ", ".join(slug for slug, _ in report.failed)
            raise CommandError(
                f"{len(report.failed)} tenants were not migrated: {names}. The rest are ready."
            )
        self.stdout.write(f"tenants: all of {report.total} that were behind are up to date")
