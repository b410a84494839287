"""What the owner does to the workspace as a whole, on its trail."""

from uuid import UUID

from django.db import transaction

from shared_apps.accounts.actions.tokens import issue_entry
from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.core.errors import Invalid, NotFound
from tenant_apps.team.models import Member
from tenants import domains, exports, life
from tenants.models import Domain, Tenant, TenantExport
from tenants.selectors import current_tenant


def here() -> Tenant:
    """Return the workspace of the request; raises NotFound on the public site."""
    tenant = current_tenant()
    if tenant is None:
        raise NotFound
    return tenant


@transaction.atomic
def move(*, actor: Member, user: User, slug: str) -> tuple[Tenant, str]:
    """Give the workspace another address; return it with a token that lets its owner in there. Raises as life does."""
    before = here()
    record("workspace.moved", actor=actor, target_kind="workspace", details={"from": before.slug, "to": slug})
    tenant = life.rename_tenant(before.id, slug=slug)
    return tenant, issue_entry(user, tenant)


@transaction.atomic
def ask_deletion(*, actor: Member, name: str) -> Tenant:
    """Close the workspace and have it deleted when its grace is over; its address has to be typed for it."""
    tenant = here()
    if name.strip().lower() != tenant.slug:
        raise Invalid("Type the address of the workspace.", fields={"slug": ["This is not its address."]})
    record("workspace.deletion_asked", actor=actor, target_kind="workspace", target_id=tenant.id)
    return life.ask_deletion(tenant.id, reason="")


@transaction.atomic
def ask_export(*, actor: Member, passphrase: str) -> TenantExport:
    tenant = here()
    export = exports.ask_export(tenant.id, by_id=actor.id, by_name=actor.name, passphrase=passphrase)
    details = {"with_secrets": bool(passphrase)}
    record("workspace.exported", actor=actor, target_kind="export", target_id=export.id, details=details)
    return export


@transaction.atomic
def delete_export(*, actor: Member, export_id: UUID) -> None:
    exports.delete_export(export_id, tenant_id=here().id)
    record("workspace.export_deleted", actor=actor, target_kind="export", target_id=export_id)


@transaction.atomic
def add_domain(*, actor: Member, domain: str) -> Domain:
    added = domains.add_domain(here().id, domain=domain)
    record("domain.added", actor=actor, target_kind="domain", details={"domain": added.domain})
    return added


@transaction.atomic
def remove_domain(*, actor: Member, domain_id: int) -> None:
    removed = domains.remove_domain(here().id, domain_id)
    record("domain.removed", actor=actor, target_kind="domain", details={"domain": removed.domain})
