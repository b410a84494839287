"""The commands' door: visit tenants one after another."""

from collections.abc import Iterator

from tenants.entering import entered
from tenants.models import Tenant, TenantState


def for_each_tenant(*, slugs: list[str] | None = None) -> Iterator[Tenant]:
    """Yield each active tenant (or those of `slugs`), entered for the time of the loop's body."""
    tenants = Tenant.objects.filter(state=TenantState.ACTIVE).order_by("created_at", "id")
    with entered(None):
        found = list(tenants if slugs is None else tenants.filter(slug__in=slugs))
    for tenant in found:
        with entered(tenant):
            yield tenant
