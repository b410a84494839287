"""Where customers come to: the writes and reads of the locations."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet

from shared_apps.audit.actions import record
from shared_apps.core.errors import NotFound
from shared_apps.facts import publish
from tenant_apps.team.models import Member
from tenant_apps.workspace.errors import LocationTaken, TooManyLocations
from tenant_apps.workspace.events import CardChanged
from tenant_apps.workspace.models import Location, ServiceStaff
from tenant_apps.workspace.selectors import current_workspace

MAX_LOCATIONS = 200


def locations() -> QuerySet[Location]:
    """Return all locations with their own hours, by name."""
    return Location.objects.select_related("hours")


def get_location(location_id: UUID) -> Location:
    """Return one location; raises NotFound."""
    row = locations().filter(id=location_id).first()
    if row is None:
        raise NotFound("There is no such location.")
    return row


@transaction.atomic
def create_location(*, actor: Member, **fields: Any) -> Location:
    """Open a location; raises LocationTaken, TooManyLocations."""
    if Location.objects.count() >= MAX_LOCATIONS:
        raise TooManyLocations(MAX_LOCATIONS)
    row = _stored(Location(**fields))
    _tell("location.created", actor, row, {"name": row.name})
    return row


@transaction.atomic
def update_location(row: Location, *, actor: Member, **changes: Any) -> Location:
    """Set the given fields; raises LocationTaken."""
    for field, value in changes.items():
        setattr(row, field, value)
    _stored(row)
    _tell("location.updated", actor, row, {"name": row.name, "fields": sorted(changes)})
    return row


@transaction.atomic
def delete_location(row: Location, *, actor: Member) -> None:
    """Forget a location. Who gave a service only there does not give it any more."""
    _tell("location.deleted", actor, row, {"name": row.name})
    here = ServiceStaff.objects.filter(locations=row).values("id")
    only = ServiceStaff.objects.filter(id__in=here).annotate(places=Count("locations")).filter(places=1)
    ServiceStaff.objects.filter(id__in=list(only.values_list("id", flat=True))).delete()
    row.delete()


def _stored(row: Location) -> Location:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise LocationTaken(row.name) from error
    return row


def _tell(action: str, actor: Member, row: Location, details: dict[str, Any]) -> None:
    record(action, actor=actor, target_kind="location", target_id=row.id, details=details)
    publish(CardChanged(workspace_id=current_workspace().id))
