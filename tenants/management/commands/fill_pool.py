"""Make schemas for businesses that are still to come."""

from typing import Any

from django.core.management.base import BaseCommand

from tenants import pool


class Command(BaseCommand):
    help = __doc__

    def handle(self, *_: Any, **__: Any) -> None:
        made = pool.fill()
        self.stdout.write(f"pool: {made} made, {pool.waiting()} waiting")
