"""The public trail, filtered."""

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from io import StringIO
from itertools import islice
from uuid import UUID

from django.db.models import Q, QuerySet

from shared_apps.accounts.models import User
from shared_apps.audit.models import AuditEntry
from tenants.models import Tenant

COLUMNS = ("at", "actor_name", "actor_id", "action", "target_kind", "target_id", "target_name", "details")
MOST_ROWS, CHUNK = 50_000, 1_000
# A spreadsheet takes a cell that begins with one of these for a formula (OWASP: CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def trail(
    *,
    actor: str = "",
    action: str = "",
    target: str = "",
    since: date | None = None,
    until: date | None = None,
    with_views: bool = True,
) -> QuerySet[AuditEntry]:
    """Return lines of the platform's trail; `action` is a beginning such as `plan.`, both days are included (UTC)."""
    rows = AuditEntry.objects.all()
    if actor:
        rows = rows.filter(Q(actor_name__icontains=actor) | Q(details__email__icontains=actor))
    if action:
        rows = rows.filter(action__startswith=action)
    if target:
        rows = rows.filter(target_id=target)
    if since:
        rows = rows.filter(at__date__gte=since)
    if until:
        rows = rows.filter(at__date__lte=until)
    return rows if with_views else rows.exclude(action="console.viewed")


def names_of(lines: Iterable[AuditEntry]) -> dict[str, str]:
    """Return id → name of the companies and people that the lines are about; two queries."""
    ids: dict[str, list[UUID]] = {"tenant": [], "user": []}
    for line in lines:
        with suppress(ValueError):
            ids.get(line.target_kind, []).append(UUID(line.target_id))
    companies = Tenant.objects.filter(id__in=ids["tenant"]).values_list("id", "name")
    people = User.objects.filter(id__in=ids["user"]).values_list("id", "name")
    return {str(id): name for id, name in [*companies, *people]}


def as_csv(rows: QuerySet[AuditEntry]) -> Iterator[str]:
    """Yield the lines of a CSV file, newest first, up to MOST_ROWS."""
    yield _line(COLUMNS)
    lines = rows.order_by("-id")[:MOST_ROWS].iterator(CHUNK)
    while chunk := list(islice(lines, CHUNK)):
        names = names_of(chunk)
        for row in chunk:
            details = json.dumps(row.details, ensure_ascii=False, sort_keys=True)
            target = (row.target_kind, row.target_id, names.get(row.target_id, ""))
            yield _line(
                [row.at.isoformat(), row.actor_name, row.actor_id or "", row.action, *target, details]
            )


def _line(cells: object) -> str:
    assert isinstance(cells, list | tuple)
    buffer = StringIO()
    csv.writer(buffer).writerow([_plain(str(cell)) for cell in cells])
    return buffer.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
