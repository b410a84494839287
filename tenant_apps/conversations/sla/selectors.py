"""Reads: the policies of the page that keeps them."""

from uuid import UUID

from django.db.models import QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.conversations.sla.models import SlaPolicy


def policies() -> QuerySet[SlaPolicy]:
    """Return all policies in the order in which they are tried."""
    return SlaPolicy.objects.order_by("position", "name", "id")


def get_policy(policy_id: UUID) -> SlaPolicy:
    """Return one policy; raises NotFound."""
    policy = SlaPolicy.objects.filter(id=policy_id).first()
    if policy is None:
        raise NotFound
    return policy
