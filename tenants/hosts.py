"""Host → tenant. `<slug>.BASE_DOMAIN` or a Domain row; the base domain itself is the public site."""

import time
from enum import Enum, auto

from channels.db import database_sync_to_async
from django.conf import settings

from shared_apps.core.clock import now
from tenants import generation
from tenants.models import Domain, DomainState, FormerSlug, Tenant, TenantState

CACHE_SECONDS = 5.0
_LOOPBACK = frozenset({"127.0.0.1", "[::1]"})

_found: dict[str, tuple[float, Tenant]] = {}
_closed: tuple[float, frozenset[str]] = (0.0, frozenset())
_generation = ""


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
    """Return the tenant of `host`, closed ones too; None for the public site and for strangers.

    Found tenants are remembered in this process until one changes, CACHE_SECONDS at most; absence is not, so new ones
    show at once.
    """
    _keep_up()
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
    _keep_up()
    at, tenant = _found.get(schema_name, (0.0, None))
    if tenant is None or time.monotonic() - at >= CACHE_SECONDS:
        tenant = Tenant.objects.get(schema_name=schema_name)
        # Hosts hold no underscore, schemas always do: one table serves both.
        _found[schema_name] = (time.monotonic(), tenant)
    return tenant


def closed_schemas() -> frozenset[str]:
    """Return the schemas in which nothing may be done now: of suspended tenants and of those that go."""
    global _closed
    _keep_up()
    if not _closed[0] or time.monotonic() - _closed[0] >= CACHE_SECONDS:
        rows = Tenant.objects.exclude(state=TenantState.ACTIVE).values_list("schema_name", flat=True)
        _closed = (time.monotonic(), frozenset(rows))
    return _closed[1]


def forget() -> None:
    """Look everything up again, in this process."""
    global _closed
    _found.clear()
    _closed = (0.0, frozenset())
    generation.ask_again()


def _keep_up() -> None:
    """Forget what was remembered when a tenant has changed since, in whichever process."""
    global _generation, _closed
    if (present := generation.current()) != _generation:
        _found.clear()
        _closed = (0.0, frozenset())
        _generation = present


def _look_up(name: str) -> Tenant | None:
    slug, _, parent = name.partition(".")
    if parent == bare(settings.BASE_DOMAIN):
        return Tenant.objects.filter(slug=slug).first()
    row = Domain.objects.select_related("tenant").filter(domain=name, state=DomainState.VERIFIED).first()
    return row.tenant if row else None


def former_tenant(host: str) -> Tenant | None:
    """Return whose address `host` was a while ago, if that still leads to the present one."""
    slug, _, parent = bare(host).partition(".")
    return tenant_of_former_slug(slug) if parent == bare(settings.BASE_DOMAIN) else None


def tenant_of_former_slug(slug: str) -> Tenant | None:
    row = FormerSlug.objects.select_related("tenant").filter(slug=slug, until__gt=now()).first()
    return row.tenant if row else None


def is_called(tenant: Tenant, slug: str) -> bool:
    """Say whether `slug` is the tenant's address, or was until lately."""
    return tenant.slug == slug or tenant_of_former_slug(slug) == tenant


def url_of(slug: str) -> str:
    """Return the address of a workspace, such as `http://lumiere.localhost:8000`."""
    return f"{settings.PUBLIC_SCHEME}://{slug}.{settings.BASE_DOMAIN}"
