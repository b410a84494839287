"""Reads: the visits, and who can be visited."""

from uuid import UUID

from django.db.models import QuerySet

from shared_apps.console.impersonation.models import Impersonation
from shared_apps.core.errors import NotFound
from tenant_apps.team.models import Member
from tenants.every import visiting
from tenants.models import Tenant

MAX_VISITS = 100
MAX_MEMBERS = 200


def visits() -> QuerySet[Impersonation]:
    """Return the visits with their workspaces, the latest first, MAX_VISITS at most."""
    return Impersonation.objects.select_related("tenant").order_by("-id")[:MAX_VISITS]


def get_workspace(tenant_id: UUID) -> Tenant:
    """Return a business to visit; raises NotFound."""
    tenant = Tenant.objects.filter(id=tenant_id).first()
    if tenant is None:
        raise NotFound
    return tenant


def visitable(tenant: Tenant) -> list[Member]:
    """Return who works in a workspace, the longest there first, MAX_MEMBERS at most."""
    with visiting(tenant):
        return list(Member.objects.filter(is_active=True).order_by("created_at", "id")[:MAX_MEMBERS])
