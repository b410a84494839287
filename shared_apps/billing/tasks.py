"""Celery entry points: events, the sweep of those left behind, the nightly comparison."""

from datetime import datetime, timedelta

from celery import shared_task

from shared_apps.billing.actions.connecting import sync_connect
from shared_apps.billing.actions.incoming import apply, due_events
from shared_apps.billing.actions.syncing import sync_all
from shared_apps.billing.models import BillingAccount, StripeEvent
from shared_apps.core.clock import now
from shared_apps.core.keys import schema
from tenants.models import TenantState

# A task that was lost with its worker is sent again after this.
PATIENCE = timedelta(minutes=2)


@shared_task
def apply_event(event_id: str) -> None:
    apply(event_id)


@shared_task
def sweep_events() -> None:
    """Send again what waits, each to its own workspace."""
    for event in due_events():
        StripeEvent.objects.filter(id=event.id).update(due_at=now() + PATIENCE)
        apply_event.apply_async((event.id,), headers={"_schema_name": event.tenant.schema_name})


@shared_task
def reconcile() -> None:
    """Compare the tenant we are in with Stripe."""
    account = BillingAccount.objects.select_related("tenant").filter(tenant__schema_name=schema()).first()
    if account is not None:
        sync_all(account)
        sync_connect(account)


def reconcile_all(_at: datetime) -> dict[str, int]:
    """Have every business that Stripe knows compared; the job `stripe_reconciliation`."""
    rows = BillingAccount.objects.filter(tenant__state=TenantState.ACTIVE).exclude(
        customer_id="", connect_id=""
    )
    schemas = list(rows.values_list("tenant__schema_name", flat=True))
    for schema_name in schemas:
        reconcile.apply_async(headers={"_schema_name": schema_name})
    return {"sent": len(schemas)}
