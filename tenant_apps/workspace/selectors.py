"""Read the business card and the price list."""

from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.workspace.matching import rank
from tenant_apps.workspace.models import Service, ServiceStaff, Workspace


def current_workspace() -> Workspace:
    """Return the one business of this schema."""
    return Workspace.objects.get()


def services() -> QuerySet[Service]:
    """Return what customers can have, in the order of the price list."""
    return Service.objects.filter(is_active=True)


def all_services(
    *, q: str = "", staff: UUID | None = None, location: UUID | None = None, is_active: bool | None = None
) -> QuerySet[Service]:
    """Return the whole price list with its staff, or what fits: given by a member, to be had at a location."""
    people = ServiceStaff.objects.select_related("member").prefetch_related("locations")
    rows = Service.objects.prefetch_related(Prefetch("staff", queryset=people))
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(category__icontains=q))
    if staff or location:
        posts = ServiceStaff.objects.filter(member__is_active=True)
        if staff:
            posts = posts.filter(member=staff)
        if location:
            posts = posts.filter(Q(locations=location) | Q(locations=None))
        rows = rows.filter(id__in=posts.values("service"))
    return rows if is_active is None else rows.filter(is_active=is_active)


def get_service(service_id: UUID) -> Service:
    """Return one line of the price list with its staff; raises NotFound."""
    service = all_services().filter(id=service_id).first()
    if service is None:
        raise NotFound("There is no such service in the price list.")
    return service


def find_services(text: str) -> list[Service]:
    """Return the active services that `text` speaks of, best first; empty when none is named.

    A price list is short, so it is read whole and matched in memory: one query.
    """
    offered = list(services())
    return [
        offered[position]
        for position in rank(text, [(service.name, *service.aliases) for service in offered])
    ]
