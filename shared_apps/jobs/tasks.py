from celery import shared_task

from shared_apps.jobs import actions
from shared_apps.jobs.models import Trigger


@shared_task
def run_job(name: str) -> None:
    """Run a job because its time has come."""
    actions.run_job(name, trigger=Trigger.CLOCK)


@shared_task
def run_job_by_hand(name: str, by_name: str) -> None:
    """Run a job because somebody wants it now."""
    actions.run_job(name, trigger=Trigger.HAND, by_name=by_name)
