"""Where archives are kept, and for how long."""

from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage

from shared_apps.core.clock import now
from shared_apps.core.errors import NotFound
from tenants.models import TenantExport, TransferState

FOLDER = "archives"


def path_of(export: TenantExport) -> str:
    """Return the place of an archive; outside the business's own folder, which is part of its archives."""
    return f"{folder_of(export.tenant_id)}/{export.id.hex}.zip"


def folder_of(tenant_id: UUID) -> str:
    return f"{FOLDER}/{tenant_id.hex}"


def open_archive(export: TenantExport) -> "File[bytes]":
    """Return the archive to read; raises NotFound when it is not ready or its time is over."""
    if export.state != TransferState.READY or export.expires_at is None or export.expires_at <= now():
        raise NotFound("This archive is not there any more. Ask for a new one.")
    try:
        return default_storage.open(export.path)
    except FileNotFoundError as error:
        raise NotFound("This archive is not there any more. Ask for a new one.") from error


def delete_archive(export: TenantExport) -> TenantExport:
    """Remove the bytes, half-written ones too; the row says that there were some."""
    default_storage.delete(path_of(export))
    export.path, export.size = "", 0
    if export.state == TransferState.READY:
        export.state = TransferState.EXPIRED
    export.save(update_fields=["path", "size", "state"])
    return export
