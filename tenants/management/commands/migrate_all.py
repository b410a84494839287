"""Bring the public schema, every tenant and the pool up to date. Safe to run twice, also at the same time."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from shared_apps.core.keys import PUBLIC
from tenants import pool
from tenants.entering import entered
from tenants.locks import MIGRATIONS, held
from tenants.many import Report, behind, migrate_tenants
from tenants.migrating import is_current, migrate_public
from tenants.models import Tenant

# Enough to begin with; beat fills the rest while people already work.
AT_START = 3


class Command(BaseCommand):
    help = __doc__

    def handle(self, *_: Any, **__: Any) -> None:
        with entered(None), held(MIGRATIONS, wait=True):
            self._public()
            failed = self._tenants()
        if failed:
            raise CommandError(
                f"{len(failed)} tenants were not migrated: {', '.join(failed)}. The rest are ready."
            )
        dropped, made = pool.drop_outdated(), pool.fill(size=min(AT_START, settings.SCHEMA_POOL_SIZE))
        self._say(f"pool: {dropped} outdated dropped, {made} made, {pool.waiting()} waiting")

    def _public(self) -> None:
        if is_current(PUBLIC):
            self._say("public: up to date")
            return
        self._say("public: migrating")
        migrate_public()

    def _tenants(self) -> list[str]:
        """Migrate what is behind, suspended tenants too; one failure does not keep the others waiting."""
        total = Tenant.objects.exclude(state__in=["purging", "deleted"]).count()
        self._say(f"tenants: {total - len(behind())} of {total} up to date")
        report = migrate_tenants(workers=os.cpu_count() or 1, say=self._tell)
        for slug, error in report.failed:
            self.stderr.write(f"tenant {slug}: {error}")
        return [slug for slug, _ in report.failed]

    def _tell(self, report: Report) -> None:
        self._say(f"tenants: {report.done + len(report.failed)} of {report.total} migrated")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
