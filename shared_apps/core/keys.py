"""Names that are shared between tenants in one store start with the schema; they are made here only."""

from django.db import connection

PUBLIC = "public"


def schema() -> str:
    """Return the schema that the current connection works in."""
    return str(connection.schema_name)  # type: ignore[attr-defined]  # django-tenants adds it


def tenant_key(*parts: object) -> str:
    """Return `schema:part:part`: a cache key, lock name or idempotency key of this tenant."""
    return ":".join([schema(), *map(str, parts)])


def group_name(schema_name: str, *parts: object) -> str:
    """Return a channel-layer group of a tenant; the layer allows letters, digits, `-`, `_` and `.` only."""
    return ".".join([schema_name, *map(str, parts)])


def tenant_path(*parts: str) -> str:
    """Return `schema/part/part`: where a file of this tenant is stored."""
    return "/".join([schema(), *parts])
