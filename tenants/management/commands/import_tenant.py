"""Make a business of an archive on this machine, under another name; all of it, or nothing."""

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from shared_apps.core.errors import AppError
from tenants.hosts import url_of
from tenants.transfers.importing import read_archive
from tenants.transfers.secrecy import passphrase_in


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument("--slug", required=True, help="The address that it gets.")
        parser.add_argument("--name", required=True)
        parser.add_argument("--owner", required=True, help="The e-mail address of somebody with an account.")
        parser.add_argument("--passphrase-file", type=Path)

    def handle(self, *_: Any, **given: Any) -> None:
        owner = get_user_model().objects.filter(email__iexact=given["owner"], is_active=True).first()
        if owner is None:
            raise CommandError(f"Nobody with the address {given['owner']} has an account.")
        try:
            with given["archive"].open("rb") as source:
                tenant = read_archive(
                    source,
                    slug=given["slug"],
                    name=given["name"],
                    owner=owner,
                    passphrase=passphrase_in(given["passphrase_file"]),
                )
        except AppError as refusal:
            raise CommandError(refusal.message) from refusal
        except OSError as error:
            raise CommandError(f"{given['archive']} cannot be read: {error.strerror}.") from error
        self.stdout.write(f"{tenant.name} is there: {url_of(tenant.slug)}")
