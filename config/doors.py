"""What the socket needs of the house, handed to it here, as it knows no domain."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async

from shared_apps.accounts.credentials import is_open
from shared_apps.core.clock import now
from shared_apps.core.context import bind
from shared_apps.facts.selectors import facts_after, latest_id
from shared_apps.facts.wiring import frames
from shared_apps.realtime import Frame
from shared_apps.realtime.audience import Sight
from shared_apps.realtime.consumer import Visitor
from tenant_apps.conversations.lists.visibility import may_see
from tenant_apps.conversations.signals.sending import have_member_typing
from tenant_apps.team.attendance import actions as attendance
from tenant_apps.team.attendance.selectors import those_here
from tenant_apps.team.models import Availability
from tenant_apps.team.scopes import caller_for_scope
from tenant_apps.team.selectors import get_member, is_active
from tenant_apps.team.sight import sight_of, sight_of_member
from tenants.hosts import tenant_of_schema
from tenants.sockets import in_tenant


class House:
    """Implements `realtime.consumer.Doors`."""

    async def visitor(self, scope: dict[str, Any]) -> Visitor | None:
        tenant, caller = await caller_for_scope(scope)
        if tenant is None:
            return None
        bind(tenant=tenant.schema_name, member=str(caller.member.id) if caller and caller.member else "")
        if caller is None:
            return Visitor(tenant.schema_name, None, "", is_signed_in=False)
        member, credential = caller.member, caller.credential
        return Visitor(
            tenant.schema_name,
            str(member.id) if member else None,
            member.name if member else "",
            is_signed_in=True,
            sight=await in_tenant(tenant, sight_of, member) if member else Sight(),
            user_id=str(caller.user.id),
            credential=credential.name,
            lasts_s=(credential.ends_at - now()).total_seconds() if credential.ends_at else None,
            is_guest=credential.guest is not None,
        )

    async def is_open(self, credential: str) -> bool:
        return bool(await database_sync_to_async(is_open)(credential))

    async def is_member(self, schema: str, member_id: str) -> bool:
        return await in_tenant(await tenant_of_schema(schema), is_active, UUID(member_id))

    async def cursor(self, schema: str) -> int:
        return await in_tenant(await tenant_of_schema(schema), latest_id)

    async def replay(self, schema: str, after: int, limit: int) -> list[tuple[int, Frame]] | None:
        return await in_tenant(await tenant_of_schema(schema), _replay, after, limit)

    async def presence(self, schema: str) -> list[dict[str, Any]]:
        return await in_tenant(await tenant_of_schema(schema), those_here)

    async def came(self, schema: str, member_id: str) -> None:
        await in_tenant(await tenant_of_schema(schema), attendance.came, member_id=UUID(member_id))

    async def went(self, schema: str, member_id: str) -> None:
        await in_tenant(await tenant_of_schema(schema), attendance.went, member_id=UUID(member_id))

    async def sight(self, schema: str, member_id: str) -> Sight:
        return await in_tenant(await tenant_of_schema(schema), sight_of_member, UUID(member_id))

    async def may_view(self, schema: str, member_id: str, conversation: str) -> bool:
        return await in_tenant(await tenant_of_schema(schema), may_see, UUID(member_id), conversation)

    async def typing(self, schema: str, member_id: str, conversation: str) -> None:
        await in_tenant(await tenant_of_schema(schema), _show_typing, member_id, conversation)

    async def choose(self, schema: str, member_id: str, availability: str) -> None:
        await in_tenant(await tenant_of_schema(schema), _choose, member_id, availability)


def _choose(member_id: str, availability: str) -> None:
    if availability in Availability.values:
        member = get_member(UUID(member_id))
        attendance.choose_availability(member=member, availability=Availability(availability))


def _show_typing(member_id: str, conversation: str) -> None:
    with suppress(ValueError):
        have_member_typing(conversation_id=UUID(conversation), member_id=UUID(member_id))


def _replay(after: int, limit: int) -> list[tuple[int, Frame]] | None:
    missed = facts_after(after, limit=limit)
    return None if missed is None else frames(missed)
