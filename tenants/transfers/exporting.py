"""Write a business into an archive, table by table and file by file; nothing is held in memory as a whole."""

import logging
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from typing import IO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage, default_storage
from django.db import connection, transaction

from shared_apps.core.clock import now
from tenants.entering import entered
from tenants.models import Tenant, TenantExport, TransferState
from tenants.transfers import secrecy
from tenants.transfers.archive import CHUNK_BYTES, FORMAT, MANIFEST, Entry, Manifest, Measured
from tenants.transfers.keeping import path_of
from tenants.transfers.tables import Table, applied_migrations, quoted, quoted_name, tables

log = logging.getLogger(__name__)


def run_export(export_id: UUID) -> None:
    """Make the archive that was asked for; a failure stands on the row. Asked again, it is made anew."""
    with entered(None):
        begun = TenantExport.objects.filter(id=export_id).exclude(state=TransferState.READY)
        if not begun.update(state=TransferState.RUNNING, progress=0):
            return
        export = TenantExport.objects.select_related("tenant").get(id=export_id)
        try:
            size = _make(export)
        except Exception as error:
            log.exception("export %s failed", export_id)
            _end(export, state=TransferState.FAILED, error=type(error).__name__)
            return
        at = now()
        ends = at + timedelta(days=settings.EXPORT_KEEP_DAYS)
        _end(
            export,
            state=TransferState.READY,
            progress=100,
            size=size,
            path=path_of(export),
            ready_at=at,
            expires_at=ends,
        )


def _end(export: TenantExport, **changes: object) -> None:
    TenantExport.objects.filter(id=export.id).update(passphrase="", **changes)


def _make(export: TenantExport) -> int:
    with tempfile.TemporaryFile(suffix=".zip") as target:
        write_archive(export.tenant, target, passphrase=export.passphrase, export=export)
        size = target.tell()
        target.seek(0)
        default_storage.delete(path_of(export))
        default_storage.save(path_of(export), File(target))
    return size


def write_archive(
    tenant: Tenant, target: IO[bytes], *, passphrase: str = "", export: TenantExport | None = None
) -> Manifest:
    """Write all of `tenant`; secrets under `passphrase`, or left out without one."""
    seal, cipher = secrecy.new_seal(passphrase) if passphrase else (None, None)
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        with entered(tenant):
            migrations, written, left_out = _write_tables(archive, cipher)
        files = list(_write_files(archive, tenant.schema_name, export))
        manifest = Manifest(
            format=FORMAT,
            made_at=now().isoformat(),
            schema=tenant.schema_name,
            slug=tenant.slug,
            name=tenant.name,
            language=tenant.language,
            timezone=tenant.timezone,
            migrations=migrations,
            tables=written,
            files=files,
            left_out=left_out,
            seal=seal,
        )
        archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
    return manifest


def _write_tables(
    archive: ZipFile, cipher: Fernet | None
) -> tuple[list[tuple[str, str]], list[Entry], list[str]]:
    """Write all tables as they stand at one moment."""
    secret = secrecy.secret_columns()
    is_first = not connection.in_atomic_block
    with transaction.atomic():
        if is_first:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        written = [_write_table(archive, table, secret, cipher) for table in tables()]
        migrations = applied_migrations()
    left_out = [] if cipher else sorted(f"{table}.{column}" for table, column in secret)
    return migrations, written, left_out


def _write_table(
    archive: ZipFile, table: Table, secret: set[tuple[str, str]], cipher: Fernet | None
) -> Entry:
    places = [n for n, column in enumerate(table.columns) if (table.name, column) in secret]
    rows = _rows(table)
    if places:
        rows = secrecy.rewritten(rows, places, secrecy.sealing(cipher))
    with archive.open(f"tables/{table.name}", "w", force_zip64=True) as target:
        measured = Measured(target)
        for part in rows:
            measured.write(part)
    return measured.entry(table.name, table.columns)


def _rows(table: Table) -> Iterator[bytes]:
    columns = ", ".join(map(quoted_name, table.columns))
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {quoted(table.name)} ({columns}) TO STDOUT") as copy,
    ):
        for part in copy:
            yield bytes(part)


def _write_files(archive: ZipFile, root: str, export: TenantExport | None) -> Iterator[Entry]:
    paths = list(paths_below(default_storage, root))
    for number, path in enumerate(paths):
        try:
            source = default_storage.open(f"{root}/{path}")
        except FileNotFoundError:
            continue  # deleted meanwhile
        with source, archive.open(f"files/{path}", "w", force_zip64=True) as target:
            measured = Measured(target)
            for part in source.chunks(CHUNK_BYTES):
                measured.write(part)
        if export and number % 50 == 0:
            TenantExport.objects.filter(id=export.id).update(progress=30 + 70 * number // len(paths))
        yield measured.entry(path)


def paths_below(storage: Storage, root: str, below: str = "") -> Iterator[str]:
    """Yield the paths of all files in a folder, relative to it."""
    try:
        folders, names = storage.listdir(f"{root}/{below}".rstrip("/"))
    except FileNotFoundError:
        return
    for name in sorted(names):
        yield f"{below}{name}"
    for folder in sorted(folders):
        yield from paths_below(storage, root, f"{below}{folder}/")
