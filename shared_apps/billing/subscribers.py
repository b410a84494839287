"""What money does when a business goes: its subscription is not renewed, and ends with it."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet

from shared_apps.billing.actions.changing import set_ending
from shared_apps.billing.actions.leaving import end_for_good
from shared_apps.billing.models import BillingAccount
from shared_apps.plans.selectors import subscription_of
from tenants.events import DeletionAsked, DeletionCancelled, TenantPurged
from tenants.every import visiting
from tenants.models import TenantState


def follow_deletion(facts: Sequence[DeletionAsked | DeletionCancelled]) -> None:
    """Let the plan run out or go on, by how the business stands now: facts come in no order."""
    for account in _accounts(fact.tenant_id for fact in facts).exclude(subscription_id=""):
        is_going = account.tenant.state == TenantState.DELETING
        ours = subscription_of(account.tenant_id)
        ends_anyway = ours is not None and ours.cancel_at is not None
        if is_going == account.ends_with_tenant or (is_going and ends_anyway):
            continue
        with visiting(account.tenant):
            set_ending(account.tenant, is_ending=is_going)
        BillingAccount.objects.filter(tenant=account.tenant_id).update(ends_with_tenant=is_going)


def end_subscriptions(facts: Sequence[TenantPurged]) -> None:
    """End at once what a purged business pays for."""
    for account in _accounts(fact.tenant_id for fact in facts).exclude(customer_id=""):
        end_for_good(account)


def _accounts(tenant_ids: Iterable[UUID]) -> QuerySet[BillingAccount]:
    rows = BillingAccount.objects.filter(tenant__in=set(tenant_ids))
    return rows.select_related("tenant")
