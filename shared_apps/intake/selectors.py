"""Reads of the ledger."""

from collections.abc import Collection

from shared_apps.core.keys import schema
from shared_apps.intake.models import IntakeEvent


def latest_events(*, platform: str, account_ids: Collection[str], limit: int) -> list[IntakeEvent]:
    """Return what came in last for accounts of the current tenant, newest first."""
    rows = IntakeEvent.objects.filter(schema=schema(), platform=platform, account_id__in=list(account_ids))
    return list(rows.order_by("-received_at", "-id")[:limit])
