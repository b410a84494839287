"""Django's executor of migrations, without the work for tables that the schema at hand does not get.

Every schema records every migration, but the public one has no tables of the tenants' apps, nor a tenant of the
shared ones. Django rebuilds its picture of the related models after each step all the same, which is most of its time.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import router
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState

Plan = list[tuple[Migration, bool]]


class SchemaExecutor(MigrationExecutor):
    """Applies what belongs into the schema, and only records the rest."""

    def _migrate_all_forwards(
        self, state: ProjectState, plan: Plan, full_plan: Plan, **how: Any
    ) -> ProjectState:
        wanted = {migration for migration, _ in plan}
        # No shared app builds upon a tenant's, so the two kinds may stand one after the other: one picture, not many.
        for migration, _ in sorted(full_plan, key=lambda step: not _is_shared(step[0])):
            if migration not in wanted:
                continue
            if router.allow_migrate(self.connection.alias, migration.app_label):
                step = [(migration, False)]
                state = super()._migrate_all_forwards(state, step, step, **how)  # type: ignore[misc]
            else:
                state.__dict__.pop("apps", None)
                state = migration.mutate_state(state, preserve=False)
                self.record_migration(migration)  # type: ignore[arg-type,call-arg]  # the stubs are older
        return state


def _is_shared(migration: Migration) -> bool:
    return apps.get_app_config(migration.app_label).name in settings.SHARED_APPS  # type: ignore[misc]  # from a star import
