"""Domains of a business's own: asked for, proved by a TXT record, and lost with it."""

import logging
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from shared_apps.core.clock import now
from shared_apps.core.errors import Conflict, Invalid, NotFound
from tenants import generation
from tenants.dns import DnsAway, texts_of
from tenants.domain_names import fault_of, normal_domain
from tenants.entering import entered
from tenants.errors import TenantErrorCode
from tenants.hosts import bare
from tenants.models import Domain, DomainState, Tenant

log = logging.getLogger(__name__)

MAX_DOMAINS = 5
# How long a name that nobody proves is asked for by itself.
PATIENCE = timedelta(days=7)
FAULTS = {
    "invalid": "Type a domain such as chat.example.com.",
    "reserved": "This name cannot be used here. Use a domain that you own.",
    "homograph": "This name looks like another one. Use letters of one alphabet.",
}


def domains_of(tenant_id: UUID) -> QuerySet[Domain]:
    return Domain.objects.filter(tenant=tenant_id).order_by("domain")


def add_domain(tenant_id: UUID, *, domain: str) -> Domain:
    """Ask for a domain; it leads nowhere until its record is found. Raises Invalid, Conflict `domain_taken`."""
    name = normal_domain(domain)
    if fault := fault_of(name, base=bare(settings.BASE_DOMAIN)):
        raise Invalid("This domain cannot be used.", fields={"domain": [FAULTS[fault]]})
    with entered(None), transaction.atomic():
        tenant = Tenant.objects.select_for_update().get(id=tenant_id)
        known = Domain.objects.filter(tenant=tenant)
        if found := known.filter(domain=name).first():
            return found
        if known.count() >= MAX_DOMAINS:
            raise Invalid(
                "These are as many domains as a workspace can have.", fields={"domain": ["Remove one."]}
            )
        if Domain.objects.filter(domain=name, state=DomainState.VERIFIED).exists():
            raise _taken()
        return Domain.objects.create(
            tenant=tenant, domain=name, token=secrets.token_urlsafe(24), is_primary=False
        )


def check_domain(tenant_id: UUID, domain_id: int) -> Domain:
    """Look for the record now. Raises NotFound, Conflict `domain_taken` when another business has proved it."""
    with entered(None):
        domain = _get(tenant_id, domain_id)
        try:
            is_proved = domain.record_value in texts_of(domain.record_name)
        except DnsAway:
            Domain.objects.filter(id=domain.id).update(problem="dns_away", checked_at=now())
        else:
            _settle(domain, is_proved=is_proved, at=now())
        domain.refresh_from_db()
    return domain


def remove_domain(tenant_id: UUID, domain_id: int) -> Domain:
    """Forget a domain; it leads nowhere at once. Raises NotFound."""
    with entered(None), transaction.atomic():
        domain = _get(tenant_id, domain_id)
        Domain.objects.filter(id=domain.id).delete()
        generation.advance()
    return domain


def check_domains(at: datetime) -> dict[str, int]:
    """Look after every domain: new ones are proved, proved ones stay so or are lost; the job `domain_checks`."""
    young = Q(state=DomainState.PENDING, created_at__gt=at - PATIENCE)
    with entered(None):
        # One without a token was entered by an operator, who vouches for it.
        due = Domain.objects.filter(young | ~Q(state=DomainState.PENDING)).exclude(token="")
        counts = {"checked": 0, "failed": 0}
        for domain in due.order_by("checked_at", "id"):
            try:
                check_domain(domain.tenant_id, domain.id)
                counts["checked"] += 1
            except Conflict:
                counts["failed"] += 1
    return counts


def _settle(domain: Domain, *, is_proved: bool, at: datetime) -> None:
    changes: dict[str, object] = {"checked_at": at, "problem": "" if is_proved else "record_missing"}
    if is_proved:
        changes |= {"state": DomainState.VERIFIED, "missing_since": None}
        changes |= {} if domain.state == DomainState.VERIFIED else {"verified_at": at}
    elif domain.state == DomainState.VERIFIED:
        since = domain.missing_since or at
        is_lost = at - since >= timedelta(hours=settings.DOMAIN_PATIENCE_HOURS)
        changes |= {"missing_since": since, **({"state": DomainState.LOST} if is_lost else {})}
    try:
        with transaction.atomic():
            Domain.objects.filter(id=domain.id).update(**changes)
            if changes.get("state", domain.state) != domain.state:
                generation.advance()
    except IntegrityError as error:
        Domain.objects.filter(id=domain.id).update(checked_at=at, problem="taken")
        raise _taken() from error


def _get(tenant_id: UUID, domain_id: int) -> Domain:
    domain = Domain.objects.filter(id=domain_id, tenant=tenant_id).first()
    if domain is None:
        raise NotFound
    return domain


def _taken() -> Conflict:
    message = "This domain leads to another workspace. Remove it there first."
    return Conflict(TenantErrorCode.DOMAIN_TAKEN, message)
