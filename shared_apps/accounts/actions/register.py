"""A person and their business, together or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from shared_apps.accounts.actions.google import link
from shared_apps.accounts.actions.newcomers import keep_person, new_person
from shared_apps.accounts.actions.tokens import TokenPair, issue, issue_entry
from shared_apps.accounts.models import DeviceSession, SessionKind, User
from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.vendors.google import GoogleProfile
from tenants import pool
from tenants.actions import create_tenant
from tenants.models import Tenant


@dataclass(frozen=True)
class Registered:
    user: User
    tenant: Tenant
    entry_token: str
    tokens: TokenPair


def register(
    *,
    email: str,
    password: str,
    name: str,
    organization: str,
    slug: str,
    language: str,
    google: GoogleProfile | None = None,
    context: Mapping[str, str] | None = None,
) -> Registered:
    """Open a workspace for a new person; raises Invalid, Conflict `email_taken` or `slug_taken`.

    Who comes with Google has proved their address there and needs no password. `context` says where they came from:
    `ref` (somebody's code), `device`, `address`, `agent`; the apps above that ON_REGISTERED names make of it what
    they need.
    """
    # Both are slow and neither needs the transaction: hashing always, migrations when the pool is empty.
    user = new_person(email=email, password=None if google else password, name=name, language=language)
    pool.ensure_one()
    with transaction.atomic():
        keep_person(user, is_verified=google is not None)
        if google is not None:
            link(user, google)
        tenant = create_tenant(slug=slug, name=organization, language=language, owner=user)
        record(
            "user.registered", actor=user, target_kind="tenant", target_id=tenant.id, details={"slug": slug}
        )
        # Nobody has used these tokens yet: their session shows once somebody does, and ends with the others.
        session = DeviceSession.objects.create(user=user, kind=SessionKind.API, confirmed_at=now())
        for path in settings.ON_REGISTERED:
            import_string(path)(user, tenant, context or {})
        return Registered(user, tenant, issue_entry(user, tenant), issue(user, session=session.id))
