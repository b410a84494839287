"""Bring the public schema, every tenant and the pool up to date. Safe to run twice, also at the same time."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from shared_apps.core.keys import PUBLIC
from tenants import pool
from tenants.entering import entered
from tenants.locks import MIGRATIONS, held
from tenants.migrating import is_current, migrate_public, migrate_schema
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
        failed: list[str] = []
        tenants = list(Tenant.objects.order_by("created_at", "id").values_list("slug", "schema_name"))
        behind = [(slug, schema_name) for slug, schema_name in tenants if not is_current(schema_name)]
        self._say(f"tenants: {len(tenants) - len(behind)} of {len(tenants)} up to date")
        for position, (slug, schema_name) in enumerate(behind, start=1):
            self._say(f"tenant {position}/{len(behind)} {slug}: migrating")
            try:
                migrate_schema(schema_name)
            except Exception as error:  # whatever a migration raises is reported at the end
                self.stderr.write(f"tenant {slug}: {type(error).__name__}: {error}")
                failed.append(slug)
        return failed

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
