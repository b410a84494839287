"""What beat asks for: keep the pool full, and let every tenant sweep its own floor."""

import logging
from datetime import timedelta
from uuid import UUID
from zlib import crc32

from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

from shared_apps.core.clock import now
from shared_apps.core.sweeps import pending
from shared_apps.facts.selectors import schemas_active_since
from shared_apps.facts.tasks import resend
from shared_apps.intake.tasks import kick
from tenants import pool
from tenants.models import Tenant, TenantState

log = logging.getLogger(__name__)

SPREAD_S = 25
# By name: they ask for this module's tasks themselves.
EXPORT, IMPORT = "tenants.transfers.exporting.run_export", "tenants.transfers.importing.run_import"
# Where nothing happened for a day, timers are looked at less often.
IDLE_AFTER = timedelta(days=1)
IDLE_PAUSE_S = 110


@shared_task
def fill_pool() -> None:
    pool.fill()


@shared_task
def export_tenant(export_id: str) -> None:
    """Make an archive; sent into the public schema, as the business may be closed."""
    import_string(EXPORT)(UUID(export_id))


@shared_task
def import_tenant(import_id: str) -> None:
    """Make a business of an archive."""
    import_string(IMPORT)(UUID(import_id))


@shared_task
def sweep_tenants() -> None:
    """Send one `sweep_tenant` to each active tenant, to idle ones every other minute, spread over SPREAD_S seconds."""
    schemas = set(Tenant.objects.filter(state=TenantState.ACTIVE).values_list("schema_name", flat=True))
    due = schemas & schemas_active_since(now() - IDLE_AFTER)
    if cache.add("sweep-idle-tenants", 1, IDLE_PAUSE_S):
        due = schemas
    for schema_name in due:
        # Always the same: who waits for a moment waits half a minute at most.
        delay_s = crc32(schema_name.encode()) % (SPREAD_S * 100) / 100
        sweep_tenant.apply_async(headers={"_schema_name": schema_name}, countdown=delay_s)


def wake_up(schema_name: str) -> None:
    """Let what waited in a tenant go on now: events of platforms, facts, and what its sweeps look after."""
    kick(schema_name)
    resend(schema_name)
    sweep_tenant.apply_async(headers={"_schema_name": schema_name})


@shared_task
def sweep_tenant() -> None:
    """Call those of TENANT_SWEEPS that are due in this tenant; one that fails keeps none of the others from working."""
    for sweep in pending(settings.TENANT_SWEEPS):
        try:
            sweep()
        except Exception:
            log.exception("%s failed; the next sweep tries again", sweep)
