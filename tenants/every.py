"""The commands' door: visit tenants one after another, or one of them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager

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


def visiting(tenant: Tenant) -> AbstractContextManager[None]:
    """Work in `tenant` for the time of the block, in a command that was given it."""
    return entered(tenant)
