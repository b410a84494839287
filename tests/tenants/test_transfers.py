"""A business leaves in one archive and comes back under another name, the same in every table."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from cryptography.fernet import Fernet
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import override_settings
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.core.clock import now
from shared_apps.core.errors import AppError
from shared_apps.core.fields import decrypt
from shared_apps.intake.models import Route
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.files.actions import store
from tenant_apps.files.models import StoredFile
from tenant_apps.team.models import Member
from tenants import exports
from tenants.entering import entered
from tenants.hosts import forget
from tenants.migrating import known_migrations
from tenants.models import Membership, Tenant, TenantExport, TransferState
from tenants.purging import purge_due
from tenants.transfers.exporting import write_archive
from tenants.transfers.importing import read_archive
from tenants.transfers.secrecy import secret_columns
from tenants.transfers.tables import quoted, quoted_name, tables
from tests.cast import Person
from tests.conftest import InTenant

TOKEN = "123:a-bot-token"
PASSPHRASE = "four words nobody guesses"


@pytest.fixture
def furnished(acme: Tenant, in_tenant: InTenant) -> Tenant:
    """Acme with a channel, a contact and a file, whose names are as nasty as COPY knows them."""
    with in_tenant(acme):
        bot = ChannelAccount(kind="telegram", name="Bot", external_id="123")
        bot.credentials = {"bot_token": TOKEN}
        bot.save()
        for number in range(30):
            Contact.objects.create(name=f"Dana\t{number}\n\\N '; – Олена")
        store(name="prices.txt", content_type="text/plain", content=b"Haircut 500")
    return acme


def archive_of(tenant: Tenant, passphrase: str = "") -> bytes:
    target = io.BytesIO()
    write_archive(tenant, target, passphrase=passphrase)
    return target.getvalue()


def rows_of(tenant: Tenant) -> dict[str, list[tuple[Any, ...]]]:
    """Return every table's rows, secrets opened and folders without their owner's name."""
    secret, found = secret_columns(), {}
    with entered(tenant), connection.cursor() as cursor:
        for table in tables():
            columns = ", ".join(f"{quoted_name(column)}::text" for column in table.columns)
            cursor.execute(f"SELECT {columns} FROM {quoted(table.name)} ORDER BY {columns}")
            found[table.name] = sorted(
                tuple(
                    decrypt(value)
                    if value and (table.name, column) in secret
                    else (value or "").replace(tenant.schema_name, "<schema>")
                    for column, value in zip(table.columns, row, strict=True)
                )
                for row in cursor.fetchall()
            )
    return found


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(AppError) as refused:
        call()
    return refused.value.code


def changed(archive: bytes, name: str, content: bytes | None) -> bytes:
    """Return an archive with one entry of another content, or without it."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(target, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info.filename))
            elif content is not None:
                new.writestr(name, content)
    return target.getvalue()


def manifest_of(archive: bytes) -> dict[str, Any]:
    with ZipFile(io.BytesIO(archive)) as opened:
        loaded: dict[str, Any] = json.loads(opened.read("manifest.json"))
    return loaded


def test_it_brings_back_every_table_and_file_under_another_name(furnished: Tenant, ada: Person) -> None:
    before = rows_of(furnished)
    archive = archive_of(furnished, PASSPHRASE)
    Route.objects.filter(schema_name=furnished.schema_name).delete()

    copy = read_archive(
        io.BytesIO(archive), slug="acme-two", name="Acme", owner=ada.user, passphrase=PASSPHRASE
    )

    after = rows_of(copy)
    card = {"workspace_workspace"}
    assert {name: rows for name, rows in after.items() if name not in card} == {
        name: rows for name, rows in before.items() if name not in card
    }
    assert str(after["workspace_workspace"]).replace("acme-two", "acme") == str(before["workspace_workspace"])
    assert len(after["contacts_contact"]) == 30
    with entered(copy):
        assert ChannelAccount.objects.get().credentials == {"bot_token": TOKEN}
        stored = StoredFile.objects.get()
        assert str(stored.file.name).startswith(f"{copy.schema_name}/files/")
        assert stored.file.read() == b"Haircut 500"
    assert Route.objects.get(account_id="123").schema_name == copy.schema_name
    assert Membership.objects.filter(tenant=copy).count() == 3


def test_it_goes_on_counting_where_the_archive_stopped(furnished: Tenant, ada: Person) -> None:
    copy = read_archive(io.BytesIO(archive_of(furnished)), slug="acme-two", name="Acme", owner=ada.user)

    with entered(copy):
        Contact.objects.create(name="Somebody new")
        assert Contact.objects.count() == 31


