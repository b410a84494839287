"""Read the business card and the price list."""

from uuid import UUID

from django.db.models import QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.workspace.matching import rank
from tenant_apps.workspace.models import Service, Workspace


def current_workspace() -> Workspace:
    """Return the one business of this schema."""
    return Workspace.objects.get()


def services() -> QuerySet[Service]:
    """Return what customers can have, in the order of the price list."""
    return Service.objects.filter(is_active=True)


def all_services() -> QuerySet[Service]:
    """Return the whole price list, what is not offered any more included."""
    return Service.objects.all()


def get_service(service_id: UUID) -> Service:
    """Return one line of the price list; raises NotFound."""
    service = Service.objects.filter(id=service_id).first()
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
