"""Put parked and unrouted webhook rows back in line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from shared_apps.intake.actions import replay
from shared_apps.intake.models import EventState
from shared_apps.intake.tasks import sweep


class Command(BaseCommand):
    help = "Replay webhook rows that failed or had no owner when they came. Repeating is harmless."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "ids", nargs="*", type=int, help="ledger ids; all failed and unrouted rows when left out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        moved = replay(states=[EventState.FAILED, EventState.UNROUTED], ids=options["ids"] or None)
        sweep.delay()
        self.stdout.write(f"{moved} rows are back in line.")
