"""Reads: the policies of the page that keeps them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from shared_apps.core.errors import NotFound
from shared_apps.core.lookups import Lookup, one_of
from tenant_apps.conversations.sla.models import SlaClock, SlaPolicy


def policies() -> QuerySet[SlaPolicy]:
    """Return all policies in the order in which they are tried."""
    return SlaPolicy.objects.order_by("position", "name", "id")


def policies_in_force() -> list[SlaPolicy]:
    """Return those that are switched on, in the order in which they are tried."""
    return _in_force.all()


_in_force = Lookup(lambda: policies().filter(is_on=True))


def run_out(at: datetime) -> QuerySet[SlaClock]:
    """Return the clocks that have run out by then and were not announced."""
    return SlaClock.objects.filter(due_at__lte=at, breached_at=None)


def running_out(at: datetime) -> QuerySet[SlaClock]:
    """Return the clocks that run out soon and were not announced."""
    return SlaClock.objects.filter(soon_at__lte=at, due_at__gt=at, warned_at=None)


def has_clocks(conversation_ids: Sequence[UUID]) -> bool:
    return _clock_of.first([*conversation_ids]) is not None


_clock_of = Lookup(lambda ids: SlaClock.objects.filter(one_of("conversation_id", ids))[:1], (UUID(int=1),))


def get_policy(policy_id: UUID) -> SlaPolicy:
    """Return one policy; raises NotFound."""
    policy = SlaPolicy.objects.filter(id=policy_id).first()
    if policy is None:
        raise NotFound
    return policy
