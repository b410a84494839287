"""Forget what opened a workspace that is no more."""

from shared_apps.accounts.models import ApiKey, EntryToken
from tenants.models import Tenant


def forget_tenant(tenant: Tenant) -> None:
    """Delete the keys to its API and the ways in that are still open."""
    ApiKey.objects.filter(tenant=tenant).delete()
    EntryToken.objects.filter(tenant=tenant).delete()
