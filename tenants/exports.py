"""Archives of businesses: the doors for the API above."""

from uuid import UUID

from django.core.files.base import File
from django.db.models import QuerySet

from shared_apps.core.errors import NotFound
from tenants.models import TenantExport, TenantImport
from tenants.transfers.actions import ask_export, ask_import, delete_export
from tenants.transfers.keeping import open_archive

__all__ = [
    "ask_export",
    "ask_import",
    "delete_export",
    "export",
    "exports_of",
    "imports",
    "open_export",
    "tenant_import",
]


def exports_of(tenant_id: UUID) -> QuerySet[TenantExport]:
    """Return the archives of a business, the newest first."""
    return TenantExport.objects.filter(tenant=tenant_id).order_by("-created_at", "-id")


def export(export_id: UUID, *, tenant_id: UUID) -> TenantExport:
    """Raises NotFound."""
    found = exports_of(tenant_id).filter(id=export_id).first()
    if found is None:
        raise NotFound
    return found


def open_export(row: TenantExport) -> "File[bytes]":
    """Return the archive to read; raises NotFound when it is not ready or its time is over."""
    return open_archive(row)


def imports() -> QuerySet[TenantImport]:
    """Return what was asked to be made of archives, the newest first."""
    return TenantImport.objects.select_related("tenant", "owner").order_by("-created_at", "-id")


def tenant_import(import_id: UUID) -> TenantImport:
    """Raises NotFound."""
    found = imports().filter(id=import_id).first()
    if found is None:
        raise NotFound
    return found
