"""Ask for an archive of a business, and for a business out of one."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from shared_apps.core.errors import Conflict, NotFound
from shared_apps.core.ids import uuid7
from shared_apps.core.keys import PUBLIC
from tenants.models import Tenant, TenantExport, TenantImport, TenantState, TransferState
from tenants.naming import check_slug
from tenants.tasks import export_tenant, import_tenant
from tenants.transfers.errors import TransferErrorCode
from tenants.transfers.keeping import FOLDER, delete_archive

if TYPE_CHECKING:
    from shared_apps.accounts.models import User

# Whatever schema it is asked in: the work is done from outside.
HERE = {"_schema_name": PUBLIC}
BUSY = (TransferState.WAITING, TransferState.RUNNING)


@transaction.atomic
def ask_export(tenant_id: UUID, *, by_id: UUID | None, by_name: str, passphrase: str = "") -> TenantExport:
    """Have an archive made; with a passphrase secrets are in it. One at a time: raises Conflict, NotFound."""
    tenant = Tenant.objects.select_for_update().filter(id=tenant_id).first()
    if tenant is None or tenant.state in {TenantState.PURGING, TenantState.DELETED}:
        raise NotFound
    if TenantExport.objects.filter(tenant=tenant, state__in=BUSY).exists():
        raise Conflict(TransferErrorCode.EXPORT_RUNNING, "An archive is being made already. Wait for it.")
    export = TenantExport.objects.create(
        tenant=tenant, by_id=by_id, by_name=by_name, passphrase=passphrase, with_secrets=bool(passphrase)
    )
    transaction.on_commit(lambda: export_tenant.apply_async((str(export.id),), headers=HERE), robust=True)
    return export


@transaction.atomic
def delete_export(export_id: UUID, *, tenant_id: UUID) -> None:
    """Remove an archive and its row. Raises NotFound."""
    export = TenantExport.objects.filter(id=export_id, tenant=tenant_id).exclude(state__in=BUSY).first()
    if export is None:
        raise NotFound
    delete_archive(export)
    export.delete()


def ask_import(
    *,
    upload: "File[bytes]",
    slug: str,
    name: str,
    owner: "User",
    by_id: UUID | None,
    by_name: str,
    passphrase: str = "",
) -> TenantImport:
    """Have a business made of an archive; what the archive is refused for stands on the row later.

    Raises Invalid and Conflict `slug_taken` for the address at once.
    """
    check_slug(slug)
    import_id = uuid7()
    path = default_storage.save(f"{FOLDER}/imports/{import_id.hex}.zip", upload)
    with transaction.atomic():
        asked = TenantImport.objects.create(
            id=import_id,
            slug=slug,
            name=name,
            owner=owner,
            passphrase=passphrase,
            path=path,
            by_id=by_id,
            by_name=by_name,
        )
        transaction.on_commit(lambda: import_tenant.apply_async((str(asked.id),), headers=HERE), robust=True)
    return asked
