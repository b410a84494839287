"""Write the business card and the price list."""

from typing import Any

from django.db import transaction

from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from tenant_apps.team.models import Member
from tenant_apps.workspace.models import Service, Workspace
from tenants.actions import change_card
from tenants.models import Tenant


def set_up(tenant: Tenant, _: User) -> None:
    """Give a new schema its one Workspace row."""
    Workspace.objects.create(
        name=tenant.name, slug=tenant.slug, timezone=tenant.timezone, language=tenant.language
    )


def update_workspace(*, actor: Member, **changes: Any) -> Workspace:
    """Change the card here and what the public schema repeats of it."""
    with transaction.atomic():
        workspace = Workspace.objects.select_for_update().get()
        _apply(workspace, changes)
        change_card(name=workspace.name, language=workspace.language, timezone=workspace.timezone)
        _record("workspace.updated", actor, workspace, {"fields": sorted(changes)})
    return workspace


def create_service(*, actor: Member, **fields: Any) -> Service:
    with transaction.atomic():
        service = Service.objects.create(**fields)
        _record("service.created", actor, service, {"name": service.name})
    return service


def update_service(service: Service, *, actor: Member, **changes: Any) -> Service:
    with transaction.atomic():
        _apply(service, changes)
        _record("service.updated", actor, service, {"fields": sorted(changes)})
    return service


def delete_service(service: Service, *, actor: Member) -> None:
    with transaction.atomic():
        _record("service.deleted", actor, service, {"name": service.name})
        service.delete()


def _apply(row: Workspace | Service, changes: dict[str, Any]) -> None:
    for field, value in changes.items():
        setattr(row, field, value)
    row.save(update_fields=list(changes))


def _record(action: str, actor: Member, row: Workspace | Service, details: dict[str, Any]) -> None:
    kind = action.partition(".")[0]
    record(action, actor=actor, target_kind=kind, target_id=row.id, details=details)
