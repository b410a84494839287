"""Load the demo businesses; loading again adds what is missing."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.demo import script
from config.demo.load import load, operator, write_down


class Command(BaseCommand):
    help = __doc__

    def handle(self, *_: Any, **__: Any) -> None:
        entries = [load(script.read(slug), self.stdout.write) for slug in script.SLUGS]
        write_down(str(Path(settings.DATA_DIR) / "demo.json"), entries, operator())
