"""Print new activation codes: manage.py make_activation_codes starter --days 365 --count 10."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from shared_apps.billing.actions import make_codes
from shared_apps.core.clock import now


class Command(BaseCommand):
    help = "Make codes that open a plan. They are printed this once: only their digests are kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan")
        parser.add_argument("--days", type=int, default=30, help="how long the plan holds")
        parser.add_argument("--count", type=int, default=1)
        parser.add_argument("--uses", type=int, default=1, help="how many workspaces may use each")
        parser.add_argument("--valid-days", type=int, default=None, help="when the code itself runs out")
        parser.add_argument("--note", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        valid = options["valid_days"]
        for code in make_codes(
            plan=options["plan"],
            days=options["days"],
            count=options["count"],
            uses=options["uses"],
            expires_at=now() + timedelta(days=valid) if valid else None,
            note=options["note"],
        ):
            self.stdout.write(code)
