"""Read an archive into a schema of its own: all of it under a new name, or nothing at all."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING
from uuid import UUID
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.utils.module_loading import import_string

from shared_apps.core.clock import now
from shared_apps.core.errors import AppError
from shared_apps.core.ids import uuid7
from tenants import pool
from tenants.entering import entered
from tenants.migrating import create_schema_at, drop_schema, fingerprint, known_migrations, migrate_schema
from tenants.models import Tenant, TenantImport, TransferState
from tenants.naming import check_slug, slug_taken
from tenants.purging import delete_folder
from tenants.slugs import judge
from tenants.transfers import secrecy
from tenants.transfers import tables as schema_tables
from tenants.transfers.archive import CHUNK_BYTES, Manifest, entry_chunks, read_manifest
from tenants.transfers.errors import ArchiveDamaged, ArchiveNewer

if TYPE_CHECKING:
    from shared_apps.accounts.models import User

log = logging.getLogger(__name__)


def run_import(import_id: UUID) -> None:
    """Read the archive that was handed in; why it was refused stands on the row."""
    with entered(None):
        rows = TenantImport.objects.filter(id=import_id, state=TransferState.WAITING)
        if not rows.update(state=TransferState.RUNNING):
            return
        asked = TenantImport.objects.select_related("owner").get(id=import_id)
        try:
            with default_storage.open(asked.path) as source:
                tenant = read_archive(
                    source,
                    slug=asked.slug,
                    name=asked.name,
                    owner=asked.owner,
                    passphrase=asked.passphrase,
                )
        except AppError as refusal:
            _end(asked, state=TransferState.FAILED, code=refusal.code, error=refusal.message)
        except Exception as error:
            log.exception("import %s failed", import_id)
            _end(asked, state=TransferState.FAILED, code="unexpected", error=type(error).__name__)
        else:
            _end(asked, state=TransferState.READY, progress=100, tenant=tenant)


def _end(asked: TenantImport, **changes: object) -> None:
    default_storage.delete(asked.path)
    TenantImport.objects.filter(id=asked.id).update(passphrase="", ended_at=now(), **changes)


def read_archive(source: IO[bytes], *, slug: str, name: str, owner: "User", passphrase: str = "") -> Tenant:
    """Make a business of an archive, owned by `owner`; its members come along where they have an account here.

    Raises ArchiveDamaged, ArchiveNewer, WrongPassphrase, Invalid and Conflict `slug_taken`; then nothing is left.
    """
    with entered(None), _on_disk(source) as archive:
        check_slug(slug)
        manifest = read_manifest(archive)
        check_known(manifest)
        turn = _turning(manifest, passphrase)
        tenant_id = uuid7()
        tenant = Tenant(
            id=tenant_id,
            schema_name=f"t_{tenant_id.hex}",
            slug=slug,
            name=name,
            language=manifest.language,
            timezone=manifest.timezone,
        )
        try:
            _copy_files(archive, manifest, tenant)
            _fill(archive, manifest, tenant, owner, turn)
        except BaseException:
            delete_folder(default_storage, tenant.schema_name)
            drop_schema(tenant.schema_name)
            raise
    return tenant


@contextmanager
def _on_disk(source: IO[bytes]) -> Iterator[ZipFile]:
    """Open an archive that can be read at any place; one from a bucket is fetched first."""
    with tempfile.TemporaryFile(suffix=".zip") as local:
        while part := source.read(CHUNK_BYTES):
            local.write(part)
        try:
            archive = ZipFile(local)
        except BadZipFile as error:
            raise ArchiveDamaged("it is no ZIP file.") from error
        with archive:
            yield archive


def check_known(manifest: Manifest) -> None:
    """Raise ArchiveNewer when it has migrations that this code does not know."""
    unknown = sorted(set(manifest.migrations) - known_migrations())
    if unknown:
        app, name = unknown[0]
        raise ArchiveNewer(f"{len(unknown)} migrations are unknown here, such as {app}.{name}.")


def _turning(manifest: Manifest, passphrase: str) -> Callable[[bytes], bytes] | None:
    if manifest.seal is None:
        return None
    return secrecy.unsealing(secrecy.opened(manifest.seal, passphrase))


def _copy_files(archive: ZipFile, manifest: Manifest, tenant: Tenant) -> None:
    for entry in manifest.files:
        parts = PurePosixPath(entry.name).parts
        if not parts or ".." in parts or parts[0] == "/":
            raise ArchiveDamaged("a file in it has no proper name.")
        with tempfile.SpooledTemporaryFile(max_size=CHUNK_BYTES) as local:
            for part in entry_chunks(archive, entry, "files"):
                local.write(part)
            local.seek(0)
            default_storage.save(f"{tenant.schema_name}/{entry.name}", File(local))


def _fill(
    archive: ZipFile,
    manifest: Manifest,
    tenant: Tenant,
    owner: "User",
    turn: Callable[[bytes], bytes] | None,
) -> None:
    """Make the schema as the archive has it, fill it, and bring it up to date; the row and its people with it."""
    is_current = set(manifest.migrations) >= known_migrations()
    if not is_current:
        create_schema_at(tenant.schema_name, manifest.migrations)
    else:
        pool.ensure_one()
    try:
        with transaction.atomic():
            if is_current and not pool.claim(tenant.schema_name):
                raise RuntimeError("No schema waits.")
            with entered(tenant):
                _load(archive, manifest, tenant, turn)
            if is_current:
                _arrive(tenant, owner)
        if not is_current:
            migrate_schema(tenant.schema_name)
            with transaction.atomic():
                _arrive(tenant, owner)
    except DatabaseError as error:
        raise ArchiveDamaged(f"its tables do not fit together ({type(error).__name__}).") from error


def _arrive(tenant: Tenant, owner: "User") -> None:
    tenant.fingerprint = fingerprint()
    try:
        with transaction.atomic():
            tenant.save(force_insert=True)
    except IntegrityError as error:
        # Somebody took the address while the archive was read.
        raise slug_taken(judge(tenant.slug)) from error
    with entered(tenant):
        for path in settings.TENANT_ARRIVALS:
            import_string(path)(tenant, owner)


def _load(
    archive: ZipFile, manifest: Manifest, tenant: Tenant, turn: Callable[[bytes], bytes] | None
) -> None:
    there = {table.name: table.columns for table in schema_tables.tables()}
    for entry in manifest.tables:
        if not set(entry.columns) <= set(there.get(entry.name, [])):
            raise ArchiveDamaged(f"{entry.name} is no table of its version.")
    schema_tables.set_triggers(list(there), are_on=False)
    schema_tables.empty(list(there))
    secret = secrecy.secret_columns()
    for entry in manifest.tables:
        parts = entry_chunks(archive, entry, "tables")
        places = [n for n, column in enumerate(entry.columns) if (entry.name, column) in secret]
        if places and turn:
            parts = secrecy.rewritten(parts, places, turn)
        _copy_in(entry.name, entry.columns, parts)
    _move_files(manifest.schema, tenant.schema_name, set(there))
    schema_tables.advance_sequences()
    with connection.cursor() as cursor:
        # Checked now: a table with checks to come cannot have its triggers back.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    schema_tables.set_triggers(list(there), are_on=True)


def _copy_in(table: str, columns: list[str], parts: Iterator[bytes]) -> None:
    names = ", ".join(map(schema_tables.quoted_name, columns))
    statement = f"COPY {schema_tables.quoted(table)} ({names}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for part in parts:
            copy.write(part)


def _move_files(before: str, after: str, there: set[str]) -> None:
    """Let the rows of files name the folder of their new owner."""
    for table, column in secrecy.columns_of(models.FileField):
        if table in there:
            name = schema_tables.quoted_name(column)
            with connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {schema_tables.quoted(table)} SET {name} = %s || substr({name}, %s) "  # noqa: S608 - quoted
                    f"WHERE starts_with({name}, %s)",
                    [after, len(before) + 1, f"{before}/"],
                )
