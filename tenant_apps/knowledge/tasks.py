"""Celery entry points of the knowledge base; queue "knowledge"."""

from uuid import UUID

from celery import shared_task
from django.core.cache import cache

from shared_apps.core.clock import now
from shared_apps.core.keys import tenant_key
from shared_apps.core.sweeps import due
from tenant_apps.knowledge import rebuilding, versions
from tenant_apps.knowledge.actions import clean_up, read_document, requeue_stale
from tenant_apps.knowledge.actions.retry import stale

DAY_S = 24 * 3600
WEEK_S = 7 * DAY_S


@shared_task
def read(document_id: str) -> None:
    """Read one document; safe to run twice and to be killed."""
    read_document(document_id=UUID(document_id))


@shared_task
@due(lambda at: [stale(at)])
def sweep_documents() -> None:
    """Put documents back in line that a dead worker or an emptied broker took along."""
    requeue_stale()


@shared_task
def sweep_files() -> None:
    """Soon after midnight let versions count whose day has come; each week clean up.

    Forgotten keys cost a second round only.
    """
    if cache.add(tenant_key("knowledge:versions", versions.today()), 1, DAY_S):
        versions.settle_due()
    if cache.add(tenant_key("knowledge:clean-up"), 1, WEEK_S):
        clean_up(now())


@shared_task
def rebuild() -> None:
    """Make the next slice of another model's vectors, and send for the one after it."""
    if rebuilding.rebuild():
        rebuild.delay()


@shared_task
def sweep_index() -> None:
    """Start a rebuild when the settings name another model, and take up one whose worker died."""
    if rebuilding.due(now()):
        rebuild.delay()
