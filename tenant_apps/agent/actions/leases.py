"""What a lease can come to; call with its row locked."""

from datetime import timedelta
from functools import partial

from django.db import transaction

from shared_apps.core.clock import now
from tenant_apps.agent.models import Lease, LeaseState
from tenant_apps.conversations.actions import await_person
from tenant_apps.conversations.models import Conversation, Status
from tenant_apps.conversations.signals.hands import STILL_TYPING_S

# While the plan keeps the agent waiting it looks again this often, should nobody tell it that it may go on.
PLAN_PAUSE = timedelta(minutes=10)
WORTH_ANSWERING = timedelta(hours=24)


def start(lease: Lease, *, countdown_s: float = 0) -> None:
    """Run the lease's turn in `countdown_s`, once this transaction is committed."""
    from tenant_apps.agent.tasks import run_turn  # the task runs what is defined here

    arguments = (str(lease.conversation_id), lease.version)
    transaction.on_commit(partial(run_turn.apply_async, args=arguments, countdown=countdown_s), robust=True)


def is_free(lease: Lease) -> bool:
    if lease.state == LeaseState.RUNNING:
        return lease.expires_at is None or lease.expires_at <= now()
    return lease.state == LeaseState.WAITING


def release(lease: Lease) -> None:
    """Nobody waits for an answer any more."""
    lease.state, lease.pending, lease.waiting_since = LeaseState.IDLE, [], None
    lease.holder = lease.expires_at = lease.due_at = None
    lease.attempts = 0
    lease.save()


def wait(lease: Lease, pause: timedelta = timedelta()) -> None:
    """Let somebody else take the turn up after `pause`; the sweeper sees to it when nobody does."""
    lease.state, lease.holder, lease.expires_at = LeaseState.WAITING, None, None
    lease.due_at = now() + pause
    lease.save()


def wait_for_person(lease: Lease) -> None:
    """Look again when a person who types now may have sent it."""
    wait(lease, timedelta(seconds=STILL_TYPING_S))
    start(lease, countdown_s=STILL_TYPING_S)


def wait_for_plan(lease: Lease, conversation: Conversation) -> None:
    """Answer later: the month's messages are used up. What was asked too long ago is a person's to answer."""
    if lease.waiting_since is not None and now() - lease.waiting_since > WORTH_ANSWERING:
        release(lease)
    else:
        # Waiting for room is no failure of the turn's.
        lease.attempts = 0
        wait(lease, PLAN_PAUSE)
    if conversation.status == Status.PENDING:
        await_person(conversation_id=conversation.id)
