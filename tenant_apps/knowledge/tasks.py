"""Celery entry points of the knowledge base; queue "knowledge"."""

from uuid import UUID

from celery import shared_task

from tenant_apps.knowledge.actions import read_document, requeue_stale


@shared_task
def read(document_id: str) -> None:
    """Read one document; safe to run twice and to be killed."""
    read_document(document_id=UUID(document_id))


@shared_task
def sweep_documents() -> None:
    """Put documents back in line that a dead worker or an emptied broker took along."""
    requeue_stale()
