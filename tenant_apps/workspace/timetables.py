"""The stored timetables, read as the kernel wants them, and the writes of their page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects

from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import Conflict, Invalid, NotFound
from shared_apps.core.hours import Day, Schedule, day_of
from shared_apps.core.lookups import Lookup
from shared_apps.facts import publish
from tenant_apps.team.models import Member
from tenant_apps.workspace.events import CardChanged
from tenant_apps.workspace.models import Location, OpeningHours
from tenant_apps.workspace.selectors import current_workspace

# A holiday of every year is looked up in the years around today; that is further than anyone asks.
YEARS_AROUND = 2


def timetables() -> list[OpeningHours]:
    """Return all timetables, the default one first."""
    rows = _timetables.all()
    prefetch_related_objects(rows, "locations")
    return rows


_timetables = Lookup(lambda: OpeningHours.objects.order_by("-is_default", "name", "id"))


def get_timetable(timetable_id: UUID) -> OpeningHours:
    """Return one timetable; raises NotFound."""
    row = OpeningHours.objects.prefetch_related("locations").filter(id=timetable_id).first()
    if row is None:
        raise NotFound
    return row


def timetable_of(channel_account_id: UUID | None) -> OpeningHours | None:
    """Return the timetable that holds for an account, else the default one; None when none is kept."""
    return timetable_for(channel_account_id, timetables())


def timetable_for(channel_account_id: UUID | None, rows: Sequence[OpeningHours]) -> OpeningHours | None:
    """Return the same out of `rows`, which are all timetables."""
    own = [row for row in rows if channel_account_id in row.channels]
    return next(iter([*own, *[row for row in rows if row.is_default]]), None)


def schedule_of(row: OpeningHours, zone: str = "") -> Schedule:
    """Return a stored timetable for the kernel; `zone` is the workspace's, asked for when not given."""
    zone = row.timezone or zone or current_workspace().timezone
    return Schedule(zone, tuple(day_of(day) for day in row.week), _special(row.holidays))


def schedule_for(channel_account_id: UUID | None) -> Schedule | None:
    """Return when an account is attended; None when nobody said, which means always."""
    row = timetable_of(channel_account_id)
    return schedule_of(row) if row else None


def _special(holidays: Sequence[Mapping[str, Any]]) -> dict[date, Day]:
    found: dict[date, Day] = {}
    this_year = now().year
    # Holidays of one year only are read last: they know better than the yearly rule.
    for holiday in sorted(holidays, key=lambda one: not one.get("every_year")):
        on, day = date.fromisoformat(holiday["date"]), day_of(holiday["hours"])
        if not holiday.get("every_year"):
            found[on] = day
            continue
        for year in range(this_year - YEARS_AROUND, this_year + YEARS_AROUND + 1):
            if (on.month, on.day) != (2, 29) or year % 4 == 0:
                found[on.replace(year=year)] = day
    return found


@transaction.atomic
def write_timetable(row: OpeningHours, *, actor: Member, fields: Mapping[str, Any]) -> OpeningHours:
    """Save `fields` on a new or stored timetable; raises Invalid for a location that is none."""
    for name, value in fields.items():
        if name != "locations":
            setattr(row, name, value)
    if not row._state.adding:
        row.rev += 1
    row.save()
    if "locations" in fields:
        _hold_at(row, fields["locations"])
    _tell("opening_hours.updated", actor, row)
    return get_timetable(row.id)


def _hold_at(row: OpeningHours, location_ids: Sequence[UUID]) -> None:
    """Let the timetable hold at exactly these locations; the default one is theirs anyway who have none."""
    if row.is_default:
        return
    found = Location.objects.filter(id__in=location_ids)
    if len(found) != len(set(location_ids)):
        raise Invalid(
            "One of the locations is none.", fields={"locations": ["Choose locations of this business."]}
        )
    Location.objects.filter(hours=row).exclude(id__in=location_ids).update(hours=None)
    found.update(hours=row)


def own_timetables() -> QuerySet[OpeningHours]:
    """Return the timetables of single channels and locations: all but the default one."""
    return OpeningHours.objects.filter(is_default=False)


def usual_timetable() -> OpeningHours | None:
    """Return the default timetable; None when none is kept."""
    return OpeningHours.objects.filter(is_default=True).first()


def default_timetable() -> OpeningHours:
    """Return the default timetable, unsaved when there is none yet."""
    return usual_timetable() or OpeningHours(is_default=True, week=[[] for _ in range(7)])


@transaction.atomic
def delete_timetable(row: OpeningHours, *, actor: Member) -> None:
    """Remove a timetable of single channels; raises Conflict for the default one."""
    if row.is_default:
        raise Conflict("is_default", "The default timetable stays. Change its hours instead.")
    _tell("opening_hours.deleted", actor, row)
    row.delete()


def _tell(action: str, actor: Member, row: OpeningHours) -> None:
    record(action, actor=actor, target_kind="opening_hours", target_id=row.id, details={"name": row.name})
    publish(CardChanged(workspace_id=current_workspace().id))
