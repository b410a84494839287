"""What the socket needs of the house, handed to it here, as it knows no domain."""

from typing import Any

from shared_apps.facts.selectors import facts_after, latest_id
from shared_apps.facts.wiring import frames
from shared_apps.realtime import Frame
from shared_apps.realtime.consumer import Visitor
from tenant_apps.team.scopes import member_for_scope
from tenants.hosts import tenant_of_schema
from tenants.sockets import in_tenant


class House:
    """Implements `realtime.consumer.Doors`."""

    async def visitor(self, scope: dict[str, Any]) -> Visitor | None:
        tenant, user, member = await member_for_scope(scope)
        if tenant is None:
            return None
        member_id = str(member.id) if member else None
        return Visitor(tenant.schema_name, member_id, member.name if member else "", user is not None)

    async def cursor(self, schema: str) -> int:
        return await in_tenant(await tenant_of_schema(schema), latest_id)

    async def replay(self, schema: str, after: int, limit: int) -> list[tuple[int, Frame]] | None:
        return await in_tenant(await tenant_of_schema(schema), _replay, after, limit)


def _replay(after: int, limit: int) -> list[tuple[int, Frame]] | None:
    missed = facts_after(after, limit=limit)
    return None if missed is None else frames(missed)
