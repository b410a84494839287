"""Read the trail of this workspace: filtered, page by page, each entry as people read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from shared_apps.audit.models import AuditEntry
from tenant_apps.team.models import Member
from tenant_apps.workspace.activity.links import link_of
from tenant_apps.workspace.activity.sentences import (
    SENTENCES,
    actions_in,
    actions_saying,
    area_of,
    sentence,
)

BATCH = 500


@dataclass(frozen=True)
class Wanted:
    """Which entries; empty means all. `q` is found in the sentence, the person's name and the details."""

    who: UUID | None = None
    area: str = ""
    action: str = ""
    start: datetime | None = None
    end: datetime | None = None
    q: str = ""


def entries(wanted: Wanted = Wanted()) -> QuerySet[AuditEntry]:
    """Return the trail, newest first."""
    rows = AuditEntry.objects.order_by("-id")
    if wanted.who:
        # What people do with their account is written down by their user, the rest by the member they are here.
        users = Member.objects.filter(id=wanted.who).values("user_id")
        rows = rows.filter(Q(actor_id=wanted.who) | Q(actor_id__in=users))
    if wanted.area:
        rows = rows.filter(_in_area(wanted.area))
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.start:
        rows = rows.filter(at__gte=wanted.start)
    if wanted.end:
        rows = rows.filter(at__lt=wanted.end)
    return rows.alias(said=Cast("details", TextField())).filter(_saying(wanted.q)) if wanted.q else rows


def _in_area(area: str) -> Q:
    """What has no sentence yet belongs where its like belongs."""
    known, beginnings = actions_in(area)
    unknown = Q()
    for beginning in beginnings:
        unknown |= Q(action__startswith=beginning)
    return Q(action__in=known) | (unknown & ~Q(action__in=list(SENTENCES)) if beginnings else Q(pk=None))


def _saying(text: str) -> Q:
    return Q(actor_name__icontains=text) | Q(said__icontains=text) | Q(action__in=actions_saying(text))


def entry_views(rows: Sequence[AuditEntry], language: str) -> list[dict[str, Any]]:
    """Return entries as the API shows them; `who` is the member when the person is one."""
    people = _people(rows)
    return [
        {
            "id": str(row.id),
            "at": row.at.isoformat().replace("+00:00", "Z"),
            "who": {"id": str(people.get(row.actor_id, row.actor_id)), "name": row.actor_name}
            if row.actor_id
            else None,
            "action": row.action,
            "area": area_of(row.action),
            "text": sentence(row.action, row.details, language),
            "link": link_of(row.target_kind, row.target_id),
        }
        for row in rows
    ]


def _people(rows: Iterable[AuditEntry]) -> dict[UUID | None, UUID]:
    ids = {row.actor_id for row in rows if row.actor_id}
    return dict(Member.objects.filter(user_id__in=ids).values_list("user_id", "id"))


def next_batch(wanted: Wanted, after: UUID | None) -> list[AuditEntry]:
    """Return up to BATCH entries older than `after`, newest first."""
    rows = entries(wanted)
    return list((rows.filter(id__lt=after) if after else rows)[:BATCH])
