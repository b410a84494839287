"""What anybody may be told of the business, in words: its card, opening hours, holidays and locations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from shared_apps.core.clock import now
from tenant_apps.workspace.locations import locations
from tenant_apps.workspace.models import Location, OpeningHours, Workspace
from tenant_apps.workspace.phrasebook import LANGUAGES, PHRASES, Phrases
from tenant_apps.workspace.selectors import current_workspace
from tenant_apps.workspace.timetables import usual_timetable

CLOSED_ALL_WEEK: list[list[str]] = [[]] * 7


@dataclass(frozen=True)
class Piece:
    """One thing that people ask about; `asked` is how they name it."""

    asked: str
    lines: tuple[str, ...]


def told() -> list[Piece]:
    """Return what can be told, in the business's own language first; empty when nothing is known."""
    workspace = current_workspace()
    places = [place for place in locations() if place.is_active]
    usual = usual_timetable()
    order = sorted(PHRASES, key=lambda language: language != workspace.language)
    pieces = [
        piece
        for language in order
        for piece in _pieces(PHRASES[language], language, workspace, places, usual)
        if piece.lines
    ]
    own_words = tuple(text for text in (workspace.tagline, *workspace.about.split("\n")) if text.strip())
    return [*([Piece(PHRASES[order[0]].about, own_words)] if own_words else []), *pieces]


def _pieces(
    say: Phrases, language: str, workspace: Workspace, places: Sequence[Location], usual: OpeningHours | None
) -> Iterable[Piece]:
    yield Piece(say.hours, tuple(_hours(say, usual)))
    yield Piece(say.holidays, tuple(_holidays(say, usual)))
    yield Piece(say.address, tuple(_where(say, workspace, places)))
    contacts = ((say.phone, workspace.phone), (say.email, workspace.email), (say.website, workspace.website))
    yield Piece(say.contacts, tuple(f"{name}: {value}" for name, value in contacts if value))
    yield Piece(say.social, tuple(f"{name.title()}: {at}" for name, at in workspace.social.items()))
    spoken = [LANGUAGES[language].get(code, code) for code in workspace.languages]
    yield Piece(say.languages, (f"{say.we_speak} {', '.join(spoken)}.",) if spoken else ())


def _where(say: Phrases, workspace: Workspace, places: Sequence[Location]) -> Iterable[str]:
    if workspace.address:
        yield f"{say.our_address} {workspace.address}"
    for place in places:
        parts = [place.address, place.phone and f"{say.phone} {place.phone}", place.map_url]
        yield f"{place.name}: {', '.join(part for part in parts if part)}".removesuffix(": ")
        if place.hours:
            yield f"{place.name}, {say.open}: {'; '.join(_week(say, place.hours.week))}"


def _hours(say: Phrases, row: OpeningHours | None) -> list[str]:
    return _week(say, row.week) if row and row.week != CLOSED_ALL_WEEK else []


def _week(say: Phrases, week: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    """Return the week with days of the same hours together: "Monday–Friday: 09:00–18:00"."""
    lines = []
    for hours, group in groupby(enumerate(week), key=lambda day: day[1]):
        numbers = [number for number, _ in group]
        first, last = say.days[numbers[0]], say.days[numbers[-1]]
        mark = "–" if len(numbers) > 2 else ", "
        lines.append(f"{first if first == last else first + mark + last}: {_day(say, hours)}")
    return lines


def _day(say: Phrases, hours: Sequence[Sequence[str]]) -> str:
    return ", ".join(f"{start}–{end}" for start, end in hours) or say.closed


def _holidays(say: Phrases, row: OpeningHours | None) -> Iterable[str]:
    """Return the days that differ, in the order of the year; those of a year that is over are told no more."""
    rows: Sequence[Mapping[str, Any]] = row.holidays if row else []
    today = now().date()
    # A yearly one stands where its month and day do, whatever year it was written down with.
    for holiday in sorted(rows, key=lambda one: one["date"][5:] if one["every_year"] else one["date"]):
        on = date.fromisoformat(holiday["date"])
        if not holiday["every_year"] and on < today:
            continue
        day = say.date(on, is_yearly=holiday["every_year"])
        name = f" ({holiday['name']})" if holiday["name"] else ""
        yield f"{day}{name}: {_day(say, holiday['hours'])}"
