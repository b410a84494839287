"""A business's own account at Stripe, into which its customers pay."""

from typing import Any

from django.conf import settings

from shared_apps.audit.actions import Actor, record
from shared_apps.billing.actions.customers import PLATFORM, account_of, owner_of
from shared_apps.billing.errors import ConnectMissing
from shared_apps.billing.locks import reading_stripe
from shared_apps.billing.models import BillingAccount
from shared_apps.core.clock import now
from shared_apps.core.keys import tenant_key
from shared_apps.intake.actions import claim_route
from shared_apps.vendors.stripe import as_dict, asking, client, keyed
from tenants.hosts import url_of
from tenants.models import Tenant

RETURN, REFRESH = "/api/finance/connect/success/", "/api/finance/connect/refresh/"


def onboarding_url(*, actor: Actor, tenant: Tenant) -> str:
    """Return a fresh address of Stripe's questions; it works once, for a few minutes."""
    account = _with_account(actor, tenant)
    home = url_of(tenant.slug)
    request: Any = {
        "account": account.connect_id,
        "type": "account_onboarding",
        "return_url": home + RETURN,
        "refresh_url": home + REFRESH,
    }
    with asking():
        return str(client().v1.account_links.create(request).url)


def _with_account(actor: Actor, tenant: Tenant) -> BillingAccount:
    account = account_of(tenant)
    if account.connect_id:
        return account
    owner = owner_of(tenant)
    request: Any = {
        "controller": {
            "fees": {"payer": "application"},
            "losses": {"payments": "application"},
            "requirement_collection": "stripe",
            "stripe_dashboard": {"type": "express"},
        },
        "country": settings.CONNECT_COUNTRY,
        "email": owner.email if owner else "",
        "capabilities": {"card_payments": {"requested": True}, "transfers": {"requested": True}},
        "business_profile": {"name": tenant.name},
        "metadata": {"tenant_id": str(tenant.id)},
    }
    with reading_stripe(tenant.id):
        account.refresh_from_db()
        if account.connect_id:
            return account
        with asking():
            made = client().v1.accounts.create(request, keyed(tenant_key("connect", tenant.id, now().date())))
        BillingAccount.objects.filter(tenant=tenant).update(connect_id=made.id)
        account.refresh_from_db()
        claim_route(platform=PLATFORM, account_id=account.connect_id)
        record("connect.begun", actor=actor, target_kind="connect", target_id=account.connect_id)
    return account


def sync_connect(account: BillingAccount) -> None:
    """Read whether the business may take payments by now, and what Stripe still wants to know."""
    if not account.connect_id:
        return
    with reading_stripe(account.tenant_id):
        with asking():
            found = as_dict(client().v1.accounts.retrieve(account.connect_id))
        wants = found.get("requirements") or {}
        BillingAccount.objects.filter(tenant=account.tenant_id).update(
            charges_enabled=bool(found.get("charges_enabled")),
            payouts_enabled=bool(found.get("payouts_enabled")),
            details_submitted=bool(found.get("details_submitted")),
            requirements=sorted({*(wants.get("past_due") or []), *(wants.get("currently_due") or [])}),
        )
    account.refresh_from_db()


def disconnect(account: BillingAccount) -> None:
    """The business has taken our access back at Stripe."""
    BillingAccount.objects.filter(tenant=account.tenant_id).update(
        connect_id="", charges_enabled=False, payouts_enabled=False, details_submitted=False, requirements=[]
    )


def dashboard_url(*, tenant: Tenant) -> str:
    """Return the address of the business's own dashboard at Stripe. Raises ConnectMissing."""
    account = account_of(tenant)
    if not account.details_submitted:
        raise ConnectMissing
    with asking():
        return str(client().v1.accounts.login_links.create(account.connect_id).url)
