"""Celery entry points of the agent."""

from datetime import datetime, timedelta
from uuid import UUID

from celery import shared_task
from django.core.cache import cache
from django.db.models import QuerySet

from shared_apps.core.clock import now
from shared_apps.core.keys import tenant_key
from shared_apps.core.sweeps import due
from tenant_apps.agent import running
from tenant_apps.agent.models import Lease, LeaseState
from tenant_apps.agent.usage.actions import drop_old_calls

# A turn that should have begun by then was lost with the broker or its worker.
LATE = timedelta(seconds=10)
# A worker that lags behind has the first try in its line still: more of them would only make the line longer.
AGAIN_S = 90


@shared_task
def run_turn(conversation_id: str, version: int) -> None:
    """Answer a conversation unless a newer version of its lease exists."""
    running.run(UUID(conversation_id), version)


def _lost(at: datetime) -> QuerySet[Lease]:
    return Lease.objects.filter(state__in=[LeaseState.WAITING, LeaseState.RUNNING], due_at__lt=at - LATE)


@shared_task
@due(lambda at: [_lost(at)])
def sweep_turns() -> None:
    """Start turns again whose worker died or whose task was lost."""
    for conversation_id, version in _lost(now()).values_list("conversation_id", "version")[:500]:
        if cache.add(tenant_key(f"turn-again:{conversation_id}:{version}"), 1, AGAIN_S):
            run_turn.delay(str(conversation_id), version)


@shared_task
def sweep_usage() -> None:
    """Let go of the record of calls that no chart shows any more, once a day."""
    if cache.add(tenant_key("usage-swept"), 1, 86_400):
        drop_old_calls()
