"""When a turn begins: at the end of a burst, anew after a merge, and when the plan has room again.

A newer message raises the lease's version, so what runs for older ones becomes void.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from shared_apps.core.clock import now
from tenant_apps.agent.actions.leases import start
from tenant_apps.agent.locks import made_lease
from tenant_apps.agent.models import Lease, LeaseState, Outcome, Turn
from tenant_apps.agent.pace import pace

# Turns that wait for the end of a burst or a typing person start by themselves.
ABOUT_TO_BEGIN = timedelta(seconds=30)
RESUMED_AT_ONCE = 500


@transaction.atomic
def schedule_turn(*, conversation_id: UUID, message_ids: Sequence[UUID]) -> int | None:
    """Let the agent answer these messages when the burst is over; what runs for older ones becomes void.

    Return the lease's version, None when all of the messages wait or were answered already.
    """
    lease = made_lease(conversation_id)
    fresh = [message_id for message_id in message_ids if message_id not in lease.pending]
    if not fresh or _are_answered(conversation_id, fresh):
        return None
    at, measure = now(), pace()
    lease.pending = [*lease.pending, *fresh]
    lease.waiting_since = lease.waiting_since or at
    is_flood = len(lease.pending) >= measure.flood
    pause = measure.flood_debounce if is_flood else measure.debounce
    patience = measure.flood_patience if is_flood else measure.patience
    lease.due_at = min(at + pause, lease.waiting_since + patience)
    lease.version += 1
    lease.state, lease.holder, lease.expires_at, lease.attempts = LeaseState.WAITING, None, None, 0
    lease.save()
    start(lease, countdown_s=max((lease.due_at - at).total_seconds(), 0))
    return lease.version


@transaction.atomic
def restart_turn(*, conversation_id: UUID, message_ids: Sequence[UUID]) -> int | None:
    """Schedule anew what waits, whatever the lease believed: it may have come from another thread with them."""
    lease = made_lease(conversation_id)
    lease.pending = []
    lease.save()
    return schedule_turn(conversation_id=conversation_id, message_ids=message_ids)


@transaction.atomic
def resume_turns() -> int:
    """Let the agent go on where it waited for a larger plan or the next month; return with how many."""
    waiting = Lease.objects.select_for_update(skip_locked=True).filter(
        state=LeaseState.WAITING, due_at__gt=now() + ABOUT_TO_BEGIN
    )
    leases = list(waiting.order_by("conversation_id")[:RESUMED_AT_ONCE])
    for lease in leases:
        lease.due_at = now()
        lease.save(update_fields=["due_at"])
        start(lease)
    return len(leases)


def _are_answered(conversation_id: UUID, message_ids: Sequence[UUID]) -> bool:
    answered = Turn.objects.filter(
        conversation_id=conversation_id,
        message_ids__contains=list(message_ids),
        outcome__in=[Outcome.SENT, Outcome.DRAFTED, Outcome.HANDED_OFF, Outcome.FAILED],
    )
    return answered.exists()
