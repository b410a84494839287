"""Celery entry points of the activity log."""

from datetime import timedelta

from celery import shared_task
from django.core.cache import cache

from shared_apps.audit.actions import forget_before
from shared_apps.core.clock import now
from shared_apps.core.keys import tenant_key
from tenant_apps.workspace.selectors import current_workspace

DAY_S = 24 * 3600


@shared_task
def sweep_log() -> None:
    """Each day forget what is older than the workspace keeps; a forgotten key costs a second round only."""
    if cache.add(tenant_key("workspace:log"), 1, DAY_S):
        forget_before(now() - timedelta(days=current_workspace().log_days))
