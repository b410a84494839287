"""Keep the card in step with what the public schema says."""

from tenant_apps.workspace.models import Workspace
from tenants.models import Tenant


def follow_name(tenant: Tenant, *_: object) -> None:
    """Write the tenant's name and address on the card inside."""
    Workspace.objects.update(name=tenant.name, slug=tenant.slug)
