"""What operators do to a business as a whole: each with its line in the trail, together or not at all."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from shared_apps.accounts.managers import normal_email
from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.console.errors import ConsoleErrorCode
from shared_apps.core.errors import AppError, Invalid
from tenants import exports, life
from tenants.models import Tenant, TenantExport, TenantImport


@transaction.atomic
def _done(what: str, tenant_id: UUID, actor: User, do: Callable[[], Tenant], **details: Any) -> Tenant:
    tenant = do()
    said = {name: value for name, value in details.items() if value not in (None, "")}
    record(f"company.{what}", actor=actor, target_kind="tenant", target_id=tenant_id, details=said)
    return tenant


def suspend(*, tenant_id: UUID, reason: str, actor: User) -> Tenant:
    """Close a business until it is resumed; `reason` goes to its owner. Raises Conflict `wrong_state`, NotFound."""
    return _done(
        "suspended", tenant_id, actor, lambda: life.suspend_tenant(tenant_id, reason=reason), reason=reason
    )


def resume(*, tenant_id: UUID, actor: User) -> Tenant:
    """Open a suspended business again. Raises Conflict `wrong_state`, NotFound."""
    return _done("resumed", tenant_id, actor, lambda: life.resume_tenant(tenant_id))


def rename(*, tenant_id: UUID, name: str | None, slug: str | None, actor: User) -> Tenant:
    """Raises Invalid, Conflict `slug_taken` or `wrong_state`, NotFound."""
    return _done(
        "renamed",
        tenant_id,
        actor,
        lambda: life.rename_tenant(tenant_id, name=name, slug=slug),
        name=name,
        slug=slug,
    )


def delete(*, tenant_id: UUID, slug: str, reason: str, grace_days: int | None, actor: User) -> Tenant:
    """Close a business and remove it for good after its grace. `slug` is its address, typed by the operator.

    Raises Invalid for another address, Conflict `wrong_state`, NotFound.
    """

    def ask() -> Tenant:
        tenant = life.ask_deletion(tenant_id, reason=reason, grace_days=grace_days)
        if tenant.slug != slug.strip().lower():
            raise Invalid("This is another address.", fields={"slug": ["Type the address of this company."]})
        return tenant

    return _done("deletion_asked", tenant_id, actor, ask, reason=reason, grace_days=grace_days)


def keep(*, tenant_id: UUID, actor: User) -> Tenant:
    """Call a deletion off. Raises Conflict `wrong_state`, NotFound."""
    return _done("deletion_cancelled", tenant_id, actor, lambda: life.cancel_deletion(tenant_id))


@transaction.atomic
def export(*, tenant_id: UUID, passphrase: str, actor: User) -> TenantExport:
    """Have an archive of a business made. Raises Conflict while another is being made, NotFound."""
    asked = exports.ask_export(tenant_id, by_id=actor.id, by_name=actor.name, passphrase=passphrase)
    details = {"with_secrets": asked.with_secrets}
    record("company.exported", actor=actor, target_kind="tenant", target_id=tenant_id, details=details)
    return asked


@transaction.atomic
def fetched(*, tenant_id: UUID, export_id: UUID, actor: User) -> None:
    """Note that an operator took an archive away."""
    details = {"export": str(export_id)}
    record("company.archive_fetched", actor=actor, target_kind="tenant", target_id=tenant_id, details=details)


@transaction.atomic
def bring_in(
    *, upload: "File[bytes]", slug: str, name: str, owner: str, passphrase: str, actor: User
) -> TenantImport:
    """Make a business of an archive, under another name. `owner` is the address of whom it will belong to.

    Raises Invalid for an address that nobody has or a slug that is none, Conflict `slug_taken`.
    """
    person = User.objects.filter(email=normal_email(owner), is_active=True).first()
    if person is None:
        message = "Nobody with this e-mail address has an account."
        raise AppError(ConsoleErrorCode.NO_SUCH_OWNER, message, fields={"owner": [message]})
    asked = exports.ask_import(
        upload=upload,
        slug=slug,
        name=name,
        owner=person,
        by_id=actor.id,
        by_name=actor.name,
        passphrase=passphrase,
    )
    details = {"slug": slug, "owner": person.email}
    record("company.imported", actor=actor, target_kind="import", target_id=asked.id, details=details)
    return asked
