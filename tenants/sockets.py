"""The socket's door into a tenant: each piece of database work is entered by itself.

A socket lives for hours on an event loop, connections belong to threads; so nothing stays entered in between.
"""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from channels.db import database_sync_to_async

from tenants.entering import entered
from tenants.hosts import atenant_for_host
from tenants.models import Tenant, TenantState

P = ParamSpec("P")
R = TypeVar("R")


async def tenant_for_scope(scope: dict[str, Any]) -> Tenant | None:
    """Return the active tenant whose host the socket was opened on."""
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    tenant = await atenant_for_host(host)
    return tenant if tenant and tenant.state == TenantState.ACTIVE else None


async def in_tenant(tenant: Tenant, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run `function` in a thread, inside the schema of `tenant`."""

    def run() -> R:
        with entered(tenant):
            return function(*args, **kwargs)

    result: R = await database_sync_to_async(run)()
    return result