def test_it_leaves_secrets_out_without_a_passphrase_and_says_so(furnished: Tenant, ada: Person) -> None:
    archive = archive_of(furnished)

    manifest = manifest_of(archive)
    with ZipFile(io.BytesIO(archive)) as opened:
        everything = b"".join(opened.read(name) for name in opened.namelist())
    assert "channels_channelaccount.credentials" in {
        name.replace("inbox_", "") for name in manifest["left_out"]
    }
    assert TOKEN.encode() not in everything
    assert b"gAAAA" not in everything
    copy = read_archive(io.BytesIO(archive), slug="acme-two", name="Acme", owner=ada.user)
    with entered(copy):
        assert ChannelAccount.objects.get().state == AccountState.DISCONNECTED


def test_it_opens_secrets_in_a_house_with_other_keys(furnished: Tenant, ada: Person) -> None:
    archive = archive_of(furnished, PASSPHRASE)

    with override_settings(FIELD_KEYS=[Fernet.generate_key().decode()]):
        copy = read_archive(
            io.BytesIO(archive), slug="acme-two", name="Acme", owner=ada.user, passphrase=PASSPHRASE
        )
        with entered(copy):
            assert ChannelAccount.objects.get().credentials == {"bot_token": TOKEN}

    assert TOKEN.encode() not in archive


def test_a_channel_stays_with_the_workspace_that_has_it(furnished: Tenant, ada: Person) -> None:
    Route.objects.create(platform="telegram", account_id="123", schema_name=furnished.schema_name)
    archive = archive_of(furnished, PASSPHRASE)

    copy = read_archive(
        io.BytesIO(archive), slug="acme-two", name="Acme", owner=ada.user, passphrase=PASSPHRASE
    )

    with entered(copy):
        assert ChannelAccount.objects.values_list("state", flat=True).get() == AccountState.DISCONNECTED
    assert Route.objects.get(account_id="123").schema_name == furnished.schema_name


def test_a_stranger_can_be_the_owner_of_what_was_imported(furnished: Tenant, mallory: Person) -> None:
    copy = read_archive(io.BytesIO(archive_of(furnished)), slug="acme-two", name="Acme", owner=mallory.user)

    with entered(copy):
        assert Member.objects.get(user_id=mallory.user.id).role == "owner"


