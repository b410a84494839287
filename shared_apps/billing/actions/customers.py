"""A business as Stripe's customer, and the prices of plans."""

import zlib

from shared_apps.accounts.models import User
from shared_apps.billing.errors import NothingToPay
from shared_apps.billing.models import BillingAccount, PlanPrice
from shared_apps.billing.money import to_minor
from shared_apps.core.keys import tenant_key
from shared_apps.intake.actions import claim_route
from shared_apps.plans.choices import Period
from shared_apps.plans.models import Plan
from shared_apps.vendors.stripe import as_dict, asking, client, keyed
from tenants.hosts import url_of
from tenants.models import Membership, Role, Tenant

PLATFORM = "stripe"


def owner_of(tenant: Tenant) -> User | None:
    """Return who pays: the owner, whose language letters are in."""
    row = (
        Membership.objects.filter(tenant=tenant, role=Role.OWNER)
        .select_related("user")
        .order_by("id")
        .first()
    )
    return row.user if row else None


def account_of(tenant: Tenant) -> BillingAccount:
    """Return the business's row without asking Stripe."""
    return BillingAccount.objects.get_or_create(tenant=tenant)[0]


def with_customer(tenant: Tenant) -> BillingAccount:
    """Return the row with its customer at Stripe, made now if need be; call inside the tenant."""
    account = account_of(tenant)
    if account.customer_id:
        return account
    owner = owner_of(tenant)
    email = owner.email if owner else ""
    details = {"name": tenant.name, "email": email, "metadata": {"tenant_id": str(tenant.id)}}
    # Two requests at once make one customer; a key may not be used again with another name.
    mark = zlib.crc32(f"{tenant.name}\n{email}".encode())
    with asking():
        customer = client().v1.customers.create(details, keyed(tenant_key("customer", tenant.id, mark)))  # type: ignore[arg-type]  # typed dicts of the library
    BillingAccount.objects.filter(tenant=tenant, customer_id="").update(customer_id=customer.id)
    account.refresh_from_db()
    claim_route(platform=PLATFORM, account_id=account.customer_id)
    return account


def amount_of(plan: Plan, period: str) -> int:
    """Return a plan's price in minor units; raises NothingToPay for a plan that costs nothing."""
    price = plan.price_year if period == Period.YEAR else plan.price_month
    if price <= 0:
        raise NothingToPay
    return to_minor(price, plan.currency)


def price_of(plan: Plan, period: str) -> PlanPrice:
    """Return the price at Stripe that stands for a plan's present amount, made now if need be."""
    amount = amount_of(plan, period)
    wanted = {"plan": plan, "period": period, "amount": amount, "currency": plan.currency}
    known = PlanPrice.objects.filter(**wanted).first()
    if known is not None:
        return known
    key = f"price:{plan.id}:{period}:{amount}:{plan.currency}"
    details = {
        "currency": plan.currency,
        "unit_amount": amount,
        "recurring": {"interval": "year" if period == Period.YEAR else "month"},
        "product_data": {"name": f"Parlor {plan.name}"},
        "metadata": {"plan": plan.code},
    }
    with asking():
        made = as_dict(client().v1.prices.create(details, keyed(key)))  # type: ignore[arg-type]  # typed dicts of the library
    return PlanPrice.objects.get_or_create(price_id=made["id"], defaults=wanted)[0]


def portal_url(*, tenant: Tenant, for_card: bool, back: str) -> str:
    """Return the address of Stripe's own page for cards and invoices; it is good for a short time."""
    account = with_customer(tenant)
    details: dict[str, object] = {"customer": account.customer_id, "return_url": url_of(tenant.slug) + back}
    if for_card:
        details["flow_data"] = {"type": "payment_method_update"}
    with asking():
        return str(client().v1.billing_portal.sessions.create(details).url)  # type: ignore[arg-type]  # typed dicts of the library
