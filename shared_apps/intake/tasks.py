"""Celery entry points of the ledger."""

from celery import shared_task
from django.db import connection
from django.utils import timezone

from shared_apps.core.keys import schema
from shared_apps.intake.drain import drain
from shared_apps.intake.partitions import keep

_ADOPT = """
    UPDATE public.intake_event e SET schema = r.schema_name, state = 0
    FROM public.intake_route r
    WHERE e.state = 3 AND r.platform = e.platform AND r.account_id = e.account_id
"""
_WAITING = """
    SELECT DISTINCT schema FROM public.intake_event
    WHERE state = 0 AND due_at <= clock_timestamp() AND schema <> ''
"""


@shared_task
def drain_tenant() -> None:
    """Drain the tenant whose schema travels in the headers."""
    drain(schema())


def kick(schema_name: str) -> None:
    """Wake the drain of a tenant."""
    drain_tenant.apply_async(headers={"_schema_name": schema_name})


@shared_task
def sweep() -> None:
    """Wake the drain of every tenant with rows in line: a kick was lost, a worker died or a backoff is over."""
    with connection.cursor() as cursor:
        cursor.execute(_ADOPT)
        cursor.execute(_WAITING)
        schemas = [row[0] for row in cursor.fetchall()]
    for schema_name in schemas:
        kick(schema_name)


@shared_task
def keep_partitions() -> None:
    """Make the ledger's partitions for the days to come."""
    keep(timezone.now().date())
