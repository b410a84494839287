"""What beat asks for: keep the pool full, and let every tenant sweep its own floor."""

import random

from celery import shared_task
from django.conf import settings
from django.utils.module_loading import import_string

from tenants import pool
from tenants.models import Tenant, TenantState

JITTER_S = 10


@shared_task
def fill_pool() -> None:
    pool.fill()


@shared_task
def sweep_tenants() -> None:
    """Send each task of TENANT_SWEEPS to each active tenant, spread over JITTER_S seconds."""
    if not settings.TENANT_SWEEPS:
        return
    for schema_name in Tenant.objects.filter(state=TenantState.ACTIVE).values_list("schema_name", flat=True):
        delay_s = random.uniform(0, JITTER_S)  # noqa: S311 - spreads load, guards nothing
        for name in settings.TENANT_SWEEPS:
            import_string(name).apply_async(headers={"_schema_name": schema_name}, countdown=delay_s)
