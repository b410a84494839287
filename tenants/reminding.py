"""Write to the owners of a business before it is purged, once, while they can still keep it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from shared_apps.facts import publish
from tenants.events import DeletionNear
from tenants.models import Tenant, TenantState

# A short grace needs no second letter on the day of the first.
AFTER_FIRST = timedelta(days=1)


def remind_due(at: datetime) -> dict[str, int]:
    """Remind the owners of every business whose grace is nearly over; the job `deletion_reminders`."""
    ids = list(_due(at).order_by("purge_at", "id").values_list("id", flat=True))
    return {"reminded": sum(_remind(tenant_id, at) for tenant_id in ids)}


def _due(at: datetime) -> QuerySet[Tenant]:
    soon = at + timedelta(days=settings.DELETION_REMINDER_DAYS)
    leaving = Tenant.objects.filter(state=TenantState.DELETING, purge_at__gt=at, purge_at__lte=soon)
    return leaving.filter(purge_reminded_at=None, state_at__lte=at - AFTER_FIRST)


@transaction.atomic
def _remind(tenant_id: UUID, at: datetime) -> bool:
    """Publish it and write that down together; False when the business was kept meanwhile."""
    if _due(at).select_for_update().filter(id=tenant_id).first() is None:
        return False
    Tenant.objects.filter(id=tenant_id).update(purge_reminded_at=at)
    publish(DeletionNear(tenant_id=tenant_id))
    return True
