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


def update_workspace(workspace: Workspace, *, tenant: Tenant, actor: Member, **changes: Any) -> Workspace:
    """Change the card here and what the public schema repeats of it."""
    for field, value in changes.items():
        setattr(workspace, field, value)
    with transaction.atomic():
        workspace.save(update_fields=list(changes))
        change_card(tenant, name=workspace.name, language=workspace.language, timezone=workspace.timezone)
        record(
            "workspace.updated",
            actor=actor,
            target_kind="workspace",
            target_id=workspace.id,
            details={"fields": sorted(changes)},
        )
    return workspace


def create_service(*, actor: Member, **fields: Any) -> Service:
    with transaction.atomic():
        service = Service.objects.create(**fields)
        record(
            "service.created",
            actor=actor,
            target_kind="service",
            target_id=service.id,
            details={"name": service.name},
        )
    return service


def update_service(service: Service, *, actor: Member, **changes: Any) -> Service:
    for field, value in changes.items():
        setattr(service, field, value)
    with transaction.atomic():
        service.save(update_fields=list(changes))
        record(
            "service.updated",
            actor=actor,
            target_kind="service",
            target_id=service.id,
            details={"fields": sorted(changes)},
        )
    return service


def delete_service(service: Service, *, actor: Member) -> None:
    with transaction.atomic():
        record(
            "service.deleted",
            actor=actor,
            target_kind="service",
            target_id=service.id,
            details={"name": service.name},
        )
        service.delete()
