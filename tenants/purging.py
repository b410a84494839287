"""Remove a business for good, step by step; each step may be repeated, and a run that was cut off goes on later.

The state `purging` comes first: from then on nobody gets in and nobody can keep the business any more. Then the
outside world is told, while there are credentials to tell it with, and what the business had in shared stores, in its
schema and in the file storage goes. Its row stays without a name: payments belong to it.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db import OperationalError, connection, transaction
from django.utils.module_loading import import_string

from shared_apps.core.clock import now
from shared_apps.facts import publish
from shared_apps.facts.models import FactRow, FactWork
from shared_apps.intake.models import IntakeEvent, Route
from shared_apps.realtime.push import connection as valkey
from tenants import generation
from tenants.entering import entered
from tenants.events import TenantPurged
from tenants.letters import write
from tenants.migrating import drop_schema, schema_exists
from tenants.models import Domain, FormerSlug, Membership, Role, Tenant, TenantExport, TenantState
from tenants.transfers.keeping import delete_archive, folder_of

log = logging.getLogger(__name__)

# How long the drop waits for queries that are still at work, before it is left to the next run.
LOCK_TIMEOUT = "10s"
CHUNK = 500
LATE = timedelta(days=1)


def purge_due(at: datetime) -> dict[str, int]:
    """Purge every business whose grace is over, and go on with those that were begun; the job `tenant_purge`."""
    with entered(None):
        due = Tenant.objects.filter(state=TenantState.DELETING, purge_at__lte=at)
        begun = Tenant.objects.filter(state=TenantState.PURGING)
        found = list((due | begun).order_by("purge_at", "id"))
        results = [_try_to_purge(tenant) for tenant in found]
        for late in Tenant.objects.filter(state=TenantState.DELETED, state_at__gt=at - LATE):
            _drop_late(late)
        archives = TenantExport.objects.filter(expires_at__lte=at).exclude(path="")
        forgotten = [delete_archive(export) for export in archives]
        FormerSlug.objects.filter(until__lte=at).delete()
    return {"purged": sum(results), "left": len(results) - sum(results), "archives": len(forgotten)}


def _try_to_purge(tenant: Tenant) -> bool:
    try:
        purge(tenant)
    except Exception:
        log.exception("%s is not purged yet; the next run goes on", tenant.schema_name)
        return False
    return True


def purge(tenant: Tenant) -> None:
    """Do what is left to do; raises what the outside world or the database raises, and may be called again."""
    if tenant.state == TenantState.DELETING:
        _shut_for_good(tenant)
    if tenant.state != TenantState.PURGING:
        return
    for step in STEPS:
        step(tenant)
    people = _people_of(tenant)
    name = tenant.name
    _leave_a_nameless_row(tenant)
    write(people, "gone", workspace=name, until=None)


def _shut_for_good(tenant: Tenant) -> None:
    """Make it `purging`, unless somebody has kept it meanwhile, or asked for its end anew with another grace."""
    with transaction.atomic():
        due = Tenant.objects.select_for_update().filter(state=TenantState.DELETING, purge_at__lte=now())
        if due.filter(id=tenant.id).first() is not None:
            Tenant.objects.filter(id=tenant.id).update(state=TenantState.PURGING, state_at=now())
            generation.advance()
        tenant.refresh_from_db()


def _say_farewell(tenant: Tenant) -> None:
    """Tell the outside world; said again by a run that goes on, unless the tables are gone already."""
    if not schema_exists(tenant.schema_name):
        return
    with entered(tenant):
        for path in settings.TENANT_FAREWELLS:
            import_string(path)()


def _drop_ledger(tenant: Tenant) -> None:
    """Forget what platforms sent, and where they would send more."""
    Route.objects.filter(schema_name=tenant.schema_name).delete()
    IntakeEvent.objects.filter(schema=tenant.schema_name).delete()
    FactWork.objects.filter(schema=tenant.schema_name).delete()
    FactRow.objects.filter(schema=tenant.schema_name).delete()


def _drop_cache(tenant: Tenant) -> None:
    """Delete every key that carries the schema's name, whoever made it."""
    client, found = valkey(), []
    for key in client.scan_iter(match=f"*{tenant.schema_name}*", count=1000):
        found.append(key)
        if len(found) == CHUNK:
            client.unlink(*found)
            found.clear()
    if found:
        client.unlink(*found)


def _drop_files(tenant: Tenant) -> None:
    for export in TenantExport.objects.filter(tenant=tenant):
        delete_archive(export)
    delete_folder(default_storage, tenant.schema_name)
    delete_folder(default_storage, folder_of(tenant.id))


def _drop_late(tenant: Tenant) -> None:
    """Forget what came after the purge: by doors that still knew the business, by tasks that were at work."""
    _drop_ledger(tenant)
    _drop_files(tenant)
    _drop_cache(tenant)


def delete_folder(storage: Storage, path: str) -> None:
    """Delete a folder with all that is in it; one that is not there is no trouble."""
    try:
        folders, names = storage.listdir(path)
    except FileNotFoundError:
        return
    for name in names:
        storage.delete(f"{path}/{name}")
    for folder in folders:
        delete_folder(storage, f"{path}/{folder}")
    # A bucket has no folders; a disk keeps empty ones.
    storage.delete(path)


def _drop_tables(tenant: Tenant) -> None:
    """Drop the schema; raises OperationalError when something in it is still at work after LOCK_TIMEOUT."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        try:
            drop_schema(tenant.schema_name)
        except OperationalError:
            log.warning("%s is still in use", tenant.schema_name)
            raise


STEPS: tuple[Callable[[Tenant], None], ...] = (
    *(_say_farewell, _drop_ledger, _drop_tables, _drop_files, _drop_cache),
)


def _people_of(tenant: Tenant) -> list[tuple[str, str]]:
    rows = Membership.objects.filter(tenant=tenant, role=Role.OWNER).select_related("user").order_by("id")
    return [(row.user.email, row.user.language) for row in rows]


@transaction.atomic
def _leave_a_nameless_row(tenant: Tenant) -> None:
    for model in (Membership, Domain, FormerSlug, TenantExport):
        model.objects.filter(tenant=tenant).delete()
    for path in settings.TENANT_FORGETTERS:
        import_string(path)(tenant)
    Tenant.objects.filter(id=tenant.id).update(
        state=TenantState.DELETED,
        state_at=now(),
        state_reason="",
        name="",
        slug=f"deleted-{tenant.id.hex}",
        purge_at=None,
    )
    publish(TenantPurged(tenant_id=tenant.id))
    generation.advance()
    tenant.refresh_from_db()
