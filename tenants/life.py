"""Suspend, resume, rename and delete a business. Callers write the trail; see docs/tenancy.md.

Each locks the tenant's row, so of two operators at once the second is told that the state is another one.
"""

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from shared_apps.core.clock import now
from shared_apps.core.errors import Conflict, Invalid, NotFound
from shared_apps.facts import Fact, publish
from shared_apps.realtime import close_sockets
from tenants import generation
from tenants.entering import entered
from tenants.errors import TenantErrorCode
from tenants.events import (
    DeletionAsked,
    DeletionCancelled,
    TenantRenamed,
    TenantResumed,
    TenantSuspended,
)
from tenants.models import FormerSlug, Tenant, TenantState
from tenants.naming import check_slug, slug_taken
from tenants.slugs import judge
from tenants.tasks import wake_up

CLOSED = 4423
MOVED = 4410


def suspend_tenant(tenant_id: UUID, *, reason: str) -> Tenant:
    """Close a business: nobody gets in, nothing is done, what customers write is kept. Raises Conflict, Invalid."""
    if not reason.strip():
        raise Invalid("Say why, so that its owner can be told.", fields={"reason": ["Say why."]})
    with entered(None), transaction.atomic():
        tenant = _locked(tenant_id, TenantState.ACTIVE)
        _move(tenant, TenantState.SUSPENDED, reason=reason.strip())
        _announce(tenant, TenantSuspended(tenant_id=tenant.id), close=CLOSED)
    return tenant


def resume_tenant(tenant_id: UUID) -> Tenant:
    """Open a suspended business again and let what waited go on. Raises Conflict."""
    with entered(None), transaction.atomic():
        tenant = _locked(tenant_id, TenantState.SUSPENDED)
        _move(tenant, TenantState.ACTIVE)
        _announce(tenant, TenantResumed(tenant_id=tenant.id))
        transaction.on_commit(partial(wake_up, tenant.schema_name), robust=True)
    return tenant


def rename_tenant(tenant_id: UUID, *, name: str | None = None, slug: str | None = None) -> Tenant:
    """Give a business another name, another address or both; the old address leads to the new one for a while.

    Raises Invalid, Conflict `slug_taken` with a suggestion, Conflict `wrong_state` for one that is being deleted.
    """
    with entered(None), transaction.atomic():
        tenant = _locked(tenant_id, TenantState.ACTIVE, TenantState.SUSPENDED)
        former = tenant.slug
        if name is not None:
            if not name.strip():
                raise Invalid("A workspace needs a name.", fields={"name": ["Give it a name."]})
            tenant.name = name.strip()[:120]
        if slug is not None and slug != former:
            check_slug(slug, tenant=tenant)
            tenant.slug = slug
        _save_name(tenant)
        is_moved = tenant.slug != former
        if is_moved:
            _keep_former(tenant, former)
        with entered(tenant):
            _tell_apps(tenant)
        _announce(tenant, TenantRenamed(tenant_id=tenant.id), close=MOVED if is_moved else None)
    return tenant


def ask_deletion(tenant_id: UUID, *, reason: str, grace_days: int | None = None) -> Tenant:
    """Close a business now and purge it when its grace is over; 0 days means at the purge's next run.

    Raises Conflict `wrong_state` when it goes already.
    """
    days = settings.DELETION_GRACE_DAYS if grace_days is None else grace_days
    with entered(None), transaction.atomic():
        tenant = _locked(tenant_id, TenantState.ACTIVE, TenantState.SUSPENDED)
        tenant.state_before, tenant.purge_at = tenant.state, now() + timedelta(days=days)
        tenant.purge_reminded_at = None
        _move(tenant, TenantState.DELETING, reason=reason.strip())
        _announce(tenant, DeletionAsked(tenant_id=tenant.id), close=CLOSED)
    return tenant


def cancel_deletion(tenant_id: UUID) -> Tenant:
    """Keep a business that was to be deleted, as it was before. Raises Conflict when it is too late."""
    with entered(None), transaction.atomic():
        tenant = _locked(tenant_id, TenantState.DELETING)
        before = TenantState(tenant.state_before or TenantState.ACTIVE)
        tenant.state_before, tenant.purge_at = "", None
        _move(tenant, before)
        _announce(tenant, DeletionCancelled(tenant_id=tenant.id))
        if before == TenantState.ACTIVE:
            transaction.on_commit(partial(wake_up, tenant.schema_name), robust=True)
    return tenant


def _locked(tenant_id: UUID, *wanted: TenantState) -> Tenant:
    tenant = Tenant.objects.select_for_update().filter(id=tenant_id).first()
    if tenant is None:
        raise NotFound
    if tenant.state not in wanted:
        message = "Somebody was faster, or it was so already. Look at its present state."
        raise Conflict(TenantErrorCode.WRONG_STATE, message, data={"state": tenant.state})
    return tenant


def _move(tenant: Tenant, state: TenantState, *, reason: str = "") -> None:
    tenant.state, tenant.state_reason, tenant.state_at = state, reason, now()
    changed = ["state", "state_reason", "state_at", "state_before", "purge_at", "purge_reminded_at"]
    tenant.save(update_fields=changed)


def _announce(tenant: Tenant, fact: Fact, *, close: int | None = None) -> None:
    publish(fact)
    generation.advance()
    if close is not None:
        close_sockets(tenant.schema_name, close)


def _save_name(tenant: Tenant) -> None:
    try:
        with transaction.atomic():
            tenant.save(update_fields=["name", "slug"])
    except IntegrityError as error:
        raise slug_taken(judge(tenant.slug)) from error


def _keep_former(tenant: Tenant, former: str) -> None:
    FormerSlug.objects.filter(slug=tenant.slug).delete()
    until = now() + timedelta(days=settings.SLUG_REDIRECT_DAYS)
    FormerSlug.objects.update_or_create(slug=former, defaults={"tenant": tenant, "until": until})


def _tell_apps(tenant: Tenant) -> None:
    for path in settings.TENANT_RENAMED:
        import_string(path)(tenant)
