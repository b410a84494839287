"""What follows from the life of a business: its owners get a letter."""

from collections.abc import Sequence

from shared_apps.facts import Fact
from tenants.events import DeletionAsked, DeletionCancelled, DeletionNear, TenantResumed, TenantSuspended
from tenants.letters import write_to_owners
from tenants.models import Tenant

LETTERS: dict[type[Fact], str] = {
    TenantSuspended: "suspended",
    TenantResumed: "resumed",
    DeletionAsked: "deleting",
    DeletionNear: "last_days",
    DeletionCancelled: "kept",
}


def write_letters(
    facts: Sequence[TenantSuspended | TenantResumed | DeletionAsked | DeletionNear | DeletionCancelled],
) -> None:
    tenants = Tenant.objects.in_bulk([fact.tenant_id for fact in facts])
    for fact in facts:
        if fact.tenant_id in tenants:
            write_to_owners(tenants[fact.tenant_id], LETTERS[type(fact)])
