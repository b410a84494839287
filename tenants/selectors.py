"""Where we are, and where a person may go."""

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import QuerySet

from shared_apps.core.keys import schema
from tenants.models import Membership, Tenant, TenantState

if TYPE_CHECKING:
    from shared_apps.accounts.models import User


def current_tenant() -> Tenant | None:
    """Return the tenant that the connection works in, None in the public schema."""
    tenant = connection.tenant  # type: ignore[attr-defined]  # django-tenants adds it
    if isinstance(tenant, Tenant):
        return tenant
    return tenant_of_schema(schema())


def tenant_of_schema(schema_name: str) -> Tenant | None:
    """Return the business whose schema this is; None for the public one and for none."""
    return Tenant.objects.filter(schema_name=schema_name).first()


def memberships_of(user: "User") -> QuerySet[Membership]:
    """Return the workspaces a user may enter, in the order of their names; one query."""
    return (
        Membership.objects.filter(user=user, tenant__state=TenantState.ACTIVE)
        .select_related("tenant")
        .order_by("tenant__name", "tenant_id")
    )


def places_of(user: "User") -> QuerySet[Membership]:
    """Return the workspaces a user may enter, and those that are paused or can still be kept; one query."""
    shown = (TenantState.ACTIVE, TenantState.SUSPENDED, TenantState.DELETING)
    return (
        Membership.objects.filter(user=user, tenant__state__in=shown)
        .select_related("tenant")
        .order_by("tenant__name", "tenant_id")
    )
