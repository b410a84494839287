"""Celery entry points of sources; queue "knowledge"."""

from uuid import UUID

from celery import shared_task

from shared_apps.core.sweeps import due
from tenant_apps.knowledge.sources import actions
from tenant_apps.knowledge.sources.actions.sweep import to_forget, to_send_again, to_start


@shared_task
def crawl(source_id: str) -> None:
    """Do one step of a round and ask for the next; safe to run twice and to be killed."""
    pause_s = actions.crawl_step(source_id=UUID(source_id))
    if pause_s is not None:
        crawl.apply_async(args=(source_id,), countdown=pause_s)


@shared_task
@due(lambda at: [to_start(at), to_send_again(at), to_forget(at)])
def sweep_sources() -> None:
    """Start rounds that are due, put back lost ones, forget pages that are gone."""
    actions.sweep()
