"""Write the business card and the price list."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.core.errors import Invalid
from shared_apps.facts import publish
from tenant_apps.files.actions import delete_files, store
from tenant_apps.team.models import Member
from tenant_apps.workspace import pictures
from tenant_apps.workspace.errors import TooManyServices
from tenant_apps.workspace.events import CardChanged, PriceListChanged
from tenant_apps.workspace.models import Service, Workspace
from tenant_apps.workspace.staffing import Post, seat
from tenants.actions import change_card
from tenants.models import Tenant

MAX_SERVICES = 2_000


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
        publish(CardChanged(workspace_id=workspace.id))
    return workspace


@transaction.atomic
def set_logo(*, actor: Member, content: bytes | None) -> Workspace:
    """Keep a logo in the sizes it is shown in instead of the one before, or none; raises NotAPicture, FileTooLarge."""
    workspace = Workspace.objects.select_for_update().get()
    before = [id for id in (workspace.logo_id, workspace.logo_small_id) if id]
    workspace.logo = workspace.logo_small = None
    if content is not None:
        large, small = pictures.logos(content)
        workspace.logo = store(name="logo.png", content_type="image/png", content=large)
        workspace.logo_small = store(name="logo-small.png", content_type="image/png", content=small)
    workspace.save(update_fields=["logo", "logo_small"])
    delete_files(ids=before)
    _record("workspace.updated", actor, workspace, {"fields": ["logo"]})
    publish(CardChanged(workspace_id=workspace.id))
    return workspace


@transaction.atomic
def create_service(*, actor: Member, staff: Sequence[Post] = (), **fields: Any) -> Service:
    """Add a line to the price list, last where the list has an order of its own; raises TooManyServices, Invalid."""
    if Service.objects.count() >= MAX_SERVICES:
        raise TooManyServices(MAX_SERVICES)
    last = Service.objects.order_by("-position").values_list("position", flat=True).first()
    service = Service.objects.create(position=last + 1 if last else 0, **fields)
    seat(service, staff)
    _record("service.created", actor, service, {"name": service.name})
    return service


@transaction.atomic
def update_service(
    service: Service, *, actor: Member, staff: Sequence[Post] | None = None, **changes: Any
) -> Service:
    """Set the given fields and, when `staff` is given, exactly these people; raises Invalid."""
    _apply(service, changes)
    if staff is not None:
        seat(service, staff)
    fields = sorted([*changes, *(["staff"] if staff is not None else [])])
    _record("service.updated", actor, service, {"name": service.name, "fields": fields})
    return service


@transaction.atomic
def delete_service(service: Service, *, actor: Member) -> None:
    """Take a line off the price list with its photo."""
    _record("service.deleted", actor, service, {"name": service.name})
    photo_id = service.photo_id
    service.delete()
    delete_files(ids=[photo_id] if photo_id else [])


@transaction.atomic
def set_photo(service: Service, *, actor: Member, content: bytes | None) -> Service:
    """Keep a photo of the service instead of the one before, or none; raises NotAPicture, FileTooLarge."""
    before = service.photo_id
    service.photo = None
    if content is not None:
        jpeg = pictures.photo(content)
        service.photo = store(name=f"{service.name}.jpg", content_type="image/jpeg", content=jpeg)
    service.save(update_fields=["photo"])
    delete_files(ids=[before] if before else [])
    _record("service.updated", actor, service, {"name": service.name, "fields": ["photo"]})
    return service


@transaction.atomic
def order_services(*, actor: Member, ids: Sequence[UUID]) -> None:
    """Put the price list into this order; raises Invalid unless each of its services is named once."""
    services = Service.objects.select_for_update().in_bulk()
    if len(ids) != len(services) or set(ids) != set(services):
        raise Invalid(
            "The price list has changed meanwhile. Load it again.", fields={"ids": ["Name each once."]}
        )
    for place, id in enumerate(ids, 1):
        services[id].position = place
    Service.objects.bulk_update(services.values(), ["position"])
    record("service.ordered", actor=actor, target_kind="service")
    publish(PriceListChanged())


def _apply(row: Workspace | Service, changes: dict[str, Any]) -> None:
    for field, value in changes.items():
        setattr(row, field, value)
    row.save(update_fields=list(changes))


def _record(action: str, actor: Member, row: Workspace | Service, details: dict[str, Any]) -> None:
    kind = action.partition(".")[0]
    record(action, actor=actor, target_kind=kind, target_id=row.id, details=details)
    if isinstance(row, Service):
        publish(PriceListChanged())
