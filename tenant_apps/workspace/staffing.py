"""Who gives a service, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from shared_apps.core.errors import Invalid
from tenant_apps.team.models import Member
from tenant_apps.workspace.models import Location, Service, ServiceStaff


@dataclass(frozen=True)
class Post:
    """A member who gives a service; without locations at all of them."""

    member_id: UUID
    location_ids: tuple[UUID, ...] = ()


def seat(service: Service, posts: Sequence[Post]) -> None:
    """Let exactly these people give the service; raises Invalid for strangers. Call inside a transaction."""
    wanted = {post.member_id: post for post in posts}
    members = set(Member.objects.filter(id__in=wanted, is_active=True).values_list("id", flat=True))
    named = {id for post in posts for id in post.location_ids}
    places = Location.objects.in_bulk(named)
    if members != set(wanted) or set(places) != named:
        raise Invalid(
            "Somebody or some place is not of this business.",
            fields={"staff": ["Choose active members and locations of this business."]},
        )
    ServiceStaff.objects.filter(service=service).exclude(member__in=wanted).delete()
    for post in wanted.values():
        row, _ = ServiceStaff.objects.get_or_create(service=service, member_id=post.member_id)
        row.locations.set([places[id] for id in post.location_ids])


def staff_view(service: Service) -> list[dict[str, object]]:
    """Return who gives the service, by name, those who left the business left out; expects `with_staff`."""
    rows = [row for row in service.staff.all() if row.member.is_active]
    return [
        {
            "id": str(row.member_id),
            "name": row.member.name,
            "locations": sorted(str(location.id) for location in row.locations.all()),
        }
        for row in sorted(rows, key=lambda row: (row.member.name, row.id))
    ]
