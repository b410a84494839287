from datetime import datetime

from celery import shared_task

from tenant_apps.files import jobs


@shared_task
def clean_files(at: str) -> None:
    """Remove the tenant's files that nothing uses."""
    jobs.clean(datetime.fromisoformat(at))
