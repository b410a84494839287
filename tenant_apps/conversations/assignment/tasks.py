"""Celery entry points of assignment."""

from celery import shared_task

from shared_apps.core.sweeps import due
from tenant_apps.conversations.assignment.actions import assign_waiting, take_back_from_absent
from tenant_apps.conversations.assignment.selectors import policies


@shared_task
@due(lambda _: [policies().filter(is_on=True)])
def sweep_assignment() -> None:
    """Free what absent members leave unanswered, and give away what came free without a fact."""
    take_back_from_absent()
    assign_waiting()
