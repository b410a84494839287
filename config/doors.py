"""What the socket needs of the house, handed to it here, as it knows no domain."""

from typing import Any

from shared_apps.facts.selectors import facts_after, latest_id
from shared_apps.facts.wiring import frames
from shared_apps.realtime import Frame
from shared_apps.realtime.consumer import Visitor
from tenant_apps.team.scopes import member_for_scope
from tenants.models import Tenant
from tenants.sockets import in_tenant


class House:
    """Implements `realtime.consumer.Doors`."""

    def __init__(self) -> None:
        self._tenants: dict[str, Tenant] = {}

    async def visitor(self, scope: dict[str, Any]) -> Visitor | None:
        tenant, user, member = await member_for_scope(scope)
        if tenant is None:
            return None
        self._tenants[tenant.schema_name] = tenant
        member_id = str(member.id) if member else None
        return Visitor(tenant.schema_name, member_id, member.name if member else "", user is not None)

    async def cursor(self, schema: str) -> int:
        return await in_tenant(self._tenants[schema], latest_id)

    async def replay(self, schema: str, after: int, limit: int) -> list[tuple[int, Frame]] | None:
        return await in_tenant(self._tenants[schema], _replay, after, limit)


def _replay(after: int, limit: int) -> list[tuple[int, Frame]] | None:
    missed = facts_after(after, limit=limit)
    return None if missed is None else frames(missed)
