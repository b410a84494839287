"""Celery entry points of the profile; queue "knowledge"."""

from celery import shared_task
from django.core.cache import cache

from shared_apps.core.keys import tenant_key
from tenant_apps.knowledge.profile.actions import read_profile

DAY_S = 24 * 3600


@shared_task
def read() -> None:
    """Let the search find what the business card says now; safe to run twice and to be killed."""
    read_profile()


@shared_task
def sweep_profile() -> None:
    """Each day look whether the card is told as it stands: a task may be lost, and holidays pass."""
    if cache.add(tenant_key("knowledge:profile"), 1, DAY_S):
        read.delay()
