"""A person and their business, together or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from shared_apps.accounts.actions.codes import mark_verified
from shared_apps.accounts.actions.google import link
from shared_apps.accounts.actions.passwords import check_password
from shared_apps.accounts.actions.tokens import TokenPair, issue, issue_entry
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.managers import normal_email
from shared_apps.accounts.models import DeviceSession, SessionKind, User
from shared_apps.accounts.tasks import send_verification_code
from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import Conflict
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
    user = User(email=normal_email(email), name=name, language=language)
    if User.objects.filter(email=user.email).exists():
        raise _email_taken()
    if google is None:
        check_password(password, user)
    # Both are slow and neither needs the transaction: hashing always, migrations when the pool is empty.
    user.set_password(password or None)
    pool.ensure_one()
    with transaction.atomic():
        _save(user)
        if google is not None:
            mark_verified(user)
            link(user, google)
        tenant = create_tenant(slug=slug, name=organization, language=language, owner=user)
        record(
            "user.registered", actor=user, target_kind="tenant", target_id=tenant.id, details={"slug": slug}
        )
        # Nobody has used these tokens yet: their session shows once somebody does, and ends with the others.
        session = DeviceSession.objects.create(user=user, kind=SessionKind.API, confirmed_at=now())
        for path in settings.ON_REGISTERED:
            import_string(path)(user, tenant, context or {})
        registered = Registered(user, tenant, issue_entry(user, tenant), issue(user, session=session.id))
        # Robust: the workspace stands even while the broker is away; the code can be asked for again.
        if google is None:
            transaction.on_commit(lambda: send_verification_code.delay(str(user.id)), robust=True)
    return registered


def _save(user: User) -> None:
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise _email_taken() from error
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)


def _email_taken() -> Conflict:
    message = "Somebody has already registered with this e-mail address. Sign in instead."
    return Conflict(AccountErrorCode.EMAIL_TAKEN, message)