def test_it_refuses_what_is_damaged_or_newer_and_leaves_nothing(furnished: Tenant, ada: Person) -> None:
    archive = archive_of(furnished, PASSPHRASE)
    manifest = manifest_of(archive)
    with ZipFile(io.BytesIO(archive)) as opened:
        contacts = opened.read("tables/contacts_contact")
        file = next(name for name in opened.namelist() if name.startswith("files/"))

    def edited(**changes: Any) -> bytes:
        return changed(archive, "manifest.json", json.dumps({**manifest, **changes}).encode())

    stranger = [["contacts", "9999_from_tomorrow"]]
    evil = [{"name": "../../evil", "size": 1, "sha256": "0"}]
    cases = {
        "text": (b"no archive at all", "archive_damaged"),
        "cut": (archive[: len(archive) // 2], "archive_damaged"),
        "no manifest": (changed(archive, "manifest.json", None), "archive_damaged"),
        "bad manifest": (changed(archive, "manifest.json", b"{"), "archive_damaged"),
        "other rows": (
            changed(archive, "tables/contacts_contact", contacts.replace(b"Dana", b"Fake", 1)),
            "archive_damaged",
        ),
        "missing table": (changed(archive, "tables/contacts_contact", None), "archive_damaged"),
        "other file": (changed(archive, file, b"Haircut 900"), "archive_damaged"),
        "path": (edited(files=evil), "archive_damaged"),
        "format": (edited(format=2), "archive_newer"),
        "migration": (edited(migrations=manifest["migrations"] + stranger), "archive_newer"),
    }
    schemas, count = _schemas(), Tenant.objects.count()

    met = {
        name: refusal(
            lambda given=given: read_archive(  # type: ignore[misc]
                io.BytesIO(given), slug="acme-two", name="Acme", owner=ada.user, passphrase=PASSPHRASE
            )
        )
        for name, (given, _) in cases.items()
    }

    assert met == {name: code for name, (_, code) in cases.items()}
    assert (_schemas(), Tenant.objects.count()) == (schemas, count)


def _schemas() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 't_%%'")
        return int(cursor.fetchone()[0])


def test_it_refuses_a_wrong_passphrase_and_a_taken_address(furnished: Tenant, ada: Person) -> None:
    archive = archive_of(furnished, PASSPHRASE)

    def read(slug: str, passphrase: str) -> Callable[[], object]:
        return lambda: read_archive(
            io.BytesIO(archive), slug=slug, name="Acme", owner=ada.user, passphrase=passphrase
        )

    assert refusal(read("acme-two", "guess")) == "wrong_passphrase"
    assert refusal(read("globex", PASSPHRASE)) == "slug_taken"


def test_it_says_so_when_the_address_is_taken_while_it_reads(
    furnished: Tenant, globex: Tenant, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, schemas = archive_of(furnished), _schemas()
    monkeypatch.setattr("tenants.transfers.importing.check_slug", lambda _: None)

    met = refusal(lambda: read_archive(io.BytesIO(archive), slug="globex", name="Acme", owner=ada.user))

    assert (met, _schemas()) == ("slug_taken", schemas)


def test_it_takes_an_archive_of_an_older_version(furnished: Tenant, ada: Person) -> None:
    archive = archive_of(furnished)
    manifest = manifest_of(archive)
    last = max(name for app, name in known_migrations() if app == "assistant")
    older = [each for each in manifest["migrations"] if each != ["assistant", last]]
    kept = [each for each in manifest["tables"] if not each["name"].startswith("assistant_")]
    archive = changed(
        archive, "manifest.json", json.dumps({**manifest, "migrations": older, "tables": kept}).encode()
    )

    copy = read_archive(io.BytesIO(archive), slug="acme-two", name="Acme", owner=ada.user)

    assert list(rows_of(copy)) == list(rows_of(furnished))


def test_it_makes_an_archive_on_request_and_forgets_it_in_time(
    furnished: Tenant, ada: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked = exports.ask_export(furnished.id, by_id=ada.user.id, by_name="Ada", passphrase=PASSPHRASE)

    made = exports.export(asked.id, tenant_id=furnished.id)
    assert (made.state, made.progress, made.passphrase) == (TransferState.READY, 100, "")
    with exports.open_export(made) as archive:
        assert manifest_of(archive.read())["slug"] == "acme"
    TenantExport.objects.update(expires_at=now() - timedelta(seconds=1))
    assert (
        refusal(lambda: exports.open_export(exports.export(asked.id, tenant_id=furnished.id))) == "not_found"
    )
    assert purge_due(now())["archives"] == 1
    assert not default_storage.exists(made.path)
    assert exports.export(asked.id, tenant_id=furnished.id).state == TransferState.EXPIRED


def test_it_goes_out_and_comes_in_by_commands_too(furnished: Tenant, ada: Person, tmp_path: Path) -> None:
    archive, secret, said = tmp_path / "acme.parlor", tmp_path / "passphrase", io.StringIO()
    secret.write_text(f"{PASSPHRASE}\n")
    Route.objects.filter(schema_name=furnished.schema_name).delete()

    call_command("export_tenant", "acme", archive, passphrase_file=secret, stdout=said)
    call_command(
        "import_tenant", archive, slug="acme-two", name="Acme Two", owner="Ada@Acme.test",
        passphrase_file=secret, stdout=said,
    )  # fmt: skip

    assert archive.stat().st_mode & 0o777 == 0o600
    assert said.getvalue().splitlines()[1] == "Acme Two is there: http://acme-two.parlor.test"
    with entered(Tenant.objects.get(slug="acme-two")):
        assert ChannelAccount.objects.get().credentials == {"bot_token": TOKEN}


@pytest.mark.parametrize(
    ("command", "given", "why"),
    [
        ("export_tenant", {"slug": "nobody"}, "There is no business at nobody."),
        ("export_tenant", {"slug": "acme"}, "cannot be written: File exists."),
        (
            "import_tenant",
            {"owner": "nobody@x.test"},
            "Nobody with the address nobody@x.test has an account.",
        ),
        ("import_tenant", {"owner": "ada@acme.test"}, "The archive is damaged or incomplete"),
    ],
)
def test_commands_say_what_is_wrong(
    command: str, given: dict[str, str], why: str, ada: Person, tmp_path: Path
) -> None:
    archive = tmp_path / "acme.parlor"
    archive.write_bytes(b"nothing")
    first = [given["slug"], archive] if command == "export_tenant" else [archive]
    more = {"slug": "acme-two", "name": "Acme", **given} if command == "import_tenant" else {}

    with pytest.raises(CommandError) as refused:
        call_command(command, *first, **more)

    assert why in str(refused.value)
    assert archive.read_bytes() == b"nothing"


def test_it_makes_one_archive_at_a_time(acme: Tenant, ada: Person) -> None:
    exports.ask_export(acme.id, by_id=ada.user.id, by_name="Ada")

    assert refusal(lambda: exports.ask_export(acme.id, by_id=ada.user.id, by_name="Ada")) == "export_running"


def test_it_imports_as_a_job_and_writes_down_why_not(
    furnished: Tenant, ada: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    given: dict[str, Any] = {"name": "Acme", "owner": ada.user, "by_id": uuid4(), "by_name": "Op"}
    with django_capture_on_commit_callbacks(execute=True):
        good = exports.ask_import(upload=ContentFile(archive_of(furnished)), slug="acme-two", **given)
        bad = exports.ask_import(upload=ContentFile(b"nothing"), slug="acme-three", **given)

    done, failed = exports.tenant_import(good.id), exports.tenant_import(bad.id)
    assert done.tenant is not None
    assert (done.state, done.tenant.slug) == (TransferState.READY, "acme-two")
    assert (failed.state, failed.code, failed.tenant) == (TransferState.FAILED, "archive_damaged", None)
    forget()
    assert not default_storage.exists(done.path)
