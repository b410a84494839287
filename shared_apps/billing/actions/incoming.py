"""Events of Stripe: kept once, then looked into by a task. What they say is not believed, only what they are about."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from shared_apps.billing import letters
from shared_apps.billing.actions.connecting import disconnect, sync_connect
from shared_apps.billing.actions.keeping import write_checkout, write_invoice
from shared_apps.billing.actions.payments import reread
from shared_apps.billing.actions.syncing import settle_plan
from shared_apps.billing.locks import reading_stripe
from shared_apps.billing.models import BillingAccount, EventState, Payment, PaymentKind, StripeEvent
from shared_apps.billing.webhooks import event_in
from shared_apps.core.clock import now
from shared_apps.core.tasks import send_after_commit
from shared_apps.intake.platforms import LedgerRow
from shared_apps.vendors.stripe import PaymentsAway
from tenants.selectors import current_tenant

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
BATCH = 200
AWAY_PAUSE = timedelta(minutes=1)
# Objects whose events change what a business has of us.
PLAN_KINDS = (
    "customer.subscription.",
    "invoice.",
    "checkout.session.",
    "customer.updated",
    "payment_method.",
)


def take(rows: Sequence[LedgerRow]) -> None:
    """Keep events of the current tenant, each once, and have them looked into after the commit."""
    from shared_apps.billing.tasks import apply_event

    tenant = current_tenant()
    if tenant is None:
        return
    for row in rows:
        event = event_in(row.body)
        found = event["data"]["object"]
        _, is_new = StripeEvent.objects.get_or_create(
            id=str(event["id"]),
            defaults={
                "tenant": tenant,
                "kind": str(event["type"])[:80],
                "object_id": str(found.get("id") or "")[:128],
                "details": _details(event["type"], found),
            },
        )
        if is_new:
            send_after_commit(apply_event, str(event["id"]))


def _details(kind: str, found: dict[str, object]) -> dict[str, str]:
    """Return the ids by which the object is found again."""
    names = ("invoice", "payment_intent", "charge")
    shown = {name: str(found[name]) for name in names if isinstance(found.get(name), str)}
    marks = found.get("metadata")
    if isinstance(marks, dict) and marks.get("payment_id"):
        shown["payment_id"] = str(marks["payment_id"])
    return shown


def apply(event_id: str) -> None:
    """Look into an event, and into all others of its business that wait: one reading serves them all.

    A failure is kept with its reason and tried again later.
    """
    event = StripeEvent.objects.filter(id=event_id, state=EventState.PENDING).first()
    if event is None:
        return
    account = BillingAccount.objects.select_related("tenant").get(tenant=event.tenant_id)
    with reading_stripe(account.tenant_id):
        waiting = StripeEvent.objects.filter(tenant=account.tenant_id, state=EventState.PENDING)
        batch = list(waiting.order_by("received_at", "id")[:BATCH])
        if not _attempt(account, batch) and len(batch) > 1:
            # One of them is bad: it must not keep the others.
            for each in batch:
                _attempt(account, [each])


def _attempt(account: BillingAccount, batch: Sequence[StripeEvent]) -> bool:
    ids = [event.id for event in batch]
    rows = StripeEvent.objects.filter(id__in=ids)
    try:
        _look_into(account, batch)
    except PaymentsAway:
        # Nothing is wrong with any of them: all wait until Stripe answers, however long that takes.
        rows.update(due_at=now() + AWAY_PAUSE, reason="Stripe did not answer.")
        return True
    except Exception as error:
        log.warning("%s events could not be applied: %s", len(ids), type(error).__name__)
        if len(batch) == 1:
            attempts = batch[0].attempts + 1
            rows.update(
                attempts=attempts,
                state=EventState.FAILED if attempts >= MAX_ATTEMPTS else EventState.PENDING,
                reason=f"{type(error).__name__}: {error}"[:500],
                due_at=now() + timedelta(seconds=min(15 * 2**attempts, 3600)),
            )
        return False
    rows.update(state=EventState.DONE, reason="")
    return True


def _look_into(account: BillingAccount, batch: Sequence[StripeEvent]) -> None:
    kinds = {event.kind for event in batch}
    if "account.application.deauthorized" in kinds:
        disconnect(account)
    elif any(kind.startswith(("account.", "capability.")) for kind in kinds):
        sync_connect(account)
    for invoice_id in sorted({_invoice_of(event) for event in batch} - {""}):
        write_invoice(account, invoice_id)
    for session_id in sorted({e.object_id for e in batch if e.kind.startswith("checkout.session.")}):
        write_checkout(account, session_id)
    for payment in _payments_of(account, batch):
        reread(account, payment)
    if any(kind.startswith(PLAN_KINDS) for kind in kinds):
        settle_plan(account)
    for event in batch:
        letters.write_for(account, event.kind, event.object_id)


def _invoice_of(event: StripeEvent) -> str:
    found = event.object_id if event.kind.startswith("invoice.") else event.details.get("invoice", "")
    return found if found.startswith("in_") else ""


def _payments_of(account: BillingAccount, batch: Sequence[StripeEvent]) -> list[Payment]:
    """Return the payments that sessions, intents, charges or refunds are about; invoices are read by themselves."""
    sessions = {event.object_id for event in batch if event.kind.startswith("checkout.session.")}
    intents = {event.object_id for event in batch if event.kind.startswith("payment_intent.")}
    intents |= {event.details.get("payment_intent", "") for event in batch} - {""}
    named = {event.details["payment_id"] for event in batch if "payment_id" in event.details}
    rows = Payment.objects.filter(tenant=account.tenant_id)
    read = {_invoice_of(event) for event in batch} - {""}
    about = Q(external_id__in=sessions, kind=PaymentKind.SERVICE) | Q(intent_id__in=intents)
    about |= Q(id__in=[UUID(name) for name in named if _is_uuid(name)])
    return list(rows.filter(about).exclude(external_id__in=read))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def due_events(limit: int = 200) -> list[StripeEvent]:
    """Return events that wait for another try, or whose task was lost."""
    rows = StripeEvent.objects.filter(state=EventState.PENDING, due_at__lte=now()).select_related("tenant")
    return list(rows.order_by("due_at")[:limit])
