"""Host → tenant. `<slug>.BASE_DOMAIN` or a Domain row; the base domain itself is the public site."""

import time
from enum import Enum, auto

from channels.db import database_sync_to_async
from django.conf import settings

from tenants.models import Domain, Tenant

CACHE_SECONDS = 5.0
_LOOPBACK = frozenset({"127.0.0.1", "[::1]"})

_found: dict[str, tuple[float, Tenant]] = {}


class Site(Enum):
    """What a host is, before any tenant is looked up."""

    PUBLIC = auto()
    OTHER = auto()


def bare(host: str) -> str:
    """Return `host` in lower case without its port; keeps the brackets of an IPv6 address."""
    host = host.strip().lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].rstrip(".")


def site_for_host(host: str) -> Site:
    base, name = bare(settings.BASE_DOMAIN), bare(host)
    if name in {base, f"www.{base}"}:
        return Site.PUBLIC
    return Site.PUBLIC if base == "localhost" and name in _LOOPBACK else Site.OTHER


def tenant_for_host(host: str) -> Tenant | None:
    """Return the tenant of `host`, suspended ones too; None for the public site and for strangers.

    Found tenants are remembered for CACHE_SECONDS in this process; absence is not, so new ones show at once.
    """
    name = bare(host)
    at, tenant = _found.get(name, (0.0, None))
    if tenant is not None and time.monotonic() - at < CACHE_SECONDS:
        return tenant
    tenant = None if site_for_host(name) is Site.PUBLIC else _look_up(name)
    if tenant is None:
        _found.pop(name, None)
    else:
        _found[name] = (time.monotonic(), tenant)
    return tenant


async def atenant_for_host(host: str) -> Tenant | None:
    tenant: Tenant | None = await database_sync_to_async(tenant_for_host)(host)
    return tenant


async def tenant_of_schema(schema_name: str) -> Tenant:
    """Return the tenant that owns a schema, for work that was told only its name; remembered as above."""
    tenant: Tenant = await database_sync_to_async(_tenant_of_schema)(schema_name)
    return tenant


def _tenant_of_schema(schema_name: str) -> Tenant:
    at, tenant = _found.get(schema_name, (0.0, None))
    if tenant is None or time.monotonic() - at >= CACHE_SECONDS:
        tenant = Tenant.objects.get(schema_name=schema_name)
        # Hosts hold no underscore, schemas always do: one table serves both.
        _found[schema_name] = (time.monotonic(), tenant)
    return tenant


def forget() -> None:
    """Look everything up again, in this process."""
    _found.clear()


def _look_up(name: str) -> Tenant | None:
    slug, _, parent = name.partition(".")
    if parent == bare(settings.BASE_DOMAIN):
        return Tenant.objects.filter(slug=slug).first()
    row = Domain.objects.select_related("tenant").filter(domain=name).first()
    return row.tenant if row else None


def url_of(slug: str) -> str:
    """Return the address of a workspace, such as `http://lumiere.localhost:8000`."""
    return f"{settings.PUBLIC_SCHEME}://{slug}.{settings.BASE_DOMAIN}"
