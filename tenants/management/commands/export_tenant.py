"""Write everything of one business into an archive on this machine; for those too large to be fetched by a browser."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.models import Tenant, TenantState
from tenants.transfers.exporting import write_archive
from tenants.transfers.secrecy import passphrase_in

GONE = (TenantState.PURGING, TenantState.DELETED)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="The business's address.")
        parser.add_argument("archive", type=Path, help="The file to write; it must not be there yet.")
        parser.add_argument("--passphrase-file", type=Path, help="With one, keys of channels come along.")

    def handle(self, *_: Any, slug: str, archive: Path, passphrase_file: Path | None, **__: Any) -> None:
        tenant = Tenant.objects.filter(slug=slug).exclude(state__in=GONE).first()
        if tenant is None:
            raise CommandError(f"There is no business at {slug}.")
        try:
            # It holds what customers wrote: for nobody else on this machine.
            target = os.fdopen(os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        except OSError as error:
            raise CommandError(f"{archive} cannot be written: {error.strerror}.") from error
        try:
            with target:
                manifest = write_archive(tenant, target, passphrase=passphrase_in(passphrase_file))
        except BaseException:
            archive.unlink(missing_ok=True)
            raise
        rows = sum(entry.rows for entry in manifest.tables)
        self.stdout.write(
            f"{archive}: {len(manifest.tables)} tables, {rows} rows, {len(manifest.files)} files"
        )
