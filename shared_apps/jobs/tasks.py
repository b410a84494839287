from celery import shared_task

from shared_apps.jobs import actions
from shared_apps.jobs.models import Trigger


@shared_task
def run_job(name: str) -> None:
    """Run a job because its time has come."""
    actions.run_job(name, trigger=Trigger.CLOCK)
