"""Enter a tenant: the one place that turns the connection's search path.

Only the doors use it (HTTP middleware, sockets, commands, creation); tenant-schemas-celery enters tasks.
tests/architecture/test_tenant_doors.py keeps it so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from tenants.models import Tenant


@contextmanager
def entered(tenant: "Tenant | None") -> Iterator[None]:
    """Work in the schema of `tenant` (None: public) and go back to where we were."""
    before = connection.tenant  # type: ignore[attr-defined]  # django-tenants adds it
    if tenant is None:
        connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants adds it
    else:
        connection.set_tenant(tenant)  # type: ignore[attr-defined]  # django-tenants adds it
    try:
        yield
    finally:
        connection.set_tenant(before)  # type: ignore[attr-defined]  # django-tenants adds it
