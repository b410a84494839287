"""The trail as a table for a spreadsheet, sent while it is read: a long log fills no memory."""

import csv
from collections.abc import AsyncIterator
from io import StringIO
from uuid import UUID
from zoneinfo import ZoneInfo

from tenant_apps.workspace.activity.selectors import Wanted, entry_views, next_batch
from tenants.models import Tenant
from tenants.sockets import in_tenant

COLUMNS = {
    "en": ("When", "Who", "What", "Area", "Action"),
    "uk": ("Коли", "Хто", "Що", "Розділ", "Дія"),
}
# By this mark Excel knows UTF-8.
MARK = "\ufeff"


async def table(tenant: Tenant, wanted: Wanted, language: str) -> AsyncIterator[str]:
    """Return the parts of a CSV table, newest entries first, with times of the workspace's zone.

    The answer is sent after the request has left the tenant, so each slice enters it by itself.
    """
    yield MARK + _lines([COLUMNS[language]])
    after: UUID | None = None
    while True:
        rows, after = await in_tenant(tenant, _slice, wanted, after, language, tenant.timezone)
        if rows:
            yield _lines(rows)
        if after is None:
            return


def _slice(
    wanted: Wanted, after: UUID | None, language: str, timezone: str
) -> tuple[list[tuple[str, ...]], UUID | None]:
    found = next_batch(wanted, after)
    zone = ZoneInfo(timezone)
    rows: list[tuple[str, ...]] = [
        (
            row.at.astimezone(zone).isoformat(sep=" ", timespec="seconds"),
            defused(row.actor_name),
            defused(view["text"]),
            str(view["area"]),
            row.action,
        )
        for row, view in zip(found, entry_views(found, language), strict=True)
    ]
    return rows, found[-1].id if found else None


def defused(text: str) -> str:
    """Keep a spreadsheet from running what somebody typed as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _lines(rows: "list[tuple[str, ...]]") -> str:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
