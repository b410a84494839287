"""How participants and bulk jobs look to the API and in socket frames."""

from datetime import datetime
from typing import Any

from shared_apps.core.pagination import whole_page
from tenant_apps.conversations.organising.actions.bulk import UNDO
from tenant_apps.conversations.organising.models import BulkJob, BulkState, InboxSettings
from tenant_apps.team.models import Member

View = dict[str, Any]


def bulk_view(job: BulkJob) -> View:
    undo_until = job.finished_at + UNDO if job.finished_at and job.state == BulkState.DONE else None
    return {
        "id": str(job.id),
        "action": job.action,
        "value": job.value,
        "state": job.state,
        "total": job.total,
        "changed": job.changed,
        "skipped": job.skipped,
        "undone": job.undone,
        "undo_until": _iso(undo_until),
    }


def participants_view(members: list[Member]) -> View:
    return whole_page([{"id": str(member.id), "name": member.name} for member in members])


def settings_view(settings: InboxSettings) -> View:
    return {
        "auto_resolve_hours": settings.auto_resolve_hours,
        "auto_resolve_message": settings.auto_resolve_message,
        "keeps_assignee": settings.keeps_assignee,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None
